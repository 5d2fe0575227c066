package ee.chatkit.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Temporary directories of this process. Each is locked for the lifetime of the process, so that the next process recognizes
 * the directories of a killed one, terminates the servers in them, and deletes them.
 */
final class TemporaryDirectories {
    private static final Map<Path, FileLock> LOCKS = new ConcurrentHashMap<>();

    private TemporaryDirectories() {}

    /** Terminates the servers that run in a directory whose owner has ended. */
    interface LeftoverHandler {
        void terminateIn(Path directory) throws IOException;
    }

    static synchronized Path create(String kind, LeftoverHandler leftoverHandler) throws IOException {
        Path parent =
                Files.createDirectories(BuildPaths.target().resolve("servers").resolve(kind));
        try (var leftovers = Files.newDirectoryStream(parent, Files::isDirectory)) {
            for (Path leftover : leftovers) {
                if (!LOCKS.containsKey(leftover) && tryLock(leftover)) {
                    leftoverHandler.terminateIn(leftover);
                    release(leftover);
                }
            }
        }
        Path directory = Files.createTempDirectory(parent, "");
        tryLock(directory);
        return directory;
    }

    /** Deletes a directory and releases its lock. */
    static synchronized void release(Path directory) {
        HostResources.unchecked(() -> {
            HostResources.delete(directory);
            LOCKS.remove(directory).channel().close();
        });
    }

    private static boolean tryLock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                LOCKS.put(directory, lock);
                return true;
            }
        } catch (OverlappingFileLockException e) {
            // another thread of this process holds the lock
        }
        channel.close();
        return false;
    }
}
