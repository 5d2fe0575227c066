package ee.chatkit.wiring.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.store.Store;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.jpa.TestDatabase;
import ee.chatkit.wiring.server.TestJndi;
import io.smallrye.config.inject.ConfigExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The choice of the store, in a real CDI container. */
class StoreProducerTest {
    private static final Caller ADA = new Caller("ada");

    @BeforeEach
    void installJndi() {
        TestJndi.install();
    }

    @AfterEach
    void clearSettings() {
        TestJndi.uninstall();
        System.clearProperty(StoreSettings.STORE);
        System.clearProperty(StoreSettings.DATASOURCE);
        System.clearProperty(StoreSettings.READ_DATASOURCE);
        System.clearProperty(StoreSettings.RETRY_INTERVAL);
    }

    @Test
    void noDatasource_selectsMemory() {
        try (WeldContainer container = start()) {
            assertEquals("memory", store(container).name());
            assertEquals(Status.UP, readiness(container).call().getStatus());
            assertEquals("memory", data(readiness(container), "store"));
        }
    }

    @Test
    void boundDatasource_selectsPostgresql() {
        TestJndi.bind("jdbc/ChatKitDS", TestDatabase.create());
        try (WeldContainer container = start()) {
            Store store = store(container);
            assertEquals("postgresql", store.name());
            ChatThread thread = ChatThread.create(store.generateThreadId(), Instant.now());
            assertEquals(
                    thread.id(), store.addThread(ADA, thread).id(), "an early call waits until the schema is there");
            assertEquals(Status.UP, readiness(container).call().getStatus());
            assertEquals("postgresql", data(liveness(container), "store"));
        }
    }

    @Test
    void firstBoundName_isUsed() {
        System.setProperty(StoreSettings.DATASOURCE, "jdbc/not-bound, jdbc/Mine");
        TestJndi.bind("jdbc/Mine", TestDatabase.create());
        try (WeldContainer container = start()) {
            assertEquals("postgresql", store(container).name());
        }
    }

    @Test
    void datasourceOfAReplica_mustBeBound() {
        TestJndi.bind("jdbc/ChatKitDS", TestDatabase.create());
        System.setProperty(StoreSettings.READ_DATASOURCE, "jdbc/not-bound");
        String message = failureOfStart();
        assertTrue(message.contains(StoreSettings.READ_DATASOURCE) && message.contains("jdbc/not-bound"), message);

        TestJndi.bind("jdbc/ChatKitReadDS", TestDatabase.create());
        System.setProperty(StoreSettings.READ_DATASOURCE, "jdbc/not-bound, jdbc/ChatKitReadDS");
        try (WeldContainer container = start()) {
            Store store = store(container);
            ChatThread thread = ChatThread.create(store.generateThreadId(), Instant.now());
            store.addThread(ADA, thread);
            assertEquals(
                    thread.id(), store.forDisplay().loadThread(ADA, thread.id()).id());
        }
    }

    @Test
    void storeMemory_ignoresBoundDatasource() {
        System.setProperty(StoreSettings.STORE, "memory");
        TestJndi.bind("jdbc/ChatKitDS", TestDatabase.create());
        try (WeldContainer container = start()) {
            assertEquals("memory", store(container).name());
        }
    }

    @Test
    void storeJpaWithoutDatasource_failsStartup() {
        System.setProperty(StoreSettings.STORE, "jpa");
        String message = failureOfStart();
        assertTrue(message.contains(StoreSettings.DATASOURCE), message);
    }

    @Test
    void invalidSetting_failsStartupAndIsNamed() {
        System.setProperty(StoreSettings.STORE, "mongo");
        String message = failureOfStart();
        assertTrue(message.contains("chatkit.store") && message.contains("mongo") && message.contains("auto"), message);
    }

    @Test
    void unavailableDatabaseAtStartup_isNotReadyUntilItReturns() {
        System.setProperty(StoreSettings.RETRY_INTERVAL, "1");
        var away = new SwitchableDataSource(TestDatabase.create());
        TestJndi.bind("jdbc/ChatKitDS", away.asDataSource());
        try (WeldContainer container = start()) {
            Store store = store(container);
            assertEquals("postgresql", store.name(), "never memory by itself");
            assertThrows(UnavailableException.class, () -> store.loadThread(ADA, "thr_1"));
            assertEquals(Status.DOWN, readiness(container).call().getStatus());
            assertFalse(data(readiness(container), "reason").isEmpty());
            assertEquals(Status.UP, liveness(container).call().getStatus(), "a restart would not help");

            away.enable();
            await(() -> readiness(container).call().getStatus() == Status.UP);
            ChatThread thread = ChatThread.create(store.generateThreadId(), Instant.now());
            assertEquals(thread.id(), store.addThread(ADA, thread).id());

            away.disable();
            assertThrows(UnavailableException.class, () -> store.loadThread(ADA, thread.id()));
            await(() -> readiness(container).call().getStatus() == Status.DOWN); // a result is used for one second
            away.enable();
            assertEquals(thread.id(), store.loadThread(ADA, thread.id()).id());
        }
    }

    private static String failureOfStart() {
        Throwable failure = assertThrows(RuntimeException.class, () -> start().close());
        StringBuilder messages = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            messages.append(t.getMessage()).append('\n');
        }
        return messages.toString();
    }

    private static WeldContainer start() {
        return new Weld()
                .disableDiscovery()
                .addExtension(new ConfigExtension())
                .beanClasses(StoreProducer.class, StoreHealth.class)
                .initialize();
    }

    private static Store store(WeldContainer container) {
        return container.select(Store.class).get();
    }

    private static HealthCheck readiness(WeldContainer container) {
        return container.select(HealthCheck.class, Readiness.Literal.INSTANCE).get();
    }

    private static HealthCheck liveness(WeldContainer container) {
        return container.select(HealthCheck.class, Liveness.Literal.INSTANCE).get();
    }

    private static String data(HealthCheck check, String key) {
        return String.valueOf(check.call().getData().orElseThrow().get(key));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "did not happen within 30 s");
            Thread.onSpinWait();
        }
    }
}
