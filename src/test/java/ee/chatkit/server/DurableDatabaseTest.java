package ee.chatkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class DurableDatabaseTest {
    private static DurableDatabase durable;

    @BeforeAll
    static void start() {
        durable = DurableDatabase.create(256);
    }

    @AfterAll
    static void close() {
        EmbeddedDatabase database = durable.database();
        durable.close();
        assertFalse(database.isRunning());
    }

    @Test
    void superuser_mayWriteToReadOnlyDatabase() throws SQLException {
        execute(durable.superuser(), "alter database chatkit set default_transaction_read_only = on");
        var refused = assertThrows(
                SQLException.class, () -> execute(durable.database().dataSource(), "create table refused (id int)"));
        assertEquals("25006", refused.getSQLState());
        execute(durable.superuser(), "alter database chatkit reset default_transaction_read_only");
        execute(durable.database().dataSource(), "create table accepted (id int)");
    }

    @Test
    void killedServer_keepsCommittedRows() throws SQLException {
        DataSource database = durable.database().dataSource();
        execute(database, "create table kept (id int); insert into kept values (1)");
        durable.database().kill();
        assertFalse(durable.database().isRunning());
        durable.database().start();
        execute(
                database,
                "do $$ begin if not exists (select from kept where id = 1) then raise 'lost'; end if; end $$");
    }

    @Test
    void filledFileSystem_failsWritesUntilItIsFreed() throws Exception {
        assumeTrue(durable.isBounded(), "a tmpfs cannot be mounted");
        DataSource database = durable.database().dataSource();
        execute(database, "create table texts (text text)");
        durable.fill();
        var full = assertThrows(
                SQLException.class,
                () -> execute(
                        database,
                        "insert into texts select repeat(md5(n::text), 100) from generate_series(1, 10000) as n"));
        // it ends its sessions when the space for its log is used up
        assertTrue(full.getSQLState().equals("53100") || full.getSQLState().startsWith("57"), full::toString);
        durable.free();
        if (!durable.database().isRunning()) {
            durable.database().start();
        }
        execute(database, "insert into texts values ('stored')");
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
