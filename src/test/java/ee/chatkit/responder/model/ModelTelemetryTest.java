package ee.chatkit.responder.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.model.ModelProvider;
import ee.chatkit.responder.ResponderException;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.RecordingTelemetry;
import ee.chatkit.telemetry.SpanAttribute;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Calls of a model as spans and metrics, with a fake provider over HTTP. */
class ModelTelemetryTest {
    private final RecordingTelemetry telemetry = new RecordingTelemetry();
    private final ResponderFixture thread = new ResponderFixture();

    private void respond(FakeProvider provider, ModelOptions.Timeouts timeouts) throws InterruptedException {
        new ModelResponder(
                        OpenAiModelFactory.model(provider.url(), "sk-1", "small", telemetry),
                        ResponderFixture.options(ResponderFixture.WINDOW, timeouts),
                        AttachmentReader.NONE,
                        telemetry)
                .respond(thread.turn("Hello"), thread);
    }

    @Test
    void answer_isASpanNamedByTheModelOfTheThread() throws Exception {
        try (var provider = FakeProvider.answering("Good", " morning.")) {
            respond(provider, ResponderFixture.TIMEOUTS);
            assertTrue(
                    provider.head().contains("traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        }
        var span = telemetry.spans("chat small").getFirst();
        assertTrue(span.isEnded());
        assertTrue(span.error().isEmpty());
        assertEquals("openai", span.attributes().get(SpanAttribute.GEN_AI_PROVIDER_NAME));
        assertEquals("small", span.attributes().get(SpanAttribute.GEN_AI_REQUEST_MODEL));
        assertTrue(span.attributes().containsKey(SpanAttribute.GEN_AI_CONVERSATION_ID));
        assertFalse(span.attributes().toString().contains("morning"));
        assertEquals(
                List.of(List.of("chat", "openai", "small")), telemetry.attributes(Metric.GEN_AI_OPERATION_DURATION));
    }

    @Test
    void errorStatus_isTheErrorType() throws Exception {
        try (var provider = FakeProvider.failing(429, "{}")) {
            assertThrows(ResponderException.class, () -> respond(provider, ResponderFixture.TIMEOUTS));
        }
        assertEquals("429", telemetry.spans("chat small").getFirst().error().orElseThrow());
        assertEquals(
                List.of(List.of("chat", "openai", "small", "429")),
                telemetry.attributes(Metric.GEN_AI_OPERATION_DURATION));
    }

    @Test
    void silentProvider_isATimeout() throws Exception {
        var limits = new ModelOptions.Timeouts(Duration.ofMillis(300), Duration.ofSeconds(20));
        try (var provider = FakeProvider.scripted(exchange -> {
            exchange.beginStream();
            LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
        })) {
            assertThrows(ResponderException.class, () -> respond(provider, limits));
        }
        assertEquals("timeout", telemetry.spans("chat small").getFirst().error().orElseThrow());
    }

    @Test
    void providers_haveTheNamesOfTheConventions() {
        assertEquals("openai", ModelTelemetry.providerName(ModelProvider.OPEN_AI));
        assertEquals("aws.bedrock", ModelTelemetry.providerName(ModelProvider.AMAZON_BEDROCK));
        assertEquals("mistral_ai", ModelTelemetry.providerName(ModelProvider.MISTRAL_AI));
        assertEquals("other", ModelTelemetry.providerName(null));
    }
}
