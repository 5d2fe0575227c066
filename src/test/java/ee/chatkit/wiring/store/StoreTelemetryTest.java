package ee.chatkit.wiring.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.Store;
import ee.chatkit.store.memory.MemoryStore;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.RecordingTelemetry;
import ee.chatkit.telemetry.SpanAttribute;
import ee.chatkit.telemetry.Telemetry;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operations of a store as metrics and spans. */
class StoreTelemetryTest {
    private static final Caller ANN = new Caller("ann");

    private final RecordingTelemetry telemetry = new RecordingTelemetry();
    private final SelectedStore selected = SelectedStore.of(new MemoryStore(Clock.systemUTC(), 1_000_000));
    private final Store store = StoreTelemetry.measured(selected, telemetry).store();

    @Test
    void operation_isMeasuredByItsName() {
        ChatThread thread = store.addThread(ANN, ChatThread.create(store.generateThreadId(), Instant.EPOCH));
        assertEquals(thread, store.loadThread(ANN, thread.id()));
        assertEquals(
                List.of(List.of("addThread"), List.of("loadThread")),
                telemetry.attributes(Metric.STORE_OPERATION_DURATION));
        var span = telemetry.spans("addThread").getFirst();
        assertEquals("addThread", span.attributes().get(SpanAttribute.DB_OPERATION_NAME));
        assertTrue(span.isEnded());
    }

    @Test
    void whatIsNotFound_isThrownAsByTheStoreAndNoFailedSpan() {
        assertThrows(NotFoundException.class, () -> store.loadThread(ANN, "thr_none"));
        assertEquals(
                List.of(List.of("loadThread", "NotFoundException")),
                telemetry.attributes(Metric.STORE_OPERATION_DURATION));
        assertTrue(telemetry.spans("loadThread").getFirst().error().isEmpty());
    }

    @Test
    void otherFailure_isAFailedSpan() {
        assertThrows(NullPointerException.class, () -> store.addThread(ANN, null));
        assertEquals(
                "NullPointerException",
                telemetry.spans("addThread").getFirst().error().orElseThrow());
    }

    @Test
    void operationOfTheStoreForDisplay_isMeasured() {
        assertSame(store, store.forDisplay(), "there is no replica");
        Store other = StoreTelemetry.measured(selected, telemetry).store();
        var withReplica = (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) -> method.getName().equals("equals") ? false : other);
        Store display = new StoreTelemetry.Measure(telemetry, true)
                .proxy(Store.class, withReplica)
                .forDisplay();
        assertThrows(NotFoundException.class, () -> display.loadThread(ANN, "thr_none"));
        assertEquals(2, telemetry.values(Metric.STORE_OPERATION_DURATION).size(), "by both proxies");
    }

    @Test
    void nameAndIds_areNoOperations() {
        assertEquals("memory", store.name());
        store.generateItemId("user_message");
        assertEquals(List.of(), telemetry.values(Metric.STORE_OPERATION_DURATION));
        assertEquals(store.hashCode(), store.hashCode());
    }

    @Test
    void withoutTelemetry_theStoreIsUsedDirectly() {
        assertSame(selected, StoreTelemetry.measured(selected, Telemetry.off()));
        assertNotSame(selected.store(), store);
    }
}
