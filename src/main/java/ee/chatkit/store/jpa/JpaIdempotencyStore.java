package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.model.Ids;
import ee.chatkit.store.IdempotencyStore;
import ee.chatkit.store.KeyClaim;
import ee.chatkit.store.RecordedAnswer;
import ee.chatkit.store.RequestAttempt;
import ee.chatkit.store.UnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link IdempotencyStore} in PostgreSQL: {@code chatkit_idempotency_keys}. A row is claimed by inserting it or, when its
 * lease or its retention has ended, by updating it in the same statement, so that concurrent claims are serialized by the
 * primary key. A claim that changes nothing reads the row in a second statement, and leaves no dead row behind.
 *
 * <p>Work may run more than once when a connection is lost. So the id of the attempt is chosen before: a claim whose first
 * run has succeeded without an answer finds its own attempt.
 */
final class JpaIdempotencyStore implements IdempotencyStore {
    /** How often a row may disappear between the two statements of a claim. */
    private static final int MAX_CLAIMS = 5;

    private static final String CLAIM = """
        insert into chatkit_idempotency_keys as k
            (user_id, key, fingerprint, seed, attempt, lease_until, created_at, expires_at)
        select ?, ?, ?, cast(? as uuid), cast(? as uuid),
            t.now + ? * interval '1 millisecond', t.now, t.now + ? * interval '1 millisecond'
        from (select statement_timestamp() as now) t
        on conflict (user_id, key) do update
        set fingerprint = excluded.fingerprint, attempt = excluded.attempt, lease_until = excluded.lease_until,
            seed = case when k.expires_at <= excluded.created_at then excluded.seed else k.seed end,
            created_at = case when k.expires_at <= excluded.created_at then excluded.created_at else k.created_at end,
            expires_at = case when k.expires_at <= excluded.created_at then excluded.expires_at else k.expires_at end,
            effect_at = case when k.expires_at <= excluded.created_at then null else k.effect_at end,
            status = null, location = null, body = null, content_digest = null
        where k.expires_at <= excluded.created_at
           or (k.status is null and k.lease_until <= excluded.created_at and k.fingerprint = excluded.fingerprint)
        returning k.seed, k.effect_at\
        """;

    private static final String FIND = """
        select k.fingerprint, k.status, k.location, k.body, k.content_digest, k.attempt, k.seed, k.effect_at
        from chatkit_idempotency_keys k
        where k.user_id = ? and k.key = ?\
        """;

    private static final String CURRENT =
            " where k.user_id = ? and k.key = ? and k.attempt = cast(? as uuid) and k.status is null returning 1";

    private static final String NOTE_EFFECT = "update chatkit_idempotency_keys k set effect_at = ?" + CURRENT;

    private static final String COMPLETE =
            "update chatkit_idempotency_keys k set status = ?, location = ?, body = ?, content_digest = ?" + CURRENT;

    /** The attempt is replaced too: a renewal of leases that began before must not renew this one. */
    private static final String RELEASE =
            "update chatkit_idempotency_keys k set lease_until = statement_timestamp(), attempt = cast(? as uuid)"
                    + CURRENT;

    private static final String FORGET = "delete from chatkit_idempotency_keys k" + CURRENT;

    private static final String RENEW = """
        update chatkit_idempotency_keys k set lease_until = statement_timestamp() + ? * interval '1 millisecond'
        from unnest(cast(? as text[]), cast(? as text[]), cast(? as text[])) as held (user_id, key, attempt)
        where k.user_id = held.user_id and k.key = held.key and k.attempt = cast(held.attempt as uuid)
          and k.status is null
        returning 1\
        """;

    private static final String SWEEP = """
        with old as materialized (
            select user_id, key from chatkit_idempotency_keys
            where expires_at <= statement_timestamp()
            order by expires_at limit ?)
        delete from chatkit_idempotency_keys k using old
        where k.user_id = old.user_id and k.key = old.key and k.expires_at <= statement_timestamp()
        returning 1\
        """;

    private final Database database;
    private final Ids ids;

    JpaIdempotencyStore(Database database, Clock clock) {
        this.database = database;
        this.ids = new Ids(clock);
    }

    /** A row of the table. */
    private record Key(String fingerprint, @Nullable RecordedAnswer answer, RequestAttempt attempt) {}

