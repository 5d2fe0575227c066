package ee.chatkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Folders of this process. Each is locked as long as its process lives, so that the next one finds what a killed test run
 * left behind, ends the servers in it and deletes it.
 */
final class TemporaryDirectories {
    private static final Map<Path, FileLock> LOCKS = new ConcurrentHashMap<>();

    private TemporaryDirectories() {}

    /** Ends what still runs in a folder that nobody owns any more. */
    interface LeftoverHandler {
        void terminateIn(Path folder) throws IOException;
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
        Path folder = Files.createTempDirectory(parent, "");
        tryLock(folder);
        return folder;
    }

    static void release(Path folder) {
        try {
            HostResources.delete(folder);
            LOCKS.remove(folder).channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean tryLock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                LOCKS.put(folder, lock);
                return true;
            }
        } catch (OverlappingFileLockException e) {
            // another thread of this process holds it
        }
        channel.close();
        return false;
    }
}
