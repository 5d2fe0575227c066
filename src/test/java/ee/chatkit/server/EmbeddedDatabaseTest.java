package ee.chatkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class EmbeddedDatabaseTest {
    @TempDir
    Path folder;

    @Test
    void committedData_survivesKill() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.persistent(folder, HostResources.freePort())) {
            database.start();
            execute(database, "create table kept (n int)", "insert into kept values (7)");

            database.kill();
            assertThrows(SQLException.class, () -> selectNumber(database));
            database.start();

            assertEquals(7, selectNumber(database));
        }
    }

    @Test
    void start_terminatesServerLeftByKilledProcess() throws Exception {
        EmbeddedDatabase leftBehind = EmbeddedDatabase.persistent(folder, HostResources.freePort());
        leftBehind.start();
        execute(leftBehind, "create table kept (n int)", "insert into kept values (7)");
        ProcessHandle leftover = leftBehind.serverProcess().orElseThrow();

        try (EmbeddedDatabase database = EmbeddedDatabase.persistent(folder, HostResources.freePort())) {
            database.start();

            assertFalse(ChildProcesses.isRunning(leftover));
            assertEquals(7, selectNumber(database));
            assertEquals(leftBehind.password(), database.password());
        }
    }

    @Test
    void start_ignoresPidOfUnrelatedProcess() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.persistent(folder, HostResources.freePort())) {
            database.start();
            Path pidFile = folder.resolve("postgres/postmaster.pid");
            String recorded = Files.readString(pidFile);
            String number = recorded.lines().findFirst().orElseThrow();
            database.kill();
            Files.writeString(
                    pidFile,
                    recorded.replaceFirst(
                            number, String.valueOf(ProcessHandle.current().pid())));

            database.start();

            assertTrue(database.serverProcess().isPresent());
        }
    }

    @Test
    void close_leavesNoProcess() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.temporary();
        ProcessHandle server = database.serverProcess().orElseThrow();

        database.close();

        assertFalse(ChildProcesses.isRunning(server));
    }

    @Test
    void connect_requiresPasswordReadableByOwnerOnly() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.persistent(folder, HostResources.freePort())) {
            database.start();

            assertThrows(SQLException.class, () -> DriverManager.getConnection(database.url(), "chatkit", "chatkit"));
            assertThrows(SQLException.class, () -> DriverManager.getConnection(database.url(), "postgres", ""));
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("database-password"))));
        }
    }

    private static void execute(EmbeddedDatabase database, String... statements) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static int selectNumber(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select n from kept")) {
            result.next();
            return result.getInt(1);
        }
    }
}
