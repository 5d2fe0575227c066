package ee.chatkit.telemetry;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Does nothing. */
enum NoTelemetry implements Telemetry {
    INSTANCE;

    @Override
    public boolean isOn() {
        return false;
    }

    @Override
    public void add(Metric metric, long amount, @Nullable String... attributes) {}

    @Override
    public void record(Metric metric, double value, @Nullable String... attributes) {}

    @Override
    public void observe(Metric metric, LongSupplier value) {}

    @Override
    public TelemetrySpan startServerSpan(String name, Function<String, @Nullable String> header) {
        return NoSpan.INSTANCE;
    }

    @Override
    public TelemetrySpan startSpan(String name) {
        return NoSpan.INSTANCE;
    }

    @Override
    public TelemetrySpan startClientSpan(String name) {
        return NoSpan.INSTANCE;
    }

    @Override
    public Runnable propagate(Runnable task) {
        return task;
    }

    @Override
    public void injectHeaders(BiConsumer<String, String> request) {}

    @Override
    public Optional<String> traceId() {
        return Optional.empty();
    }

    /** A span that is not recorded. */
    private enum NoSpan implements TelemetrySpan {
        INSTANCE;

        private static final Activation NOTHING_TO_RESTORE = () -> {};

        @Override
        public void rename(String name) {}

        @Override
        public TelemetrySpan set(SpanAttribute attribute, String value) {
            return this;
        }

        @Override
        public TelemetrySpan set(SpanAttribute attribute, long value) {
            return this;
        }

        @Override
        public void fail(String errorType) {}

        @Override
        public Activation activate() {
            return NOTHING_TO_RESTORE;
        }

        @Override
        public Optional<String> traceId() {
            return Optional.empty();
        }

        @Override
        public void end() {}
    }
}
