package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.server.ServerFixture;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The WAR on a WildFly with a PostgreSQL datasource. */
class PostgresIT implements HttpBlackBox {
    private static final int MESSAGES = 45;

    private static ServerFixture fixture;

    @BeforeAll
    static void start() {
        fixture = ServerFixture.withDatabase(Map.of("CHATKIT_ANONYMOUS_USER", "demo"));
        fixture.start("api/opportunities");
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Override
    public URI base() {
        return fixture.baseUri().resolve("api/");
    }

    @Test
    void conversationsSurviveAKillOfTheServer() {
        var rest = new Rest(base());
        String opportunity = rest.created("opportunities", "{\"name\":\"Pier\",\"client_name\":\"Acme\"}");
        rest.put("active-opportunity", "{\"id\":\"" + opportunity + "\"}").expect(200);
        String thread = rest.created("threads", "{}");
        for (int n = 1; n <= MESSAGES; n++) {
            rest.created(
                    "threads/" + thread + "/items",
                    "{\"type\":\"user_message\",\"content\":[{\"type\":\"input_text\",\"text\":\"Message " + n
                            + "\"}]}");
        }
        List<String> before = everything(rest, opportunity, thread);

        fixture.server().kill();
        fixture.start("api/opportunities");

        assertEquals(before, everything(rest, opportunity, thread));
        assertEquals("Acme: Message 1", rest.get("threads/" + thread).text("title"));
        assertEquals(opportunity, rest.get("active-opportunity").text("id"));
    }

    /** The opportunity, its threads, and the items of one, as texts, page by page. */
    private static List<String> everything(Rest rest, String opportunity, String thread) {
        List<String> texts = new ArrayList<>();
        texts.add(rest.get("opportunities/" + opportunity).expect(200).body());
        texts.add(rest.get("opportunities/" + opportunity + "/threads")
                .expect(200)
                .body());
        String after = "";
        int items = 0;
        do {
            var page = rest.get("threads/" + thread + "/items?order=asc&limit=20" + after)
                    .expect(200);
            texts.add(page.body());
            items += page.json().getJsonArray("data").size();
            after = page.json().getBoolean("has_more") ? "&after=" + page.text("after") : "";
        } while (!after.isEmpty());
        assertEquals(MESSAGES, items);
        return texts;
    }

    @Test
    void whileTheDatabaseIsAwayCallersHearSoAndAfterwardsAllGoesOn() {
        var rest = new Rest(base());
        String thread = rest.created("threads", "{\"title\":\"Before\"}");

        fixture.database().stop();
        var refused = rest.get("threads/" + thread).expectProblem(503, "unavailable");
        assertEquals("5", refused.header("Retry-After"));
        rest.post("threads", "{}").expectProblem(503, "unavailable");
        rest.patch("threads/" + thread, "{\"title\":\"Lost\"}").expectProblem(503, "unavailable");

        fixture.database().start();
        fixture.server().awaitAnswer("api/threads/" + thread, status -> status == 200, Health.PATIENCE);
        assertEquals("Before", rest.get("threads/" + thread).text("title"));
        rest.patch("threads/" + thread, "{\"title\":\"After\"}").expect(200);
    }
}
