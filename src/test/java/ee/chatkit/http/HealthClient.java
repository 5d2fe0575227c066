package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import ee.chatkit.server.ServerFixture;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A client of MicroProfile Health. */
final class HealthClient {
    static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final RestTestClient rest;

    HealthClient(ServerFixture fixture) {
        this.rest = new RestTestClient(fixture.server().healthBaseUri());
    }

    /** Waits until health includes the application. Payara answers 503 until an application is registered. */
    void awaitApplication() {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (rest.get("health/live").response().statusCode() != 200) {
            assertTrue(System.nanoTime() < end, "the application is alive");
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** The data of the check of the store. */
    JsonObject live(int status) {
        return check("health/live", status, "chatkit-store");
    }

    /** The data of the check of the store. */
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
