package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.store.IdempotencyStore;
import ee.chatkit.store.KeyClaim;
import ee.chatkit.store.RecordedAnswer;
import ee.chatkit.store.RequestAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link IdempotencyStore}. */
public interface IdempotencyContract extends StoreContract {
    Duration LEASE = Duration.ofMinutes(1);
    Duration RETENTION = Duration.ofHours(24);
    String REQUEST = "a".repeat(64);
    String OTHER_REQUEST = "b".repeat(64);

    IdempotencyStore idempotencyKeys();

    private KeyClaim claim(Caller caller, String key, Duration lease) {
        return idempotencyKeys().claim(caller, key, REQUEST, lease, RETENTION);
    }

    private RequestAttempt acquire(Caller caller, String key, Duration lease) {
        return assertInstanceOf(KeyClaim.Acquired.class, claim(caller, key, lease))
                .attempt();
    }

    @Test
    default void claimOfNewKey_isFirstAttempt() {
        var ada = newUser();
        RequestAttempt attempt = acquire(ada, "order 1", LEASE);
        assertEquals(ada, attempt.caller());
        assertEquals("order 1", attempt.key());
        assertFalse(attempt.repeated());
        assertNull(attempt.effectAt());
    }

    @Test
    default void claimOfRunningRequest_isInProgress() {
        var ada = newUser();
        acquire(ada, "k", LEASE);
        assertEquals(new KeyClaim.InProgress(), claim(ada, "k", LEASE));
        assertEquals(new KeyClaim.InProgress(), claim(ada, "k", LEASE));
    }

    @Test
    default void claimOfCompletedRequest_returnsItsAnswer() {
        var ada = newUser();
        RequestAttempt attempt = acquire(ada, "k", LEASE);
        var answer = new RecordedAnswer(201, "http://localhost/threads/1", "{\"text\":\"\u00e4\\u0000\"}", "digest");
        assertTrue(idempotencyKeys().complete(attempt, answer));
        assertEquals(new KeyClaim.Completed(answer), claim(ada, "k", Duration.ZERO));
        assertEquals(new KeyClaim.Completed(answer), claim(ada, "k", Duration.ZERO));
    }

    @Test
    default void answerWithoutLocationAndDigest_isReturned() {
        var ada = newUser();
        var answer = RecordedAnswer.of(200, "x".repeat(300_000));
        idempotencyKeys().complete(acquire(ada, "k", LEASE), answer);
        assertEquals(new KeyClaim.Completed(answer), claim(ada, "k", LEASE));
    }

    @Test
    default void claimWithOtherFingerprint_isMismatch_whateverTheState() {
        var ada = newUser();
        RequestAttempt attempt = acquire(ada, "k", Duration.ZERO);
        assertEquals(
                new KeyClaim.Mismatch(), idempotencyKeys().claim(ada, "k", OTHER_REQUEST, Duration.ZERO, RETENTION));
        assertTrue(idempotencyKeys().complete(attempt, RecordedAnswer.of(200, "{}")));
        assertEquals(
                new KeyClaim.Mismatch(), idempotencyKeys().claim(ada, "k", OTHER_REQUEST, Duration.ZERO, RETENTION));
    }

    @Test
    default void keysOfOtherCallers_areIndependent() {
        var ada = newUser();
        idempotencyKeys().complete(acquire(ada, "k", LEASE), RecordedAnswer.of(200, "{}"));
        RequestAttempt other = assertInstanceOf(
                        KeyClaim.Acquired.class,
                        idempotencyKeys().claim(newUser(), "k", OTHER_REQUEST, LEASE, RETENTION))
                .attempt();
        assertFalse(other.repeated());
    }

    @Test
    default void claimAfterLease_repeatsWithSameSeed() {
        var ada = newUser();
        RequestAttempt first = acquire(ada, "k", Duration.ZERO);
        RequestAttempt second = acquire(ada, "k", LEASE);
        assertEquals(first.seed(), second.seed());
        assertNotEquals(first.id(), second.id());
        assertTrue(second.repeated());
        assertEquals(new KeyClaim.InProgress(), claim(ada, "k", LEASE));
    }

    @Test
    default void replacedAttempt_changesNothing() {
        var ada = newUser();
        RequestAttempt first = acquire(ada, "k", Duration.ZERO);
        RequestAttempt second = acquire(ada, "k", LEASE);
        assertFalse(idempotencyKeys().noteEffect(first, Instant.EPOCH));
        assertFalse(idempotencyKeys().complete(first, RecordedAnswer.of(200, "first")));
        assertFalse(idempotencyKeys().release(first));
        assertFalse(idempotencyKeys().forget(first));
        assertEquals(0, idempotencyKeys().renew(List.of(first), LEASE));
        assertTrue(idempotencyKeys().complete(second, RecordedAnswer.of(200, "second")));
        assertEquals(new KeyClaim.Completed(RecordedAnswer.of(200, "second")), claim(ada, "k", LEASE));
    }

    @Test
    default void completedAttempt_cannotBeForgotten() {
        var ada = newUser();
        RequestAttempt attempt = acquire(ada, "k", LEASE);
        idempotencyKeys().complete(attempt, RecordedAnswer.of(200, "{}"));
        assertFalse(idempotencyKeys().forget(attempt));
        assertFalse(idempotencyKeys().release(attempt));
        assertFalse(idempotencyKeys().complete(attempt, RecordedAnswer.of(500, "{}")));
        assertEquals(new KeyClaim.Completed(RecordedAnswer.of(200, "{}")), claim(ada, "k", LEASE));
    }

