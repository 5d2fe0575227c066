package ee.chatkit.artifacts;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Builds a copy of the sources in another directory, whose name has a space, by another user's name, in another time zone and
 * language and with another umask, and compares all that is delivered with the build that has just ended, byte by byte.
 *
 * <p>Both builds use the same Maven and JDK: another javac may write other class files. Directories' and files' modes are part
 * of archives; of them the archiver drops only that the group and others may write, so the umask must let both read.
 */
public final class ReproducibleBuild {
    private static final Set<String> NOT_COPIED = Set.of("target", ".git", ".chatkit");
    private static final int MINUTES = 30;

    private final Path maven;
    private final Path repository;
    private final Path home;

    private ReproducibleBuild(Path maven, Path repository, Path home) {
        this.maven = maven;
        this.repository = repository;
        this.home = home;
    }

    /**
     * Fails if the builds differ.
     *
     * @param args Maven's home, the local repository, the directory of the unpacked servers
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        var build = new ReproducibleBuild(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
        Path first = Path.of("target").toAbsolutePath();
        Path copy = first.resolve("reproducible/second build");
        copy(Path.of("").toAbsolutePath(), copy);
        build.run(copy);
        var comparison = new BuildComparison(first, copy.resolve("target"));
        comparison.files().forEach(System.out::println);
        List<String> differences = comparison.differences();
        if (!differences.isEmpty()) {
            throw new IllegalStateException("The builds differ:\n" + String.join("\n", differences));
        }
        System.out.println(comparison.files().size() + " files are the same in both builds");
    }

    private static void copy(Path from, Path to) throws IOException {
        deleteRecursively(to);
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (directory.getParent().equals(from)
                        && NOT_COPIED.contains(directory.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void deleteRecursively(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (Path file :
                        files.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void run(Path directory) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        if (!windows) {
            command.addAll(List.of("sh", "-c", "umask 002; exec \"$0\" \"$@\""));
        }
        command.add(maven.resolve(windows ? "bin/mvn.cmd" : "bin/mvn").toString());
        command.addAll(List.of("-B", "-ntp", "package", "-DskipTests"));
        command.addAll(List.of("-Dmaven.repo.local=" + repository, "-Dchatkit.home=" + home));
        Path log = directory.resolveSibling("second build.log");
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("TZ", "Pacific/Auckland");
        builder.environment().put("LC_ALL", "C");
        builder.environment()
                .merge(
                        "MAVEN_OPTS",
                        "-Duser.timezone=Pacific/Auckland -Duser.language=tr -Duser.country=TR -Duser.name=second",
                        (own, more) -> own + " " + more);
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("The second build failed: see " + log);
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
