package ee.chatkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.server.EmbeddedDatabase;
import ee.chatkit.store.memory.MemoryStore;
import ee.chatkit.transfer.Export;
import ee.chatkit.transfer.ProgressListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command line, a directory with all dependencies. */
class ChatKitCommandIT {
    private static final Path COMMAND =
            Path.of(System.getProperty("chatkit.target", "target"), "chatkit-cli", "bin", "chatkit-cli");

    @TempDir
    private Path folder;

    @Test
    void packagedCommand_exportsAndImportsWithPassword() throws Exception {
        Path file = folder.resolve("one.ndjson");
        export(file);
        try (var database = EmbeddedDatabase.temporary()) {
            Result imported = run(database, "import", file.toString());
            assertEquals(0, imported.code, imported.text);
            assertTrue(imported.text.contains("\"added\":{\"opportunity\":0,\"active_opportunity\":0,\"thread\":1"));
            Path again = folder.resolve("again.ndjson.gz");
            Result exported = run(database, "export", again.toString());
            assertEquals(0, exported.code, exported.text);
            Result checked = run(database, "check", again.toString());
            assertEquals(0, checked.code, checked.text);
            assertTrue(checked.text.contains("3 lines"), checked.text);
        }
    }

    private static void export(Path file) throws IOException {
        var store = new MemoryStore(Clock.systemUTC());
        store.addThread(
                new Caller("ada"), ChatThread.create("thr_1", Clock.systemUTC().instant()));
        try (OutputStream out = Files.newOutputStream(file)) {
            new Export(store.archive(), store.contents(), Clock.systemUTC())
                    .write(new Export.Options(null, false, true, null), out, ProgressListener.NONE);
        }
    }

    private record Result(int code, String text) {}

    private Result run(EmbeddedDatabase database, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(COMMAND.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        process.environment()
                .putAll(Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "CHATKIT_DB_URL", database.url(),
                        "CHATKIT_DB_USER", database.user(),
                        "CHATKIT_DB_PASSWORD", database.password()));
        Process running = process.start();
        try {
            assertTrue(running.waitFor(2, TimeUnit.MINUTES), "it ends");
        } finally {
            running.destroyForcibly();
        }
        return new Result(running.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
