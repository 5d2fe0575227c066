package ee.chatkit.store;

import ee.chatkit.model.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * Stores the idempotency keys of requests: which request a key was sent with, and the answer to it, so that a request that is
 * sent again has the effect of one.
 *
 * <p><b>Life of a key.</b> {@link #claim} makes the caller of the first request its {@linkplain RequestAttempt attempt}, which
 * ends in one of three ways. {@link #complete} stores the answer, which each later claim returns. {@link #forget} deletes the
 * key, because the request had no effect. {@link #release} leaves the outcome open, because the request may have had an effect:
 * the next claim is a repeated attempt. An attempt that ends in none of these ways, because its server was killed, is
 * repeated by the first claim after its lease.
 *
 * <p><b>Seed.</b> All attempts of a key have the same random seed. Ids that are derived from it let a repeated attempt find
 * what an earlier one has stored.
 *
 * <p><b>Fencing.</b> An attempt whose lease has ended may have been replaced by another one. Its operations then change
 * nothing and return {@code false}.
 *
 * <p><b>Ownership.</b> Keys of different callers are independent.
 *
 * <p><b>Time.</b> Leases and retention are measured by one clock: that of the database, or of the only node.
 *
 * <p>Atomicity, JTA transactions, blocking and failures are as specified by {@link Store}. Each operation is one statement,
 * except {@link #claim} of a key that is in use, which is two. Implementations are safe for use by multiple threads.
 */
public interface IdempotencyStore {
    /** The longest key, in characters. */
    int MAX_KEY_LENGTH = 255;

    /**
     * Claims a key for a request. Of several concurrent claims one is an attempt.
     *
     * @param key 1 to {@value #MAX_KEY_LENGTH} characters, without U+0000
     * @param fingerprint a digest of the request; requests with different fingerprints are different requests
     * @param lease how long the attempt is protected, unless {@link #renew} extends it
     * @param retention how long the key is known, from the first attempt on; then it is free for any request
     * @return an attempt, or why there is none
     */
    KeyClaim claim(Caller caller, String key, String fingerprint, Duration lease, Duration retention);

    /**
     * Notes that an attempt begins an effect that a repeated attempt cannot find by an id, and must not repeat. Later
     * attempts have the time in {@link RequestAttempt#effectAt()}.
     *
     * @param at the time of the effect, by the clock of the node
     * @return whether the attempt is still the current one; if not, the effect must not begin
     */
    boolean noteEffect(RequestAttempt attempt, Instant at);

    /**
     * Ends an attempt with an answer.
     *
     * @return whether the attempt was still the current one
     */
    boolean complete(RequestAttempt attempt, RecordedAnswer answer);

    /**
     * Ends an attempt whose effect is not known. The next claim repeats it.
     *
     * @return whether the attempt was still the current one
     */
    boolean release(RequestAttempt attempt);

    /**
     * Ends an attempt that had no effect, and deletes its key.
     *
     * @return whether the attempt was still the current one
     */
    boolean forget(RequestAttempt attempt);

    /**
     * Extends the leases of attempts that are still the current ones.
     *
     * @param lease the new lease, from now on
     * @return the number of extended leases
     */
    int renew(Collection<RequestAttempt> attempts, Duration lease);

    /**
     * Deletes keys whose retention has ended, oldest first. May run on several nodes at the same time.
     *
     * @param limit the maximum number of keys to delete
     * @return the number of deleted keys; fewer than the limit when none is left
     */
    int sweep(int limit);
}
