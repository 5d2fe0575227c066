package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.store.schema.SchemaFixture;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How PostgreSQL reads the first page of a filtered list, of a user with 20,000 threads, of which few are pinned, labelled or locked
 * and nine of ten are archived, among others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreadListPlanTest {
    private final DataSource database = TestDatabase.create();
    private final DatabaseQueries databaseQueries = new DatabaseQueries(database);

    @BeforeAll
    void insertThreads() throws SQLException {
        SchemaFixture.migrate(database);
        databaseQueries.execute("""
            insert into chatkit_threads (id, user_id, updated_at, archived, pinned, labels, status)
            select 't' || n, 'u' || n % 3, now() - n * interval '1 second', n % 30 < 27, n % 50 = 0,
                case when n % 50 < 3 then array['a', 'b'] end, case when n % 50 < 3 then 'locked' else 'active' end
            from generate_series(1, 60000) n\
            """, "analyze chatkit_threads");
    }

    @Test
    void unarchived_skipsArchivedEntriesInTheIndex() throws SQLException {
        String plan = plan("and not t.archived");
        assertUses("chatkit_threads_user_activity", plan);
        assertTrue(plan.contains("(archived = false)"), plan);
    }

    @Test
    void partialLists_areReadInOrderFromTheirIndexes() throws SQLException {
        assertUses("chatkit_threads_user_pinned", plan("and t.pinned"));
        assertUses("chatkit_threads_user_labelled", plan("and t.labels is not null and t.labels @> array['b']"));
        assertUses("chatkit_threads_user_inactive", plan("and t.status = 'locked'"));
        databaseQueries.execute("update chatkit_threads set archived = not archived", "analyze chatkit_threads");
        try {
            assertUses("chatkit_threads_user_archived", plan("and t.archived"));
        } finally {
            databaseQueries.execute("update chatkit_threads set archived = not archived", "analyze chatkit_threads");
        }
    }

    private static void assertUses(String index, String plan) {
        assertTrue(plan.contains("using " + index + " "), plan);
        assertFalse(plan.contains("Sort"), plan);
        assertFalse(plan.contains("Seq Scan"), plan);
    }

    private String plan(String filter) throws SQLException {
        return String.join(
                "\n",
                databaseQueries.rows("explain select * from chatkit_threads t where t.user_id = 'u1' " + filter
                        + " and (t.updated_at, t.id) < (now(), 'x') order by t.updated_at desc, t.id desc limit 21"));
    }
}
