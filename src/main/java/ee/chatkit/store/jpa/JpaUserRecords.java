package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.store.UserRecords;
import java.util.List;
import java.util.Objects;

/** {@link UserRecords} in PostgreSQL. */
final class JpaUserRecords implements UserRecords {
    private static final String COUNT = """
        select (select count(*) from opportunities o where o.user_id = ?),
            (select count(*) from chatkit_threads t where t.user_id = ?),
            (select count(*) from chatkit_threads t join chatkit_thread_items i on i.thread_id = t.id where t.user_id = ?),
            (select count(*) from chatkit_threads t join chatkit_feedback f on f.thread_id = t.id where t.user_id = ?),
            (select count(*) from chatkit_attachments where user_id = ?),
            (select count(*) from chatkit_turns u where u.user_id = ?),
            (select count(*) from chatkit_idempotency_keys k where k.user_id = ?),
            (select count(*) from active_opportunity x where x.user_id = ? and x.opportunity_id is not null)\
        """;

    private static final String ATTACHMENTS =
            "select a.id from chatkit_attachments a where a.thread_id = ? and a.user_id = ? order by a.id";

    private static final String DELETE_UNSENT =
            "delete from chatkit_attachments a where a.user_id = ? and a.thread_id is null returning a.id";

    private static final List<String> DELETE_OTHERS = List.of(
            "delete from chatkit_turns u where u.user_id = ? returning 1",
            "delete from chatkit_idempotency_keys k where k.user_id = ? returning 1",
            "delete from active_opportunity x where x.user_id = ? returning 1");

    /** What a rollback of the adoption would give back to threads that are gone. */
    private static final String DELETE_ADOPTED = """
        delete from chatkit_adopted a where a.what = 'value' and a.of_table = 'chatkit_threads'
            and not exists (select 1 from chatkit_threads t where t.id = a.of_row)
        returning 1\
        """;

    private final Database database;

    JpaUserRecords(Database database) {
        this.database = database;
    }

    @Override
    public Counts count(Caller user) {
        String id = user.userId();
        Counts counts = database.read(
                user,
                session -> JdbcStatements.one(
                        session,
                        COUNT,
                        row -> new Counts(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getLong(8)),
                        id,
                        id,
                        id,
                        id,
                        id,
                        id,
                        id,
                        id));
        return Objects.requireNonNull(counts);
    }

    @Override
    public List<String> attachmentsOf(Caller user, String threadId) {
        return database.read(
                user,
                session -> JdbcStatements.list(session, ATTACHMENTS, row -> row.getString(1), threadId, user.userId()));
    }

    @Override
    public List<String> deleteRemains(Caller user) {
        return database.transaction(user, session -> {
            List<String> attachments =
                    JdbcStatements.list(session, DELETE_UNSENT, row -> row.getString(1), user.userId());
            for (String delete : DELETE_OTHERS) {
                JdbcStatements.any(session, delete, user.userId());
            }
            if (database.isAdopted()) {
                JdbcStatements.any(session, DELETE_ADOPTED);
            }
            return attachments;
        });
    }
}
