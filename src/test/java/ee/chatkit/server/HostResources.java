package ee.chatkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
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

/** Directories and ports of this machine. */
final class HostResources {
    private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();

    private HostResources() {}

    interface IoOperation {
        void run() throws IOException;
    }

    interface IoSupplier<T> {
        T get() throws IOException;
    }

    /** Fills a new directory. */
    interface DirectoryInitializer {
        void initialize(Path directory) throws IOException;
    }

    /** Runs an operation; an {@link IOException} is thrown unchecked. */
    static void unchecked(IoOperation operation) {
        unchecked(() -> {
            operation.run();
            return true;
        });
    }

    static <T> T unchecked(IoSupplier<T> operation) {
        try {
            return operation.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Creates a directory unless it exists. It becomes visible when it is complete. If several processes need it, one
     * creates it and the others wait; what a killed process left unfinished is created anew.
     *
     * @return the directory
     */
    static Path createOnce(Path directory, DirectoryInitializer initializer) throws IOException {
        if (Files.isDirectory(directory)) {
            return directory;
        }
        Files.createDirectories(directory.getParent());
        Path lockFile = directory.resolveSibling(directory.getFileName() + ".lock");
        synchronized (LOCKS.computeIfAbsent(directory, key -> new Object())) {
            try (FileChannel channel =
                    FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                if (!Files.isDirectory(directory)) {
                    Path unfinished = directory.resolveSibling(directory.getFileName() + ".new");
                    delete(unfinished);
                    Files.createDirectory(unfinished);
                    initializer.initialize(unfinished);
                    Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        return directory;
    }

    /** Deletes a directory with its contents if it exists. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (var files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }

    /** Copies the files of a directory, without its subdirectories. */
    static void copyFiles(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.newDirectoryStream(from, Files::isRegularFile)) {
            for (Path file : files) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Copies a directory with its contents; the target must not exist. */
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

    /** A port of the loopback interface that is free at this moment. */
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
