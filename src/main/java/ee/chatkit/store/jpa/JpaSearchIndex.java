package ee.chatkit.store.jpa;

import ee.chatkit.store.SearchIndex;
import java.util.Objects;

/**
 * {@link SearchIndex} in PostgreSQL: {@code chatkit_search}.
 *
 * <p>A run is one transaction, of the node that has the advisory lock. It reads items and writes their rows without locking
 * threads. Then it locks those threads that nobody has locked, reads which versions of the items there are now, and notes what is
 * indexed where all are those that were read; the rest is left to the next run. So whoever appends waits for two short statements and
 * the commit at most. Rows behind the position that a thread notes are ignored, and replaced.
 */
final class JpaSearchIndex implements SearchIndex {
    private static final String LOCK = "select 1 where pg_try_advisory_xact_lock(4850238791325)";

    private static final String COUNT = "select count(*) from (select 1 from chatkit_threads t where "
            + SearchIndexStatements.UNINDEXED + " limit ?) as counted";

    private final Database database;

    /** Behind which thread the next run begins, so that those who write much do not keep others waiting. */
    private volatile SearchIndexRun.ThreadKey begin = SearchIndexRun.ThreadKey.FIRST;

    JpaSearchIndex(Database database) {
        this.database = database;
    }

    @Override
    public IndexRun indexNext(int limit) {
        SearchIndexRun.ThreadKey from = begin;
        SearchIndexRun run = database.transactionOfAllUsers(session -> {
            if (!JdbcStatements.any(session, LOCK)) {
                return null;
            }
            var next = new SearchIndexRun(session, from, limit);
            next.execute();
            return next;
        });
        if (run == null) {
            return new IndexRun(0, false, true);
        }
        begin = run.end();
        boolean fromFirst = from.equals(SearchIndexRun.ThreadKey.FIRST);
        return new IndexRun(run.count(), run.count() > 0 || !fromFirst, false);
    }

    @Override
    public long countUnindexed(long max) {
        Long count = database.readOfAllUsers(session -> JdbcStatements.one(session, COUNT, row -> row.getLong(1), max));
        return Objects.requireNonNull(count);
    }
}
