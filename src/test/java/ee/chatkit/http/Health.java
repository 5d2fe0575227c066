package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.http.Rest.Answer;
import ee.chatkit.server.ServerFixture;
import jakarta.json.JsonObject;
import java.time.Duration;

/** What MicroProfile Health says of the store. */
final class Health {
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Rest management;

    Health(ServerFixture fixture) {
        this.management = new Rest(fixture.server().managementUri());
    }

    JsonObject live(int status) {
        return check("health/live", status);
    }

    JsonObject ready(int status) {
        return check("health/ready", status);
    }

    /** The data of the check of the store. */
    private JsonObject check(String path, int status) {
        Answer answer = management.get(path);
        assertEquals(status, answer.response().statusCode(), answer.body());
        return answer.json().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> check.getString("name").equals("chatkit-store"))
                .findFirst()
                .orElseThrow()
                .getJsonObject("data");
    }
}
