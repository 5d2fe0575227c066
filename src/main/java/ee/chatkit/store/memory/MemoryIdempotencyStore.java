package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;
import ee.chatkit.model.Ids;
import ee.chatkit.store.IdempotencyStore;
import ee.chatkit.store.KeyClaim;
import ee.chatkit.store.RecordedAnswer;
import ee.chatkit.store.RequestAttempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@link IdempotencyStore} in memory, with a lock of its own. It is bounded: beyond {@value #MAX_KEYS} keys or {@value
 * #MAX_CHARACTERS} characters of answers the keys that were claimed first are dropped, those of running requests too.
 */
final class MemoryIdempotencyStore implements IdempotencyStore {
    static final int MAX_KEYS = 10_000;
    static final int MAX_CHARACTERS = 8 * 1024 * 1024;

    private final StoreLock lock = new StoreLock();
    private final Clock clock;
    private final Ids ids;

    /** In the order of their first claims. */
    private final Map<OwnedKey, Key> keys = new LinkedHashMap<>();

    private long characters;

    MemoryIdempotencyStore(Clock clock, Ids ids) {
        this.ids = ids;
        this.clock = clock;
    }

    private record OwnedKey(String userId, String key) {
        static OwnedKey of(RequestAttempt attempt) {
            return new OwnedKey(attempt.caller().userId(), attempt.key());
        }
    }

    private record Key(
            String fingerprint,
            RequestAttempt attempt,
            Instant leaseUntil,
            Instant expiresAt,
            @Nullable RecordedAnswer answer) {
        Key withLeaseUntil(Instant end) {
            return new Key(fingerprint, attempt, end, expiresAt, answer);
        }

        int characters() {
            return answer == null ? 0 : answer.body().length();
        }
    }

    @Override
    public KeyClaim claim(Caller caller, String key, String fingerprint, Duration lease, Duration retention) {
        return lock.call(() -> {
            Instant now = clock.instant();
            var owned = new OwnedKey(caller.userId(), key);
            Key found = keys.get(owned);
            if (found != null && !found.expiresAt.isAfter(now)) {
                remove(owned);
                found = null;
            }
            if (found == null) {
                var attempt = new RequestAttempt(caller, key, UUID.randomUUID(), ids.nextUuid(), false, null);
                put(owned, new Key(fingerprint, attempt, now.plus(lease), now.plus(retention), null));
                return new KeyClaim.Acquired(attempt);
            }
            return claimed(owned, found, fingerprint, now.plus(lease), now);
        });
    }

    private KeyClaim claimed(OwnedKey owned, Key found, String fingerprint, Instant leaseUntil, Instant now) {
        if (!found.fingerprint.equals(fingerprint)) {
            return new KeyClaim.Mismatch();
        }
        RecordedAnswer answer = found.answer;
        if (answer != null) {
            return new KeyClaim.Completed(answer);
        }
        if (found.leaseUntil.isAfter(now)) {
            return new KeyClaim.InProgress();
        }
        RequestAttempt earlier = found.attempt;
        var attempt = new RequestAttempt(
                earlier.caller(), earlier.key(), UUID.randomUUID(), earlier.seed(), true, earlier.effectAt());
        put(owned, new Key(fingerprint, attempt, leaseUntil, found.expiresAt, null));
        return new KeyClaim.Acquired(attempt);
    }

    @Override
    public boolean noteEffect(RequestAttempt attempt, Instant at) {
        return change(
                attempt,
                key -> new Key(
                        key.fingerprint, withAttempt(attempt, attempt.id(), at), key.leaseUntil, key.expiresAt, null));
    }

    private static RequestAttempt withAttempt(RequestAttempt attempt, UUID id, @Nullable Instant effectAt) {
        return new RequestAttempt(attempt.caller(), attempt.key(), id, attempt.seed(), attempt.repeated(), effectAt);
    }

    @Override
    public boolean complete(RequestAttempt attempt, RecordedAnswer answer) {
        return change(attempt, key -> new Key(key.fingerprint, key.attempt, key.leaseUntil, key.expiresAt, answer));
    }

    @Override
    public boolean release(RequestAttempt attempt) {
        // the attempt is replaced too: a renewal of leases that began before must not renew this one
        return change(
                attempt,
                key -> new Key(
                        key.fingerprint,
                        withAttempt(key.attempt, UUID.randomUUID(), key.attempt.effectAt()),
                        clock.instant(),
                        key.expiresAt,
                        null));
    }

    @Override
    public boolean forget(RequestAttempt attempt) {
        return lock.call(() -> {
            boolean current = find(attempt) != null;
            if (current) {
                remove(OwnedKey.of(attempt));
            }
            return current;
        });
    }

    @Override
    public int renew(Collection<RequestAttempt> attempts, Duration lease) {
        int renewed = 0;
        for (RequestAttempt attempt : attempts) {
            if (change(attempt, key -> key.withLeaseUntil(clock.instant().plus(lease)))) {
                renewed++;
            }
        }
        return renewed;
    }

    @Override
    public int sweep(int limit) {
        return lock.call(() -> {
            Instant now = clock.instant();
            int deleted = 0;
            Iterator<Key> all = keys.values().iterator();
            while (all.hasNext() && deleted < limit) {
                Key key = all.next();
                if (!key.expiresAt.isAfter(now)) {
                    all.remove();
                    characters -= key.characters();
                    deleted++;
                }
            }
            return deleted;
        });
    }

    long count(Caller user) {
        return lock.call(() -> of(user).size()).longValue();
    }

    void deleteOf(Caller user) {
        lock.run(() -> of(user).forEach(this::remove));
    }

    private List<OwnedKey> of(Caller user) {
        return keys.keySet().stream()
                .filter(key -> key.userId.equals(user.userId()))
                .toList();
    }

    private boolean change(RequestAttempt attempt, UnaryOperator<Key> change) {
        return lock.call(() -> {
            Key current = find(attempt);
            if (current == null) {
                return false;
            }
            put(OwnedKey.of(attempt), change.apply(current));
            return true;
        });
    }

    /** The key of an attempt that is the current one and has not ended. */
    private @Nullable Key find(RequestAttempt attempt) {
        Key found = keys.get(OwnedKey.of(attempt));
        return found != null && found.answer == null && found.attempt.id().equals(attempt.id()) ? found : null;
    }

    private void put(OwnedKey owned, Key key) {
        Key replaced = keys.put(owned, key);
        characters += key.characters() - (replaced == null ? 0 : replaced.characters());
        Iterator<Map.Entry<OwnedKey, Key>> oldest = keys.entrySet().iterator();
        while (keys.size() > MAX_KEYS || (characters > MAX_CHARACTERS && keys.size() > 1)) {
            characters -= oldest.next().getValue().characters();
            oldest.remove();
        }
    }

    private void remove(OwnedKey owned) {
        Key removed = keys.remove(owned);
        characters -= removed == null ? 0 : removed.characters();
    }
}
