package ee.chatkit.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * A PostgreSQL server that writes durably, with a superuser beside the role of the application, on a file system of its own
 * whose space is limited and can be used up.
 *
 * <p>The file system is a tmpfs, which needs the right to mount one. Without it the data is in a directory of the project, and
 * {@link #isBounded} is false. A file system that a killed process left mounted is unmounted by the next one.
 */
public final class DurableDatabase implements AutoCloseable {
    private static final String SUPERUSER = "administrator";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int BLOCK = 1024 * 1024;

    /** A part of a page of the file system is left by larger writes. */
    private static final int SMALLEST_BLOCK = 512;

    private final Path directory;
    private final Path data;
    private final boolean bounded;
    private final EmbeddedDatabase database;

    private DurableDatabase(Path directory, int megabytes) throws IOException {
        this.directory = directory;
        data = Files.createDirectory(directory.resolve("data"));
        bounded = mount(data, megabytes);
        database = EmbeddedDatabase.persistent(data, HostResources.freePort());
        database.start();
        database.stop();
        database.createSuperuser(SUPERUSER);
        database.start();
    }

    /**
     * Creates and starts an empty database.
     *
     * @param megabytes the size of the file system
     */
    public static DurableDatabase create(int megabytes) {
        return HostResources.unchecked(() -> new DurableDatabase(
                TemporaryDirectories.create("durable-postgres", DurableDatabase::endLeftover), megabytes));
    }

    private static void endLeftover(Path directory) throws IOException {
        Path data = directory.resolve("data");
        EmbeddedDatabase.stopServerIn(data);
        if (Files.isDirectory(data) && !Files.getFileStore(data).equals(Files.getFileStore(directory))) {
            run(directory, "umount", data.toString());
        }
    }

    private static boolean mount(Path mountPoint, int megabytes) throws IOException {
        try {
            String options = "size=" + megabytes + "m,mode=0700";
            run(mountPoint.getParent(), "mount", "-t", "tmpfs", "-o", options, "chatkit", mountPoint.toString());
            return true;
        } catch (IOException | IllegalStateException e) {
            return false;
        }
    }

    private static void run(Path directory, String... command) throws IOException {
        ChildProcesses.run(new ProcessBuilder(List.of(command)), directory.resolve("mount.log"), TIMEOUT);
    }

    public EmbeddedDatabase database() {
        return database;
    }

    /** Connections of a superuser, without a pool. */
    public DataSource superuser() {
        return database.dataSource(SUPERUSER);
    }

    /** Whether the space of the file system is limited, so that {@link #fill} may be called. */
    public boolean isBounded() {
        return bounded;
    }

    /** Uses up the space of the file system. Does nothing more when it is used up. */
    public void fill() throws IOException {
        if (!bounded) {
            throw new IllegalStateException("The file system of " + data + " is not limited");
        }
        int size = BLOCK;
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (size >= SMALLEST_BLOCK) {
                try {
                    out.write(new byte[size]);
                } catch (IOException e) {
                    size /= 2; // is full for a block of this size
                }
            }
        }
    }

    /** Frees the space that {@link #fill} has taken. */
    public void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return data.resolve("ballast");
    }

    /** Stops the server and deletes its data. */
    @Override
    public void close() {
        database.close();
        HostResources.unchecked(() -> endLeftover(directory));
        TemporaryDirectories.release(directory);
    }
}
