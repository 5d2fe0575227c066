package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.store.schema.SchemaFixture;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** How PostgreSQL executes an append. */
class AppendPlanTest {
    private final DataSource database = TestDatabase.create();
    private final DatabaseQueries databaseQueries = new DatabaseQueries(database);

    @Test
    void append_isPlannedWithIndexesOnly() throws Exception {
        SchemaFixture.migrate(database);
        String append = JpaItems.APPEND;
        for (String value : List.of(
                "now()", "now()", "now()", "now()", "now()", "'x'", "'u'", "'i'", "'t'", "'{}'", "now()", "now()")) {
            append = append.replaceFirst("\\?", value);
        }
        databaseQueries.execute(
                "insert into chatkit_threads (id, user_id) select 't' || n, 'u' from generate_series(1, 5000) n");
        databaseQueries.execute("analyze chatkit_threads");
        String plan = plan(append);
        assertTrue(plan.contains("Index Scan using chatkit_threads_pkey"), plan);
        assertFalse(plan.contains("Seq Scan"), plan);
    }

    private String plan(String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("explain " + sql)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
