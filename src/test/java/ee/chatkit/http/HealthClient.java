package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import ee.chatkit.server.ServerFixture;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What MicroProfile Health says. */
final class HealthClient {
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RestTestClient rest;

    HealthClient(ServerFixture fixture) {
        this.rest = new RestTestClient(fixture.server().healthBaseUri());
    }

    /** Waits until the server asks the application. Payara refuses by itself until it has taken notice of one. */
    void awaitApplication() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (rest.get("health/live").response().statusCode() != 200) {
            assertTrue(System.nanoTime() < end, "the application is alive");
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** What the check of the store tells. */
    JsonObject live(int status) {
        return check("health/live", status, "chatkit-store");
    }

    /** What the check of the store tells. */
    JsonObject ready(int status) {
        return check("health/ready", status, "chatkit-store");
    }

    JsonObject live(String name) {
        return check("health/live", 200, name);
    }

    JsonObject ready(String name) {
        return check("health/ready", 200, name);
    }

    private JsonObject check(String path, int status, String name) {
        RestResponse answer = rest.get(path);
        assertEquals(status, answer.response().statusCode(), answer.body());
        return answer.json().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> check.getString("name").equals(name))
                .findFirst()
                .orElseThrow()
                .getJsonObject("data");
    }
}
