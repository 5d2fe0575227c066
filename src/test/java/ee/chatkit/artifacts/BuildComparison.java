package ee.chatkit.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Compares what two builds deliver: the WAR, the artifacts, the command line. */
final class BuildComparison {
    private static final List<String> DELIVERED = List.of("chatkit.war", "artifacts", "chatkit-cli");

    private final Path first;
    private final Path second;
    private final Map<String, String> firstHashes;
    private final Map<String, String> secondHashes;

    /**
     * Reads both.
     *
     * @param first the output directory of one build
     * @param second that of the other
     */
    BuildComparison(Path first, Path second) throws IOException {
        this.first = first;
        this.second = second;
        firstHashes = hashes(first);
        secondHashes = hashes(second);
    }

    /** The files of the first build in lines like those of {@code sha256sum}. */
    List<String> files() {
        return firstHashes.entrySet().stream()
                .map(entry -> entry.getValue() + "  " + entry.getKey())
                .toList();
    }

    /** A line for each file that differs or that one of the builds does not have, with the entries of archives that differ. */
    List<String> differences() throws IOException {
        var names = new TreeSet<>(firstHashes.keySet());
        names.addAll(secondHashes.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String one = firstHashes.get(name);
            String other = secondHashes.get(name);
            if (one == null || other == null) {
                differences.add(name + " is in the " + (one == null ? "second" : "first") + " build only");
            } else if (!one.equals(other)) {
                differences.add(name + " differs" + entriesThatDiffer(name));
            }
        }
        return differences;
    }

    private String entriesThatDiffer(String name) throws IOException {
        if (!name.matches(".*\\.[jw]ar")) {
            return "";
        }
        Set<String> differing = entriesThatDiffer(
                Files.newInputStream(first.resolve(name)), Files.newInputStream(second.resolve(name)));
        return differing.isEmpty() ? " in the order, times or modes of its entries only" : " in " + differing;
    }

    /**
     * The names of the entries of archives whose contents differ, or that one of the archives lacks.
     *
     * @param first an archive, which is closed
     * @param second another, which is closed
     */
    static Set<String> entriesThatDiffer(InputStream first, InputStream second) throws IOException {
        Map<String, String> one = entries(first);
        Map<String, String> other = entries(second);
        Set<String> differing = new TreeSet<>(one.keySet());
        differing.addAll(other.keySet());
        differing.removeIf(entry -> one.getOrDefault(entry, "").equals(other.get(entry)));
        return differing;
    }

    private static Map<String, String> entries(InputStream archive) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        try (var zip = new ZipInputStream(archive)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), sha256(zip));
            }
        }
        return entries;
    }

    private static Map<String, String> hashes(Path target) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String delivered : DELIVERED) {
            try (var files = Files.walk(target.resolve(delivered))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    hashes.put(target.relativize(file).toString().replace('\\', '/'), sha256(file));
                }
            }
        }
        return hashes;
    }

    /** The hash of a file in hexadecimal digits. */
    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return sha256(in);
        }
    }

    private static String sha256(InputStream in) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
