package ee.chatkit.store.jpa;

import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.store.Deletions;
import ee.chatkit.store.InactiveThreads;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * {@link InactiveThreads} in PostgreSQL. Threads are looked at in the order of the primary key: an index by their latest activity
 * would have to be changed by each append.
 */
final class JpaInactiveThreads implements InactiveThreads {
    /** One node deletes at a time, until its transaction ends. */
    private static final long ADVISORY_LOCK = 0x636861746b69745fL;

    private static final String SCAN = """
        with page as materialized (
            select t.id, t.user_id, t.opportunity_id, t.updated_at from chatkit_threads t
            where t.id > ? order by t.id limit ?)
        select p.id, p.user_id, p.opportunity_id, p.updated_at,
            coalesce(cast(? as timestamptz) - o.retention_days * interval '24 hours', cast(? as timestamptz)) as cutoff,
            (select min(h.id) from chatkit_holds h where h.thread_id = p.id or h.opportunity_id = p.opportunity_id)
        from page p left join opportunities o on o.id = p.opportunity_id
        order by p.id\
        """;

    private static final String HAS_PERIODS = "select 1 from opportunities where retention_days is not null limit 1";

    private static final String LOCK = "select pg_try_advisory_xact_lock(" + ADVISORY_LOCK + ")";

    private static final String DELETE = """
        with thread as (
            delete from chatkit_threads t where t.id = ? and t.updated_at < ? and not exists %s returning t.id),
        gone as (delete from chatkit_attachments a using thread where a.thread_id = thread.id returning 1)
        select (select count(*) from gone) from thread\
        """.formatted(JpaLegalHolds.IS_HELD);

    private final Database database;

    JpaInactiveThreads(Database database) {
        this.database = database;
    }

    @Override
    public Scan scan(Instant now, @Nullable Instant cutoff, String after, int limit) {
        List<Row> rows = database.readOfAllUsers(session ->
                JdbcStatements.list(session, SCAN, Row::of, after, Math.min(limit, MAX_SCANNED), now, cutoff));
        List<InactiveThread> inactive = new ArrayList<>();
        for (Row row : rows) {
            Instant own = row.cutoff;
            if (own != null && row.updatedAt.isBefore(own)) {
                inactive.add(new InactiveThread(
                        row.id, new Caller(row.userId), row.opportunityId, row.updatedAt, own, row.holdId));
            }
        }
        return new Scan(inactive, rows.size(), rows.isEmpty() ? null : rows.getLast().id);
    }

    @Override
    public boolean hasOpportunityPeriods() {
        return database.readOfAllUsers(session -> JdbcStatements.any(session, HAS_PERIODS));
    }

    @Override
    public OptionalInt delete(List<InactiveThread> threads) {
        List<AuditEntry> deleted = database.<@Nullable List<AuditEntry>>auditedOfAllUsers(
                session -> {
                    Boolean locked = JdbcStatements.one(session, LOCK, row -> row.getBoolean(1));
                    return Objects.requireNonNull(locked) ? delete(session, threads) : null;
                },
                found -> found == null ? List.of() : found);
        return deleted == null ? OptionalInt.empty() : OptionalInt.of(deleted.size());
    }

    private static List<AuditEntry> delete(StatelessSession session, List<InactiveThread> threads) {
        List<AuditEntry> deleted = new ArrayList<>();
        for (InactiveThread thread : threads) {
            Long attachments = JdbcStatements.one(session, DELETE, row -> row.getLong(1), thread.id(), thread.cutoff());
            if (attachments != null) {
                deleted.add(Deletions.inactive(thread.id(), attachments));
            }
        }
        return deleted;
    }

    private record Row(
            String id,
            String userId,
            @Nullable String opportunityId,
            Instant updatedAt,
            @Nullable Instant cutoff,
            @Nullable String holdId) {
        static Row of(ResultSet row) throws SQLException {
            OffsetDateTime cutoff = row.getObject(5, OffsetDateTime.class);
            return new Row(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    JdbcStatements.time(row, 4),
                    cutoff == null ? null : cutoff.toInstant(),
                    row.getString(6));
        }
    }
}