    @Test
    default void released_isRepeatedAtOnce() {
        var ada = newUser();
        RequestAttempt first = acquire(ada, "k", LEASE);
        assertTrue(idempotencyKeys().release(first));
        RequestAttempt second = acquire(ada, "k", LEASE);
        assertTrue(second.repeated());
        assertEquals(first.seed(), second.seed());
    }

    @Test
    default void released_isNotRenewed() {
        var ada = newUser();
        RequestAttempt first = acquire(ada, "k", LEASE);
        assertTrue(idempotencyKeys().release(first));
        assertEquals(0, idempotencyKeys().renew(List.of(first), LEASE));
        assertTrue(acquire(ada, "k", LEASE).repeated());
    }

    @Test
    default void forgotten_isFreeForAnyRequest() {
        var ada = newUser();
        RequestAttempt first = acquire(ada, "k", LEASE);
        assertTrue(idempotencyKeys().forget(first));
        RequestAttempt second = assertInstanceOf(
                        KeyClaim.Acquired.class, idempotencyKeys().claim(ada, "k", OTHER_REQUEST, LEASE, RETENTION))
                .attempt();
        assertFalse(second.repeated());
        assertNotEquals(first.seed(), second.seed());
    }

    @Test
    default void notedEffect_isKnownToLaterAttempts() {
        var ada = newUser();
        Instant at = Instant.parse("2026-01-01T10:00:00.123456Z");
        RequestAttempt first = acquire(ada, "k", LEASE);
        assertTrue(idempotencyKeys().noteEffect(first, at));
        assertTrue(idempotencyKeys().release(first));
        assertEquals(at, acquire(ada, "k", Duration.ZERO).effectAt());
        assertEquals(at, acquire(ada, "k", Duration.ZERO).effectAt());
    }

    @Test
    default void renewedLease_protectsTheAttempt() {
        var ada = newUser();
        RequestAttempt one = acquire(ada, "k1", Duration.ZERO);
        RequestAttempt two = acquire(newUser(), "k2", Duration.ZERO);
        assertEquals(2, idempotencyKeys().renew(List.of(one, two), LEASE));
        assertEquals(new KeyClaim.InProgress(), claim(ada, "k1", LEASE));
        assertEquals(0, idempotencyKeys().renew(List.of(), LEASE));
        assertTrue(idempotencyKeys().complete(one, RecordedAnswer.of(200, "{}")));
        assertEquals(1, idempotencyKeys().renew(List.of(one, two), LEASE));
    }

    @Test
    default void expiredKey_isFreeForAnyRequest() {
        var ada = newUser();
        RequestAttempt first = assertInstanceOf(
                        KeyClaim.Acquired.class,
                        idempotencyKeys().claim(ada, "k", REQUEST, Duration.ZERO, Duration.ZERO))
                .attempt();
        idempotencyKeys().noteEffect(first, Instant.EPOCH);
        idempotencyKeys().complete(first, new RecordedAnswer(201, "l", "{}", "d"));
        RequestAttempt second = assertInstanceOf(
                        KeyClaim.Acquired.class, idempotencyKeys().claim(ada, "k", OTHER_REQUEST, LEASE, RETENTION))
                .attempt();
        assertFalse(second.repeated());
        assertNull(second.effectAt());
        assertNotEquals(first.seed(), second.seed());
    }

    @Test
    default void sweep_deletesExpiredKeysOnly() {
        var ada = newUser();
        while (idempotencyKeys().sweep(100) > 0) {
            // of other tests
        }
        for (int n = 0; n < 5; n++) {
            idempotencyKeys().claim(ada, "expired " + n, REQUEST, LEASE, Duration.ZERO);
        }
        RequestAttempt kept = acquire(ada, "kept", LEASE);
        assertEquals(3, idempotencyKeys().sweep(3));
        assertEquals(2, idempotencyKeys().sweep(3));
        assertEquals(0, idempotencyKeys().sweep(3));
        assertTrue(idempotencyKeys().complete(kept, RecordedAnswer.of(200, "{}")));
    }

    @Test
    default void concurrentClaims_oneAcquires() {
        var ada = newUser();
        List<KeyClaim> claims = ConcurrentCalls.call(20, number -> claim(ada, "k", LEASE));
        assertEquals(
                1, claims.stream().filter(KeyClaim.Acquired.class::isInstance).count());
        assertEquals(
                19,
                claims.stream().filter(KeyClaim.InProgress.class::isInstance).count());
    }

    @Test
    default void concurrentClaimsAfterLease_oneAcquires() {
        var ada = newUser();
        acquire(ada, "k", Duration.ZERO);
        List<KeyClaim> claims = ConcurrentCalls.call(20, number -> claim(ada, "k", LEASE));
        assertEquals(
                1, claims.stream().filter(KeyClaim.Acquired.class::isInstance).count());
    }

    @Test
    default void longestKey_isKept() {
        var ada = newUser();
        String key = "~".repeat(IdempotencyStore.MAX_KEY_LENGTH);
        acquire(ada, key, LEASE);
        assertEquals(new KeyClaim.InProgress(), claim(ada, key, LEASE));
    }

    @Test
    default void invalidAnswers_areRejected() {
        assertThrows(IllegalArgumentException.class, () -> RecordedAnswer.of(199, "{}"));
        assertThrows(IllegalArgumentException.class, () -> RecordedAnswer.of(600, "{}"));
        assertThrows(IllegalArgumentException.class, () -> RecordedAnswer.of(200, "\0"));
    }
}
