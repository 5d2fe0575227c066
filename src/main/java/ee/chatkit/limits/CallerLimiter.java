package ee.chatkit.limits;

import ee.chatkit.limits.CallerUsage.Operation;
import ee.chatkit.model.Caller;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Limits what each caller uses of this node at a time and in a minute, so that the heavy or slow use of one caller leaves
 * workers, connections and memory for the others.
 *
 * <p>No method waits: what exceeds a limit is rejected by {@link LimitExceededException}, and changes nothing, except that a
 * request which is rejected because others run has taken its token of the rate. The cost is that of a concurrent map and of
 * an uncontended lock. The number of callers that are tracked is bounded: {@value #MAX_CALLERS} within a minute; further ones
 * share limits.
 *
 * <p>Instances are safe for use by multiple threads.
 */
public final class CallerLimiter {
    /** How many callers have limits of their own within a minute. */
    static final int MAX_CALLERS = 100_000;

    /** How long typical operations take, in seconds; after that a permit is likely to be free. */
    private static final int REQUEST_SECONDS = 1;

    private static final int UPLOAD_SECONDS = 2;
    private static final int TURN_SECONDS = 5;

    private final LimitSettings settings;
    private final LongSupplier nanoTime;
    private final RequestRate rate;
    private final CallerUsages usages;
    private final RejectedRequests rejected;
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicLong turnBytes = new AtomicLong();

    /** Without usage. */
    public CallerLimiter(LimitSettings settings, LimitListener listener) {
        this(settings, listener, System::nanoTime, MAX_CALLERS);
    }

    CallerLimiter(LimitSettings settings, LimitListener listener, LongSupplier nanoTime, int maxCallers) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.rate = new RequestRate(Math.max(1, settings.requestsPerMinute()));
        this.usages = new CallerUsages(maxCallers, nanoTime.getAsLong());
        this.rejected = new RejectedRequests(listener, nanoTime);
    }

    /**
     * Admits a request.
     *
     * @return to be closed when the request has been processed
     * @throws LimitExceededException if the caller has sent too many requests in the last minute, or too many are processed
     */
    public AdmittedRequest admitRequest(Caller caller) {
        long now = nanoTime.getAsLong();
        CallerUsage usage = usages.use(caller, now, one -> {
            if (settings.requestsPerMinute() > 0) {
                long wait = one.tryTake(rate, now);
                if (wait > 0) {
                    int value = settings.requestsPerMinute();
                    throw exceeded(
                            caller,
                            Limit.REQUESTS_PER_MINUTE,
                            value,
                            wait,
                            "Too many requests: at most " + value + " a minute");
                }
            }
            begin(one, caller, Operation.REQUEST);
        });
        return new AdmittedRequest(
                permit(usage, Operation.REQUEST), settings.requestsPerMinute() > 0 ? usage.status(rate, now) : null);
    }

    /**
     * Acquires a permit to receive and store a file.
     *
     * @throws LimitExceededException if the caller sends too many at a time
     */
    public LimitPermit acquireUpload(Caller caller) {
        return permit(
                usages.use(caller, nanoTime.getAsLong(), usage -> begin(usage, caller, Operation.UPLOAD)),
                Operation.UPLOAD);
    }

    /**
     * Acquires a permit to run a turn, from its input to its last event.
     *
     * @param inputBytes the length of the request, to which the memory that the turn needs is proportional
     * @throws LimitExceededException if too many turns of the caller or of the node run, or too large ones
     */
    public LimitPermit acquireTurn(Caller caller, long inputBytes) {
        CallerUsage usage = usages.use(caller, nanoTime.getAsLong(), one -> begin(one, caller, Operation.TURN));
        LimitPermit ofCaller = permit(usage, Operation.TURN);
        try {
            requireNodeTurn(caller, inputBytes);
        } catch (LimitExceededException e) {
            ofCaller.close();
            throw e;
        }
        return new LimitPermit(() -> {
            turns.decrementAndGet();
            turnBytes.addAndGet(-inputBytes);
            ofCaller.close();
        });
    }

    /** A turn that is larger than all turns together may be is allowed alone, or it could never run. */
    private void requireNodeTurn(Caller caller, long inputBytes) {
        int running = turns.incrementAndGet();
        long bytes = turnBytes.addAndGet(inputBytes);
        boolean tooMany = settings.nodeTurns() > 0 && running > settings.nodeTurns();
        if (tooMany || (settings.nodeTurnBytes() > 0 && bytes > settings.nodeTurnBytes() && running > 1)) {
            turns.decrementAndGet();
            turnBytes.addAndGet(-inputBytes);
            throw exceeded(
                    caller,
                    tooMany ? Limit.NODE_TURNS : Limit.NODE_TURN_BYTES,
                    tooMany ? settings.nodeTurns() : settings.nodeTurnBytes(),
                    TURN_SECONDS,
                    "Too many turns are running on this server");
        }
    }

    /**
     * Checks the length of a user message.
     *
     * @param characters the number of characters
     * @throws LimitExceededException if there are too many; waiting does not help
     */
    public void requireMessageLength(Caller caller, long characters) {
        int max = settings.messageLength();
        if (max > 0 && characters > max) {
            throw exceeded(
                    caller,
                    Limit.MESSAGE_LENGTH,
                    max,
                    1,
                    "The message has " + characters + " characters; at most " + max + " are accepted");
        }
    }

    private void begin(CallerUsage usage, Caller caller, Operation operation) {
        switch (operation) {
            case REQUEST ->
                begin(
                        usage,
                        caller,
                        operation,
                        settings.concurrentRequests(),
                        Limit.CONCURRENT_REQUESTS,
                        REQUEST_SECONDS);
            case UPLOAD ->
                begin(usage, caller, operation, settings.concurrentUploads(), Limit.CONCURRENT_UPLOADS, UPLOAD_SECONDS);
            case TURN ->
                begin(usage, caller, operation, settings.concurrentTurns(), Limit.CONCURRENT_TURNS, TURN_SECONDS);
        }
    }

    private void begin(
            CallerUsage usage, Caller caller, Operation operation, int max, Limit limit, int retryAfterSeconds) {
        if (!usage.tryBegin(operation, max)) {
            String what = switch (operation) {
                case REQUEST -> "requests";
                case UPLOAD -> "uploads";
                case TURN -> "turns";
            };
            throw exceeded(
                    caller,
                    limit,
                    max,
                    retryAfterSeconds,
                    "Too many concurrent " + what + ": at most " + max + " at a time");
        }
    }

    private static LimitPermit permit(CallerUsage usage, Operation operation) {
        return new LimitPermit(() -> usage.end(operation));
    }

    private LimitExceededException exceeded(
            Caller caller, Limit limit, long value, long retryAfterSeconds, String message) {
        return rejected.exceeded(caller, limit, value, 0, retryAfterSeconds, message);
    }

    /** The callers that are tracked. */
    int trackedCallers() {
        return usages.size();
    }
}
