package ee.chatkit.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** One run at a time on a data folder. The operating system frees the lock when its process ends, however it ends. */
final class DataDirectoryLock {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private DataDirectoryLock() {}

    /** Takes the lock until this process ends; a run that is just stopping is waited for. */
    static void take(Path data) throws IOException {
        FileChannel channel =
                FileChannel.open(data.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Path pidFile = data.resolve("run.pid");
        FileLock lock = channel.tryLock();
        if (lock == null) {
            System.out.println("ChatKit: waiting for the run that still uses " + data + " to end ...");
        }
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (lock == null && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            lock = channel.tryLock();
        }
        if (lock == null) {
            String holder = Files.exists(pidFile) ? Files.readString(pidFile).strip() : "unknown";
            throw new UsageException("Another run (process " + holder + ") uses the data folder " + data
                    + ". Stop it, or choose another folder and port: -Dchatkit.data=... -Dchatkit.port=...");
        }
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
    }
}
