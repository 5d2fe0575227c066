package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Threads and their titles over HTTP. */
public interface ThreadsHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @Test
    default void createThread_returnsLocation() {
        var rest = new RestTestClient(base());
        RestResponse created = rest.post("threads", """
            {"title": "T", "status": {"type": "locked", "reason": "waiting"},
             "allowed_image_domains": ["a.example", "b.example"], "metadata": {"n": [1, null]}}\
            """).expect(201);
        assertTrue(created.text("id").startsWith("thr_"));
        JsonObject read = rest.get(created.header("Location")).expect(200).json();
        assertEquals(created.json(), read);
        assertEquals("T", read.getString("title"));
        assertEquals(
                "{\"type\":\"locked\",\"reason\":\"waiting\"}",
                read.get("status").toString());
        assertEquals(
                "[\"a.example\",\"b.example\"]",
                read.get("allowed_image_domains").toString());
        assertEquals("{\"n\":[1,null]}", read.get("metadata").toString());
    }

    @Test
    default void createThreadFromEmptyObject_usesDefaults() {
        JsonObject created =
                new RestTestClient(base()).post("threads", "{}").expect(201).json();
        assertEquals(
                Set.of("id", "created_at", "updated_at", "status", "metadata", "pinned", "archived", "labels"),
                created.keySet());
        assertEquals("{\"type\":\"active\"}", created.get("status").toString());
        assertEquals("{}", created.get("metadata").toString());
    }

    @Test
    default void patch_mergesIntoThread() {
        var rest = new RestTestClient(base());
        String path = "threads/" + rest.create("threads", "{\"title\":\"T\",\"metadata\":{\"a\":1,\"b\":{\"c\":2}}}");
        JsonObject changed = rest.patch(path, "{\"title\":null,\"metadata\":{\"a\":null,\"b\":{\"d\":3}}}")
                .expect(200)
                .json();
        assertFalse(changed.containsKey("title"));
        assertEquals("{\"b\":{\"c\":2,\"d\":3}}", changed.get("metadata").toString());
        assertEquals(changed, rest.get(path).json());
    }

    @Test
    default void patchStatus_locksClosesAndReopens() {
        var rest = new RestTestClient(base());
        String path = "threads/" + rest.create("threads", "{}");
        assertEquals(
                "{\"type\":\"locked\",\"reason\":\"r\"}", status(rest, path, "{\"type\":\"locked\",\"reason\":\"r\"}"));
        assertEquals("{\"type\":\"closed\"}", status(rest, path, "{\"type\":\"closed\",\"reason\":null}"));
        assertEquals(
                "{\"type\":\"locked\",\"reason\":\"s\"}", status(rest, path, "{\"type\":\"locked\",\"reason\":\"s\"}"));
        assertEquals("{\"type\":\"active\"}", status(rest, path, "{\"type\":\"active\"}"));
    }

    private static String status(RestTestClient rest, String path, String status) {
        return rest.patch(path, "{\"status\":" + status + "}")
                .expect(200)
                .json()
                .get("status")
                .toString();
    }

    @Test
    default void patch_acceptsApplicationJson() {
        var rest = new RestTestClient(base());
        String path = "threads/" + rest.create("threads", "{}");
        RestResponse changed = rest.send(
                "PATCH", path, RestTestClient.bytes("{\"title\":\"P\"}"), "Content-Type", RestTestClient.JSON);
        assertEquals("P", changed.expect(200).text("title"));
    }

    @Test
    default void listThreads_ordersByLatestActivity() {
        var rest = new RestTestClient(base());
        String first = rest.create("threads", "{}");
        String second = rest.create("threads", "{}");
        assertEquals(
                List.of(second, first),
                PageReader.ids(rest.get("threads?limit=2").json()));
        rest.create("threads/" + first + "/items", "{\"type\":\"end_of_turn\"}");
        assertEquals(
                List.of(first, second),
                PageReader.ids(rest.get("threads?limit=2").json()));
    }

    @Test
    default void deleteThread_removesItems() {
        var rest = new RestTestClient(base());
        String path = "threads/" + rest.create("threads", "{}");
        String item = path + "/items/" + rest.create(path + "/items", "{\"type\":\"end_of_turn\"}");
        rest.delete(path).expect(204);
        rest.get(path).expectProblem(404, "not-found");
        rest.get(item).expectProblem(404, "not-found");
        rest.delete(path).expectProblem(404, "not-found");
    }

    @Test
    default void staleIfMatchOnThread_preventsUpdateAndDelete() {
        var rest = new RestTestClient(base());
        String path = "threads/" + rest.create("threads", "{}");
        String tag = rest.get(path).header("ETag");
        rest.get(path, "If-None-Match", tag).expect(304);
        rest.create(path + "/items", "{\"type\":\"end_of_turn\"}");
        rest.patchIfMatch(path, "{\"title\":\"X\"}", tag).expectProblem(412, "precondition-failed");
        rest.delete(path, "If-Match", tag).expectProblem(412, "precondition-failed");
        rest.patchIfMatch(path, "{\"title\":\"X\"}", rest.get(path).header("ETag"))
                .expect(200);
        rest.delete(path, "If-Match", "*").expect(204);
    }

    @Test
    default void userTitle_isNeverOverwritten() {
        var rest = new RestTestClient(base());
        String path = "threads/" + rest.create("threads", "{\"title\":\"Mine\"}");
        rest.create(path + "/items", userMessage("Hello."));
        assertEquals("Mine", rest.get(path).text("title"));
    }

    private static String userMessage(String text) {
        return "{\"type\":\"user_message\",\"content\":[{\"type\":\"input_text\",\"text\":\"" + text + "\"}]}";
    }
}