    @Override
    public KeyClaim claim(Caller caller, String key, String fingerprint, Duration lease, Duration retention) {
        UUID attempt = UUID.randomUUID();
        UUID seed = ids.nextUuid();
        for (int n = 0; n < MAX_CLAIMS; n++) {
            RequestAttempt acquired = database.<@Nullable RequestAttempt>statement(
                    caller,
                    session -> JdbcStatements.one(
                            session,
                            CLAIM,
                            row -> {
                                UUID stored = row.getObject(1, UUID.class);
                                return new RequestAttempt(
                                        caller, key, attempt, stored, !stored.equals(seed), timeOrNull(row, 2));
                            },
                            caller.userId(),
                            key,
                            fingerprint,
                            seed.toString(),
                            attempt.toString(),
                            lease.toMillis(),
                            retention.toMillis()));
            if (acquired != null) {
                return new KeyClaim.Acquired(acquired);
            }
            Key found = database.<@Nullable Key>read(
                    caller,
                    session -> JdbcStatements.one(session, FIND, row -> read(row, caller, key), caller.userId(), key));
            if (found != null) {
                return claimed(found, fingerprint, attempt);
            }
        }
        throw new UnavailableException("the idempotency key is used by too many requests");
    }

    private static KeyClaim claimed(Key found, String fingerprint, UUID attempt) {
        if (!found.fingerprint.equals(fingerprint)) {
            return new KeyClaim.Mismatch();
        }
        RecordedAnswer answer = found.answer;
        if (answer != null) {
            return new KeyClaim.Completed(answer);
        }
        return found.attempt.id().equals(attempt) ? new KeyClaim.Acquired(found.attempt) : new KeyClaim.InProgress();
    }

    /** An attempt that is read again counts as repeated, which is always safe. */
    private static Key read(ResultSet row, Caller caller, String key) throws SQLException {
        int status = row.getInt(2);
        RecordedAnswer answer =
                row.wasNull() ? null : new RecordedAnswer(status, row.getString(3), row.getString(4), row.getString(5));
        var attempt = new RequestAttempt(
                caller, key, row.getObject(6, UUID.class), row.getObject(7, UUID.class), true, timeOrNull(row, 8));
        return new Key(row.getString(1), answer, attempt);
    }

    private static @Nullable Instant timeOrNull(ResultSet row, int column) throws SQLException {
        return row.getObject(column) == null ? null : JdbcStatements.time(row, column);
    }

    @Override
    public boolean noteEffect(RequestAttempt attempt, Instant at) {
        return change(attempt, NOTE_EFFECT, at);
    }

    @Override
    public boolean complete(RequestAttempt attempt, RecordedAnswer answer) {
        return change(attempt, COMPLETE, answer.status(), answer.location(), answer.body(), answer.contentDigest());
    }

    @Override
    public boolean release(RequestAttempt attempt) {
        return change(attempt, RELEASE, UUID.randomUUID().toString());
    }

    @Override
    public boolean forget(RequestAttempt attempt) {
        return change(attempt, FORGET);
    }

    private boolean change(RequestAttempt attempt, String sql, @Nullable Object... values) {
        @Nullable Object[] parameters = new @Nullable Object[values.length + 3];
        System.arraycopy(values, 0, parameters, 0, values.length);
        parameters[values.length] = attempt.caller().userId();
        parameters[values.length + 1] = attempt.key();
        parameters[values.length + 2] = attempt.id().toString();
        return database.statement(attempt.caller(), session -> JdbcStatements.any(session, sql, parameters));
    }

    @Override
    public int renew(Collection<RequestAttempt> attempts, Duration lease) {
        if (attempts.isEmpty()) {
            return 0;
        }
        return database.statementOfAllUsers(session -> JdbcStatements.list(
                        session,
                        RENEW,
                        row -> true,
                        lease.toMillis(),
                        column(attempts, attempt -> attempt.caller().userId()),
                        column(attempts, RequestAttempt::key),
                        column(attempts, attempt -> attempt.id().toString())))
                .size();
    }

    private static String[] column(Collection<RequestAttempt> attempts, Function<RequestAttempt, String> value) {
        return attempts.stream().map(value).toArray(String[]::new);
    }

    @Override
    public int sweep(int limit) {
        return database.statementOfAllUsers(session -> JdbcStatements.list(session, SWEEP, row -> true, limit))
                .size();
    }
}
