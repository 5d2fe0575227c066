package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.store.UsageStore;
import java.util.Objects;

/** {@link UsageStore} in PostgreSQL. Both counts read an index only, as far as vacuum keeps up. */
final class JpaUsageStore implements UsageStore {
    private static final String COUNT_THREADS =
            "select count(*) from (select 1 from chatkit_threads where user_id = ? limit ?) as counted";

    private static final String ATTACHMENT_BYTES =
            "select least(coalesce(sum(size), 0), 9223372036854775807)::bigint from chatkit_attachments"
                    + " where user_id = ?";

    private final Database database;

    JpaUsageStore(Database database) {
        this.database = database;
    }

    @Override
    public long countThreads(Caller caller, long max) {
        return number(caller, COUNT_THREADS, caller.userId(), max);
    }

    @Override
    public long attachmentBytes(Caller caller) {
        return number(caller, ATTACHMENT_BYTES, caller.userId());
    }

    private long number(Caller caller, String sql, Object... parameters) {
        Long number =
                database.read(caller, session -> JdbcStatements.one(session, sql, row -> row.getLong(1), parameters));
        return Objects.requireNonNull(number);
    }
}
