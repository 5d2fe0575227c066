package ee.chatkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the JDK's own tool tells of the JVM of a server. */
public record JvmMetrics(long pid) {
    /** What the heap holds after a full collection, in bytes. */
    public long liveHeapBytes() {
        return jcmd("GC.class_histogram").stream()
                .filter(line -> line.startsWith("Total"))
                .map(line -> Long.parseLong(line.strip().replaceAll(".* ", "")))
                .findFirst()
                .orElseThrow();
    }

    /** How many objects of exactly this class there are after a full collection, whichever class loader it is from. */
    public long instanceCount(String className) {
        return jcmd("GC.class_histogram").stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length >= 4 && words[3].equals(className))
                .mapToLong(words -> Long.parseLong(words[1]))
                .sum();
    }

    /** How often a class is loaded after a full collection, each time by another class loader. */
    public long loadedClassCount(String className) {
        jcmd("GC.run");
        return jcmd("VM.class_hierarchy", className).stream()
                .filter(line -> line.contains(className + "/"))
                .count();
    }

    /** The names of all threads, virtual ones as well. */
    public List<String> threadNames() {
        try {
            Path dump = Files.createTempFile(BuildPaths.target(), "threads", ".txt");
            jcmd("Thread.dump_to_file", "-overwrite", dump.toString());
            List<String> names = Files.readAllLines(dump).stream()
                    .filter(line -> line.matches("#\\d+ \".*"))
                    .map(line -> line.replaceFirst("#\\d+ \"(.*)\".*", "$1"))
                    .toList();
            Files.delete(dump);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> jcmd(String... question) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            ProcessBuilder command = new ProcessBuilder(jcmd, "" + pid).redirectErrorStream(true);
            command.command().addAll(List.of(question));
            try (var lines = command.start().inputReader()) {
                return lines.lines().toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
