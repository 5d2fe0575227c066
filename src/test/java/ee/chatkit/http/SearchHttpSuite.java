package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code GET /api/search}. */
public interface SearchHttpSuite {
    /** A thread whose title is not made of its first message. */
    String TITLED = "{\"title\":\"Talk\"}";

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    private RestTestClient rest() {
        return new RestTestClient(base());
    }

    private static String path(String query, String more) {
        return "search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + more;
    }

    private JsonObject find(String query) {
        return rest().get(path(query, "")).expect(200).json();
    }

    /** A word that no other test has stored. */
    private static String word() {
        return "w" + UUID.randomUUID().toString().replace("-", "");
    }

    private static String message(String text) {
        return "\"content\":[{\"type\":\"input_text\",\"text\":\"" + text + "\"}]";
    }

    private String say(String thread, String text) {
        return rest().create("threads/" + thread + "/items", "{\"type\":\"user_message\"," + message(text) + "}");
    }

    @Test
    default void search_findsWhatWasJustSaid() {
        String word = word();
        String thread = rest().create("threads", "{\"title\":\"About " + word + "\"}");
        String item = say(thread, "Der Preis für " + word + "größen");
        JsonObject page = find(word.toUpperCase(Locale.ROOT));
        assertEquals(2, page.getJsonArray("data").size());
        assertFalse(page.getBoolean("has_more"));
        JsonObject hit = page.getJsonArray("data").getJsonObject(0);
        assertEquals(thread, hit.getJsonObject("thread").getString("id"));
        assertEquals(item, hit.getJsonObject("item").getString("id"));
        assertEquals("user_message", hit.getJsonObject("item").getString("type"));
        String text = hit.getJsonObject("snippet").getString("text");
        JsonObject range = hit.getJsonObject("snippet").getJsonArray("ranges").getJsonObject(0);
        assertEquals(word, text.substring(range.getInt("start"), range.getInt("end")));
        JsonObject title = page.getJsonArray("data").getJsonObject(1);
        assertEquals(JsonValue.NULL, title.get("item"));
        assertTrue(title.getJsonNumber("rank").doubleValue()
                > hit.getJsonNumber("rank").doubleValue());
        assertEquals(
                1, find("\"preis für\" GROSSEN " + word).getJsonArray("data").size());
        assertEquals(0, find(word + " -preis -about").getJsonArray("data").size());
    }

    @Test
    default void search_seesChangesAndDeletion() {
        String word = word();
        String thread = rest().create("threads", TITLED);
        String item = say(thread, word);
        assertEquals(1, find(word).getJsonArray("data").size());
        String changed = word();
        rest().patch("threads/" + thread + "/items/" + item, "{" + message(changed) + "}")
                .expect(200);
        assertEquals(0, find(word).getJsonArray("data").size());
        assertEquals(1, find(changed).getJsonArray("data").size());
        rest().delete("threads/" + thread).expect(204);
        assertEquals(0, find(changed).getJsonArray("data").size());
    }

    @Test
    default void search_ofAnOpportunityAndByPages() {
        String word = word();
        String opportunity = rest().create("opportunities", "{\"name\":\"Bridge\"}");
        String inside = rest().create("opportunities/" + opportunity + "/threads", TITLED);
        String outside = rest().create("threads", TITLED);
        List<String> items = List.of(say(inside, word), say(outside, word), say(inside, word));
        JsonObject scoped = rest().get(path(word, "&opportunity_id=" + opportunity))
                .expect(200)
                .json();
        assertEquals(2, scoped.getJsonArray("data").size());
        String after = "";
        for (int n = items.size() - 1; n >= 0; n--) {
            JsonObject page =
                    rest().get(path(word, "&limit=1" + after)).expect(200).json();
            JsonObject hit = page.getJsonArray("data").getJsonObject(0);
            assertEquals(items.get(n), hit.getJsonObject("item").getString("id"));
            after = page.containsKey("after") ? "&after=" + page.getString("after") : "";
        }
        rest().get(path(word, "&opportunity_id=opp_" + UUID.randomUUID())).expectProblem(404, "not-found");
    }

    @Test
    default void search_ofNothingIsEmpty() {
        for (String query : List.of("", "   ", "...", "\"", "\"\"", "-", "-word", "%", "_")) {
            JsonObject page = find(query);
            assertEquals(0, page.getJsonArray("data").size(), query);
            assertFalse(page.getBoolean("has_more"), query);
        }
        int status = rest().get("search?q=%00").response().statusCode();
        assertTrue(status == 200 || status == 400, "status " + status);
    }

    @Test
    default void search_rejectsInvalidParameters() {
        rest().get("search").expectProblem(400, "invalid-request");
        rest().get(path("x".repeat(10_000), "")).expectProblem(400, "invalid-request");
        rest().get(path("ab ".repeat(33), "")).expectProblem(400, "invalid-request");
        rest().get(path("word", "&limit=0")).expectProblem(400, "invalid-request");
        rest().get(path("word", "&limit=101")).expectProblem(400, "invalid-request");
        rest().get(path("word", "&order=asc")).expectProblem(400, "invalid-request");
        for (String after : List.of("x", "~1~thr_1", "thr_1", "AAAA", "OTk5OTk5OTk5OTk5OTk5OTk5OX4xfnRocl8x")) {
            rest().get(path("word", "&after=" + after)).expectProblem(400, "invalid-request");
        }
    }

    @Test
    default void search_neverFindsHiddenItems() {
        String thread = ChatKitTestClient.unscoped(base()).createThread("/probe hidden");
        assertFalse(thread.isEmpty());
        assertEquals(
                0,
                find("secret").getJsonArray("data").getValuesAs(JsonObject.class).stream()
                        .filter(hit ->
                                hit.getJsonObject("thread").getString("id").equals(thread))
                        .count());
    }
}
