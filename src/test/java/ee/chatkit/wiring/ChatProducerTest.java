package ee.chatkit.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.CallerResolver;
import ee.chatkit.http.HttpSettings;
import ee.chatkit.http.ResolvedCaller;
import ee.chatkit.model.Caller;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.text.MessageFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;

/** Selection of the caller resolver, and its log message. */
class ChatProducerTest {
    /** The resolver of an application. */
    @ApplicationScoped
    static class GatewayCaller implements CallerResolver {
        @Override
        public Optional<ResolvedCaller> resolve(ContainerRequestContext request) {
            return Optional.of(new ResolvedCaller(new Caller("ann")));
        }
    }

    /** Keeps the messages with their levels. */
    private static final class RecordingLogger implements System.Logger {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public String getName() {
            return "recording";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            lines.add(level + " " + message);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            lines.add(level + " " + MessageFormat.format(format, parameters));
        }
    }

    private HttpSettings settings;

    @Test
    void callerResolver_ofApplicationReplacesContainerPrincipalAndIsLogged() {
        assertEquals(
                List.of("INFO Caller resolver: " + GatewayCaller.class.getName()),
                logOf(Map.of(), GatewayCaller.class));
        assertTrue(settings.callerResolver() instanceof GatewayCaller);
    }

    @Test
    void callerResolver_defaultsToContainerPrincipalAndIsLogged() {
        assertEquals(List.of("INFO Caller resolver: container principal"), logOf(Map.of()));
    }

    @Test
    void anonymousUser_isLoggedAsWarning() {
        assertEquals(
                List.of(
                        "INFO Caller resolver: container principal",
                        "WARNING Unauthenticated requests are processed as user \"demo\" (chatkit.anonymous-user)."),
                logOf(Map.of(HttpSettingsReader.ANONYMOUS_USER, "demo")));
    }

    private List<String> logOf(Map<String, String> values, Class<?>... beans) {
        var logger = new RecordingLogger();
        try (var container = new Weld()
                .disableDiscovery()
                .addBeanClasses(ChatProducerTest.class)
                .addBeanClasses(beans)
                .initialize()) {
            var config = new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(values, "test", 100))
                    .build();
            settings = new ChatProducer(logger)
                    .httpSettings(config, container.select(new TypeLiteral<CallerResolver>() {}));
        }
        return logger.lines;
    }
}
