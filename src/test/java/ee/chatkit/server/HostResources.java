package ee.chatkit.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the file system and the network offer, in the words of this package. */
final class HostResources {
    private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();

    private HostResources() {}

    /** Makes a folder once for all processes. */
    interface DirectoryInitializer {
        /** Fills a new, empty folder that becomes visible under its name only when it is complete. */
        void initialize(Path unfinished) throws IOException;
    }

    /**
     * The folder, made if it is not there. Of several processes that want it one makes it and the others wait; what a
     * killed process left unfinished is made anew.
     */
    static Path createOnce(Path folder, DirectoryInitializer directoryInitializer) throws IOException {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(folder.getParent());
        Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
        synchronized (LOCKS.computeIfAbsent(folder, key -> new Object())) {
            try (FileChannel channel =
                    FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                if (!Files.isDirectory(folder)) {
                    Path unfinished = folder.resolveSibling(folder.getFileName() + ".new");
                    delete(unfinished);
                    Files.createDirectory(unfinished);
                    directoryInitializer.initialize(unfinished);
                    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        return folder;
    }

    /** Deletes a folder with all that is in it; one that is not there is no error. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (var files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }

    /** Copies the files of a folder, not its subfolders. */
    static void copyFiles(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.newDirectoryStream(from, Files::isRegularFile)) {
            for (Path file : files) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Copies a folder with all that is in it to where nothing is yet. */
    static void copyTree(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        List<Path> parentsFirst;
        try (var files = Files.walk(from)) {
            parentsFirst = files.toList();
        }
        for (Path file : parentsFirst) {
            Files.copy(file, to.resolve(from.relativize(file)));
        }
    }

    /** A port of the loopback interface that nobody listens on right now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
