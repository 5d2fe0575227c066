package ee.chatkit.wiring;

import ee.chatkit.limits.CallerLimiter;
import ee.chatkit.limits.LimitListener;
import ee.chatkit.limits.LimitSettings;
import ee.chatkit.limits.StoredQuotas;
import ee.chatkit.store.UsageStore;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.wiring.server.Setting;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Produces the beans that limit what callers use. */
@Dependent
public class LimitsProducer {
    static final String REQUESTS_PER_MINUTE = "chatkit.limits.requests-per-minute";
    static final String CONCURRENT_REQUESTS = "chatkit.limits.concurrent-requests";
    static final String CONCURRENT_UPLOADS = "chatkit.limits.concurrent-uploads";
    static final String CONCURRENT_TURNS = "chatkit.limits.concurrent-turns";
    static final String NODE_TURNS = "chatkit.limits.node-turns";
    static final String NODE_TURN_BYTES = "chatkit.limits.node-turn-bytes";
    static final String THREADS = "chatkit.limits.threads";
    static final String ATTACHMENT_BYTES = "chatkit.limits.attachment-bytes";
    static final String MESSAGE_LENGTH = "chatkit.limits.message-length";

    /** A turn holds about twice the bytes of its request, as text and as an item; so turns hold an eighth of the heap. */
    private static final int HEAP_SHARE = 16;

    @Produces
    @Singleton
    LimitSettings limitSettings(Config config) {
        return settings(config, Runtime.getRuntime().maxMemory());
    }

    /** @param maxHeap the largest heap of the server, in bytes */
    static LimitSettings settings(Config config, long maxHeap) {
        return new LimitSettings(
                Setting.number(config, REQUESTS_PER_MINUTE, "1000", 0, 1_000_000, "requests"),
                Setting.number(config, CONCURRENT_REQUESTS, "16", 0, 100_000, "requests"),
                Setting.number(config, CONCURRENT_UPLOADS, "4", 0, 100_000, "uploads"),
                Setting.number(config, CONCURRENT_TURNS, "8", 0, 100_000, "turns"),
                Setting.number(config, NODE_TURNS, "1000", 0, 1_000_000, "turns"),
                Setting.largeNumber(
                        config, NODE_TURN_BYTES, Long.toString(maxHeap / HEAP_SHARE), 1_000_000_000_000L, "bytes"),
                Setting.number(config, THREADS, "100000", 0, 1_000_000_000, "threads"),
                Setting.largeNumber(config, ATTACHMENT_BYTES, "10737418240", 1_000_000_000_000_000L, "bytes"),
                Setting.number(config, MESSAGE_LENGTH, "100000", 0, 100_000_000, "characters"));
    }

    @Produces
    @Singleton
    LimitListener limitListener(Telemetry telemetry) {
        return limit -> telemetry.add(Metric.LIMIT_REJECTIONS, 1, limit.key());
    }

    @Produces
    @Singleton
    CallerLimiter callerLimiter(LimitSettings settings, LimitListener listener) {
        return new CallerLimiter(settings, listener);
    }

    @Produces
    @Singleton
    StoredQuotas storedQuotas(LimitSettings settings, UsageStore usage, LimitListener listener) {
        return new StoredQuotas(settings, usage, listener);
    }

    /** Creates the beans at startup, so that an invalid setting fails the deployment. */
    void start(@Observes Startup startup, CallerLimiter limiter, StoredQuotas quotas) {}
}
