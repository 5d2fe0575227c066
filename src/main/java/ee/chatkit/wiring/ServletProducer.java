package ee.chatkit.wiring;

import ee.chatkit.http.HttpSettings;
import ee.chatkit.servlet.RequestBodies;
import ee.chatkit.servlet.RequestBodyLimits;
import ee.chatkit.servlet.ServletSettings;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.transfer.Spool;
import ee.chatkit.wiring.server.Scheduler;
import ee.chatkit.wiring.server.Setting;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Produces the beans of the servlet layer. */
@Dependent
public class ServletProducer {
    static final String BODY_TIMEOUT = "chatkit.body-timeout";
    static final String BODY_MIN_RATE = "chatkit.body-min-rate";
    static final String MAX_PENDING_BODIES = "chatkit.max-pending-bodies";
    static final String MAX_PENDING_BODY_BYTES = "chatkit.max-pending-body-bytes";
    static final String HSTS_MAX_AGE = "chatkit.hsts-max-age";

    private static final Duration SWEEP_INTERVAL = Duration.ofMillis(500);

    @Produces
    @Singleton
    ServletSettings servletSettings(Config config, HttpSettings http) {
        return settings(config, http.publicUrl());
    }

    static ServletSettings settings(Config config, @Nullable URI publicUrl) {
        return new ServletSettings(
                Setting.number(config, HSTS_MAX_AGE, "0", 0, Integer.MAX_VALUE, "seconds"),
                publicUrl != null && "https".equals(publicUrl.getScheme()));
    }

    @Produces
    @Singleton
    RequestBodies requestBodies(Config config, Telemetry telemetry) {
        var bodies = new RequestBodies(limitsWithRoomForImports(config), Spool.TemporaryFiles.TEMPORARY_DIRECTORY);
        telemetry.observe(Metric.PENDING_BODIES, bodies::pendingBodies);
        return bodies;
    }

    static RequestBodyLimits limits(Config config) {
        return new RequestBodyLimits(
                Duration.ofSeconds(Setting.number(config, BODY_TIMEOUT, "20", 1, 3600, "seconds")),
                Setting.number(config, BODY_MIN_RATE, "1024", 0, 1_000_000_000, "bytes per second"),
                Setting.number(config, MAX_PENDING_BODIES, "500", 0, 1_000_000, "bodies"),
                Setting.bytes(config, MAX_PENDING_BODY_BYTES, "2147483647"));
    }

    /**
     * As {@link #limits}.
     *
     * @throws IllegalStateException if fewer bytes are held than an import may have, which could then never be received
     */
    static RequestBodyLimits limitsWithRoomForImports(Config config) {
        RequestBodyLimits limits = limits(config);
        long maxImportBytes = TransferProducer.maxImportBytes(config);
        if (limits.maxBytes() < maxImportBytes) {
            throw new IllegalStateException("Invalid value for " + MAX_PENDING_BODY_BYTES + ": '" + limits.maxBytes()
                    + "' (allowed: at least " + TransferProducer.MAX_IMPORT_BYTES + ", which is " + maxImportBytes
                    + "; raise the one or lower the other)");
        }
        return limits;
    }

    @Produces
    @Singleton
    BodyScheduler bodyScheduler() {
        return new BodyScheduler(new Scheduler("chatkit-request-bodies"));
    }

    /** The scheduler of {@link RequestBodies#sweep}. */
    record BodyScheduler(Scheduler scheduler) {}

    /** Creates the beans at startup, so that an invalid setting fails the deployment. */
    void start(@Observes Startup startup, ServletSettings settings, RequestBodies bodies, BodyScheduler sweeps) {
        sweeps.scheduler().repeatedly(SWEEP_INTERVAL, SWEEP_INTERVAL, bodies::sweep);
    }

    void stop(@Observes Shutdown shutdown, BodyScheduler sweeps) {
        sweeps.scheduler().close();
    }
}
