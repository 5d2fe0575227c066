package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.limits.CallerLimiter;
import ee.chatkit.limits.LimitExceededException;
import ee.chatkit.limits.LimitListener;
import ee.chatkit.limits.LimitSettings;
import ee.chatkit.limits.RateStatus;
import ee.chatkit.limits.StoredQuotas;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.store.UsageStore;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Headers and problems of limits, without a server. */
class RateLimitHeadersTest {
    private static final Caller ANN = new Caller("ann");

    private final CallerLimiter limiter =
            new CallerLimiter(new LimitSettings(60, 1, 1, 1, 1, 0, 5, 500, 3), LimitListener.NONE);

    @Test
    void admittedRequest_tellsRateAndReset() {
        assertEquals(
                Map.of(
                        "RateLimit-Policy", "\"requests-per-minute\";q=1000;w=60",
                        "RateLimit", "\"requests-per-minute\";r=12;t=59"),
                RateLimitHeaders.of(new RateStatus(1000, 12, 59)));
    }

    @Test
    void concurrency_isTooManyRequests() {
        limiter.acquireUpload(ANN);
        LimitExceededException failure = failure(() -> limiter.acquireUpload(ANN));
        assertProblem(429, "too-many-requests", failure);
        assertEquals(
                Map.of(
                        "Retry-After", "2",
                        "RateLimit-Policy", "\"concurrent-uploads\";q=1;qu=\"concurrent-requests\"",
                        "RateLimit", "\"concurrent-uploads\";r=0;t=2"),
                RateLimitHeaders.of(failure));
    }

    @Test
    void turnsOfTheNode_areBusyWithoutTellingTheLimit() {
        limiter.acquireTurn(ANN, 1);
        LimitExceededException failure = failure(() -> limiter.acquireTurn(new Caller("bob"), 1));
        assertProblem(503, "busy", failure);
        assertEquals(Map.of("Retry-After", "5"), RateLimitHeaders.of(failure));
    }

    @Test
    void storedQuota_isQuotaExceededForAnHour() {
        var quotas = new StoredQuotas(
                new LimitSettings(0, 0, 0, 0, 0, 0, 5, 500, 0),
                new UsageStore() {
                    @Override
                    public long countThreads(Caller caller, long max) {
                        return 5;
                    }

                    @Override
                    public long attachmentBytes(Caller caller) {
                        return 480;
                    }
                },
                LimitListener.NONE);
        LimitExceededException threads = failure(() -> quotas.addThread(ANN));
        assertProblem(429, "quota-exceeded", threads);
        assertEquals("\"threads\";q=5", RateLimitHeaders.of(threads).get("RateLimit-Policy"));
        LimitExceededException attachments = failure(() -> quotas.addAttachment(ANN, 21));
        assertProblem(429, "quota-exceeded", attachments);
        assertEquals(
                Map.of(
                        "Retry-After", "3600",
                        "RateLimit-Policy", "\"attachment-bytes\";q=500;qu=\"content-bytes\"",
                        "RateLimit", "\"attachment-bytes\";r=20;t=3600"),
                RateLimitHeaders.of(attachments));
    }

    @Test
    void messageLength_isTooLargeWithoutRetryAfter() {
        LimitExceededException failure = failure(() -> limiter.requireMessageLength(ANN, 4));
        assertProblem(413, "too-large", failure);
        assertEquals(Map.of(), RateLimitHeaders.of(failure));
    }

    private static LimitExceededException failure(Executable call) {
        return assertThrows(LimitExceededException.class, call);
    }

    private static void assertProblem(int status, String type, LimitExceededException failure) {
        ProblemDocument problem = Problems.of(failure).orElseThrow();
        assertEquals(status, problem.status());
        assertEquals("urn:chatkit:problem:" + type, problem.type());
        assertEquals(failure.getMessage(), problem.detail());
    }
}
