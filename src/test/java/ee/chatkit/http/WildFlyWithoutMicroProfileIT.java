package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The WAR on WildFly with a PostgreSQL datasource, without MicroProfile Health and OpenAPI. */
class WildFlyWithoutMicroProfileIT extends RunningServer
        implements OpportunitiesHttpSuite, ThreadsHttpSuite, ChatKitHttpSuite {
    WildFlyWithoutMicroProfileIT() {
        super(Server.Kind.WILDFLY_WITHOUT_MICROPROFILE);
    }

    @Override
    ServerFixture prepare(Server.Kind kind) {
        return ServerFixture.withDatabase(kind, Map.of("CHATKIT_ANONYMOUS_USER", "demo"));
    }

    @Override
    void start(ServerFixture server) {
        server.start("api/opportunities");
    }

    @Test
    void log_reportsMissingPlatformFeatures() {
        List<String> said = fixture()
                .log()
                .lines()
                .filter(line -> line.contains(" is not available: "))
                .map(line -> line.replaceFirst(".*(MicroProfile \\w+ is not available: .*)", "$1"))
                .toList();
        assertEquals(
                List.of(
                        "MicroProfile Health is not available: /health does not include this application.",
                        "MicroProfile OpenAPI is not available: /openapi does not describe this application."),
                said);
    }
}
