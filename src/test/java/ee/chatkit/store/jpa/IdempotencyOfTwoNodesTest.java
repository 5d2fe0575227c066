package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.store.IdempotencyStore;
import ee.chatkit.store.KeyClaim;
import ee.chatkit.store.RecordedAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Two nodes whose clocks are hours apart share the keys of one database. */
class IdempotencyOfTwoNodesTest {
    private static final Caller ADA = new Caller("ada");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration RETENTION = Duration.ofHours(24);

    private final List<String> statements = new CopyOnWriteArrayList<>();

    private static KeyClaim claim(IdempotencyStore node, String key, Duration lease) {
        return node.claim(ADA, key, "request", lease, RETENTION);
    }

    @Test
    void nodes_shareKeysAndAnswers() throws Exception {
        DataSource database = TestDatabase.create();
        try (var one = stores(database, Clock.systemUTC());
                var other = stores(database, Clock.offset(Clock.systemUTC(), Duration.ofHours(5)))) {
            one.prepare();
            other.prepare();
            List<KeyClaim> claims = concurrently(one.idempotencyKeys(), other.idempotencyKeys());
            List<KeyClaim.Acquired> acquired = claims.stream()
                    .filter(KeyClaim.Acquired.class::isInstance)
                    .map(KeyClaim.Acquired.class::cast)
                    .toList();
            assertEquals(1, acquired.size());
            assertEquals(new KeyClaim.InProgress(), claim(one.idempotencyKeys(), "k", LEASE));
            assertEquals(new KeyClaim.InProgress(), claim(other.idempotencyKeys(), "k", LEASE));
            var answer = RecordedAnswer.of(201, "{}");
            assertTrue(one.idempotencyKeys().complete(acquired.getFirst().attempt(), answer));
            assertEquals(new KeyClaim.Completed(answer), claim(other.idempotencyKeys(), "k", LEASE));
        }
    }

    @Test
    void attemptOfAKilledNode_isRepeatedByTheOther() {
        DataSource database = TestDatabase.create();
        try (var one = stores(database, Clock.systemUTC());
                var other = stores(database, Clock.offset(Clock.systemUTC(), Duration.ofHours(-5)))) {
            one.prepare();
            other.prepare();
            var first = assertInstanceOf(KeyClaim.Acquired.class, claim(one.idempotencyKeys(), "k", Duration.ZERO));
            var second = assertInstanceOf(KeyClaim.Acquired.class, claim(other.idempotencyKeys(), "k", LEASE));
            assertTrue(second.attempt().repeated());
            assertEquals(first.attempt().seed(), second.attempt().seed());
        }
    }

    @Test
    void operations_sendOneStatement_aClaimOfAUsedKeyTwo() {
        DataSource database = RecordingDataSource.dataSource(TestDatabase.create(), statements);
        try (var stores = stores(database, Clock.systemUTC())) {
            stores.prepare();
            IdempotencyStore keys = stores.idempotencyKeys();
            claim(keys, "warm-up", LEASE);
            var attempt = assertInstanceOf(KeyClaim.Acquired.class, counting(1, () -> claim(keys, "k", Duration.ZERO)))
                    .attempt();
            counting(1, () -> keys.renew(List.of(attempt), LEASE));
            counting(2, () -> claim(keys, "k", LEASE));
            counting(1, () -> keys.noteEffect(attempt, Instant.EPOCH));
            counting(1, () -> keys.complete(attempt, RecordedAnswer.of(200, "{}")));
            counting(2, () -> claim(keys, "k", LEASE));
            counting(1, () -> keys.sweep(10));
        }
    }

    private <T> T counting(int expected, Supplier<T> operation) {
        statements.clear();
        T result = operation.get();
        assertEquals(expected, statements.size(), statements::toString);
        return result;
    }

    private static PostgresStores stores(DataSource database, Clock clock) {
        return new PostgresStores(database, Transactions.LOCAL, clock);
    }

    private static List<KeyClaim> concurrently(IdempotencyStore... nodes) throws Exception {
        int count = 20;
        var start = new CyclicBarrier(count);
        try (var threads = Executors.newFixedThreadPool(count)) {
            List<Callable<KeyClaim>> calls = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                IdempotencyStore node = nodes[n % nodes.length];
                calls.add(() -> {
                    start.await();
                    return claim(node, "k", LEASE);
                });
            }
            List<KeyClaim> claims = new ArrayList<>();
            for (Future<KeyClaim> claimed : threads.invokeAll(calls)) {
                claims.add(claimed.get());
            }
            return claims;
        }
    }
}
