package ee.chatkit.http.idempotency;

import ee.chatkit.http.Problems;
import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.store.IdempotencyStore;
import ee.chatkit.store.KeyClaim;
import ee.chatkit.store.RecordedAnswer;
import ee.chatkit.store.RequestAttempt;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.Telemetry;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * The requests with an idempotency key that run on this node.
 *
 * <p><b>Guarantee.</b> Of requests with the same key one is processed at a time, on all nodes, and once it has an answer the
 * others have the same. An answer is kept if the request had, or may have had, an effect: a success, and a rejection after the
 * effect was noted. A rejection before any effect deletes the key, so that it can be used for the corrected request. After any
 * other failure the outcome is not known: the key is released, and the next request with it is a repeated attempt.
 *
 * <p><b>Leases.</b> {@link #tick} renews the leases of running requests. Where the store was unavailable when a request ended,
 * it ends the attempt later; meanwhile requests with the key are told that it is in progress.
 *
 * <p><b>Cost.</b> Two statements a request, three if its effect has to be noted; none without a key.
 *
 * <p>Instances are safe for use by multiple threads.
 */
public final class IdempotentRequests {
    private static final System.Logger LOG = System.getLogger(IdempotentRequests.class.getName());
    private static final String RETRY_SECONDS = "1";
    private static final int MAX_PENDING = 10_000;

    private final IdempotencyStore store;
    private final IdempotencySettings settings;
    private final Clock clock;
    private final Telemetry telemetry;
    private final Map<UUID, RequestAttempt> running = new ConcurrentHashMap<>();

    /** The ends of attempts that the store has not taken yet. */
    private final Map<UUID, BooleanSupplier> pendingEnds = new ConcurrentHashMap<>();

    /** The attempts whose effect is noted. */
    private final Map<UUID, Boolean> noted = new ConcurrentHashMap<>();

    /**
     * Without a running request.
     *
     * @param telemetry counts what requests with a key are answered by
     */
    public IdempotentRequests(IdempotencyStore store, IdempotencySettings settings, Clock clock, Telemetry telemetry) {
        this.telemetry = telemetry;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** Returns the settings. */
    public IdempotencySettings settings() {
        return settings;
    }

    /** What is to be done with a request. */
    public sealed interface Admission {
        /**
         * It is to be processed, and to be ended by {@link #complete}, {@link #failed} or {@link #forget}.
         *
         * @param attempt the attempt
         */
        record Proceed(RequestAttempt attempt) implements Admission {}

        /**
         * It was processed.
         *
         * @param answer the answer
         */
        record Replay(RecordedAnswer answer) implements Admission {}
    }

    /**
     * Admits a request.
     *
     * @throws RequestRejectedException with 409 if the same request is in progress, 422 if the key belongs to another request
     */
    public Admission admit(KeyedRequest request) {
        KeyClaim claim = store.claim(
                request.caller(), request.key(), request.fingerprint(), settings.lease(), settings.retention());
        telemetry.add(Metric.IDEMPOTENT_REQUESTS, 1, outcome(claim));
        return switch (claim) {
            case KeyClaim.Acquired(RequestAttempt attempt) -> {
                running.put(attempt.id(), attempt);
                yield new Admission.Proceed(attempt);
            }
            case KeyClaim.Completed(RecordedAnswer answer) -> new Admission.Replay(answer);
            case KeyClaim.InProgress() -> throw inProgress();
            case KeyClaim.Mismatch() -> throw reused();
        };
    }

    private static String outcome(KeyClaim claim) {
        return switch (claim) {
            case KeyClaim.Acquired(RequestAttempt attempt) -> attempt.repeated() ? "repeated" : "processed";
            case KeyClaim.Completed completed -> "replayed";
            case KeyClaim.InProgress running -> "in_progress";
            case KeyClaim.Mismatch other -> "mismatch";
        };
    }

    /** Returns the rejection of a request whose key belongs to another one. */
    public static RequestRejectedException reused() {
        return new RequestRejectedException(
                ProblemType.IDEMPOTENCY_KEY_REUSED,
                IdempotencyKeyHeader.NAME + " was sent with another request: use a new key for each request",
                IdempotencyKeyHeader.NAME);
    }

    private static RequestRejectedException inProgress() {
        return new RequestRejectedException(
                        ProblemType.REQUEST_IN_PROGRESS,
                        "A request with this " + IdempotencyKeyHeader.NAME + " is being processed: send it again later")
                .withHeader("Retry-After", RETRY_SECONDS);
    }

    /**
     * Notes that an effect begins which a repeated attempt must not repeat.
     *
     * @throws RequestRejectedException if an earlier attempt has begun it, or another attempt has replaced this one
     */
    public void beginEffect(RequestAttempt attempt) {
        if (attempt.effectAt() != null) {
            throw new RequestRejectedException(
                    ProblemType.REQUEST_INTERRUPTED,
                    "The first request with this " + IdempotencyKeyHeader.NAME
                            + " was interrupted, and may have taken effect: check that before you send it with a new"
                            + " key");
        }
        if (!store.noteEffect(attempt, clock.instant())) {
            throw inProgress();
        }
        noted.put(attempt.id(), true);
    }

    /** Ends an attempt with an answer. */
    public void complete(RequestAttempt attempt, RecordedAnswer answer) {
        end(attempt, () -> store.complete(attempt, answer));
    }

    /** Ends an attempt that had no effect. */
    public void forget(RequestAttempt attempt) {
        end(attempt, () -> attempt.repeated() ? store.release(attempt) : store.forget(attempt));
    }

    /** Ends an attempt that failed. */
    public void failed(RequestAttempt attempt, Throwable failure) {
        Optional<ProblemDocument> rejection = Problems.of(failure).filter(problem -> problem.status() < 500);
        boolean effect = noted.containsKey(attempt.id());
        if (rejection.isEmpty()) {
            end(attempt, () -> store.release(attempt));
        } else if (effect) {
            ProblemDocument problem = rejection.get();
            complete(attempt, RecordedAnswer.of(problem.status(), problem.toJson()));
        } else {
            forget(attempt);
        }
    }

    private void end(RequestAttempt attempt, BooleanSupplier operation) {
        running.remove(attempt.id());
        noted.remove(attempt.id());
        if (!tryEnd(operation) && pendingEnds.size() < MAX_PENDING) {
            pendingEnds.put(attempt.id(), operation);
        }
    }

    /** Returns whether the store has taken it, or will never do so. */
    private static boolean tryEnd(BooleanSupplier operation) {
        try {
            if (!operation.getAsBoolean()) {
                LOG.log(Level.DEBUG, "A request was processed again, because its lease had ended");
            }
            return true;
        } catch (UnavailableException e) {
            LOG.log(Level.DEBUG, "The end of a request is recorded later: {0}", e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The end of a request cannot be recorded", e);
            return true;
        }
    }

    /**
     * Renews the leases of running requests, then ends attempts that could not be ended before: one that still cannot be ended
     * must not cost the running requests their leases. Called several times in a lease; blocks for the store.
     */
    public void tick() {
        List<RequestAttempt> attempts = List.copyOf(running.values());
        if (!attempts.isEmpty()) {
            store.renew(attempts, settings.lease());
        }
        for (UUID id : List.copyOf(pendingEnds.keySet())) {
            BooleanSupplier end = pendingEnds.get(id);
            if (end != null && !tryEnd(end)) {
                return; // the store is unavailable, for the others too
            }
            pendingEnds.remove(id);
        }
    }
}
