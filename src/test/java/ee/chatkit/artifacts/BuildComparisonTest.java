package ee.chatkit.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildComparisonTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void equalBuilds_haveNoDifferences() throws IOException {
        build("one", "text", TIME);
        build("two", "text", TIME);
        BuildComparison comparison = compare();
        assertEquals(List.of(), comparison.differences());
        assertEquals(
                List.of("artifacts/a.pom", "chatkit-cli/bin/chatkit-cli", "chatkit.war"),
                comparison.files().stream().map(line -> line.substring(64 + 2)).toList());
        assertEquals(
                "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1", // of "text", by sha256sum
                comparison.files().getFirst().substring(0, 64));
    }

    @Test
    void otherContent_isNamedWithItsEntry() throws IOException {
        build("one", "text", TIME);
        build("two", "tent", TIME);
        assertEquals(
                List.of(
                        "artifacts/a.pom differs",
                        "chatkit-cli/bin/chatkit-cli differs",
                        "chatkit.war differs in [file.txt]"),
                compare().differences());
    }

    @Test
    void otherTimeInAnArchive_isADifference() throws IOException {
        build("one", "text", TIME);
        build("two", "text", TIME.plusSeconds(60));
        assertEquals(
                List.of("chatkit.war differs in the order, times or modes of its entries only"),
                compare().differences());
    }

    @Test
    void missingFile_isADifference() throws IOException {
        build("one", "text", TIME);
        build("two", "text", TIME);
        Files.writeString(folder.resolve("one/artifacts/b.pom"), "");
        Files.writeString(folder.resolve("two/artifacts/c.pom"), "");
        assertEquals(
                List.of("artifacts/b.pom is in the first build only", "artifacts/c.pom is in the second build only"),
                compare().differences());
    }

    private BuildComparison compare() throws IOException {
        return new BuildComparison(folder.resolve("one"), folder.resolve("two"));
    }

    private void build(String name, String content, Instant time) throws IOException {
        Path target = folder.resolve(name);
        Files.createDirectories(target.resolve("artifacts"));
        Files.createDirectories(target.resolve("chatkit-cli/bin"));
        Files.writeString(target.resolve("artifacts/a.pom"), content);
        Files.writeString(target.resolve("chatkit-cli/bin/chatkit-cli"), content);
        try (var out = new ZipOutputStream(Files.newOutputStream(target.resolve("chatkit.war")))) {
            var entry = new ZipEntry("file.txt");
            entry.setLastModifiedTime(FileTime.from(time));
            out.putNextEntry(entry);
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }
}
