package ee.chatkit.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measurements of a server's JVM, taken with {@code jcmd}. */
public record JvmMetrics(long pid) {
    /** The size of the live heap, after a full collection, in bytes. */
    public long liveHeapBytes() {
        return jcmd("GC.class_histogram").stream()
                .filter(line -> line.startsWith("Total"))
                .map(line -> Long.parseLong(line.strip().replaceAll(".* ", "")))
                .findFirst()
                .orElseThrow();
    }

    /** The number of live instances of exactly this class name, in all class loaders, after a full collection. */
    public long instanceCount(String className) {
        return jcmd("GC.class_histogram").stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length >= 4 && words[3].equals(className))
                .mapToLong(words -> Long.parseLong(words[1]))
                .sum();
    }

    /** The number of class loaders that have loaded a class, after a full collection. */
    public long loadedClassCount(String className) {
        jcmd("GC.run");
        return jcmd("VM.class_hierarchy", className).stream()
                .filter(line -> line.contains(className + "/"))
                .count();
    }

    /** The names of all threads, virtual ones included. */
    public List<String> threadNames() {
        return HostResources.unchecked(() -> {
            Path dump = Files.createTempFile(BuildPaths.target(), "threads", ".txt");
            jcmd("Thread.dump_to_file", "-overwrite", dump.toString());
            List<String> names = Files.readAllLines(dump).stream()
                    .filter(line -> line.matches("#\\d+ \".*"))
                    .map(line -> line.replaceFirst("#\\d+ \"(.*)\".*", "$1"))
                    .toList();
            Files.delete(dump);
            return names;
        });
    }

    private List<String> jcmd(String... arguments) {
        return HostResources.unchecked(() -> {
            var command = new ProcessBuilder(BuildPaths.jdkProgram("jcmd"), "" + pid).redirectErrorStream(true);
            command.command().addAll(List.of(arguments));
            try (var lines = command.start().inputReader()) {
                return lines.lines().toList();
            }
        });
    }
}
