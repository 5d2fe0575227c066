package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.Answer;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Threads and their titles, seen from outside. */
public interface ThreadsHttpSuite {
    /** The address under which the REST interface is served; ends with {@code /api/}. */
    URI base();

    @Test
    default void aCreatedThreadCanBeReadWhereItsLocationSays() {
        var restTestClient = new RestTestClient(base());
        Answer created = restTestClient.post("threads", """
            {"title": "T", "status": {"type": "locked", "reason": "waiting"},
             "allowed_image_domains": ["a.example", "b.example"], "metadata": {"n": [1, null]}}\
            """).expect(201);
        assertTrue(created.text("id").startsWith("thr_"));
        JsonObject read =
                restTestClient.get(created.header("Location")).expect(200).json();
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
    default void aThreadOfNothingIsActiveAndUntitled() {
        JsonObject created =
                new RestTestClient(base()).post("threads", "{}").expect(201).json();
        assertEquals(Set.of("id", "created_at", "updated_at", "status", "metadata"), created.keySet());
        assertEquals("{\"type\":\"active\"}", created.get("status").toString());
        assertEquals("{}", created.get("metadata").toString());
    }

    @Test
    default void aPatchIsMergedIntoAThread() {
        var restTestClient = new RestTestClient(base());
        String path = "threads/"
                + restTestClient.created("threads", "{\"title\":\"T\",\"metadata\":{\"a\":1,\"b\":{\"c\":2}}}");
        JsonObject changed = restTestClient
                .patch(path, "{\"title\":null,\"metadata\":{\"a\":null,\"b\":{\"d\":3}}}")
                .expect(200)
                .json();
        assertFalse(changed.containsKey("title"));
        assertEquals("{\"b\":{\"c\":2,\"d\":3}}", changed.get("metadata").toString());
        assertEquals(changed, restTestClient.get(path).json());
    }

    @Test
    default void aThreadIsLockedClosedAndOpenedAgain() {
        var restTestClient = new RestTestClient(base());
        String path = "threads/" + restTestClient.created("threads", "{}");
        assertEquals(
                "{\"type\":\"locked\",\"reason\":\"r\"}",
                status(restTestClient, path, "{\"type\":\"locked\",\"reason\":\"r\"}"));
        assertEquals("{\"type\":\"closed\"}", status(restTestClient, path, "{\"type\":\"closed\",\"reason\":null}"));
        assertEquals(
                "{\"type\":\"locked\",\"reason\":\"s\"}",
                status(restTestClient, path, "{\"type\":\"locked\",\"reason\":\"s\"}"));
        assertEquals("{\"type\":\"active\"}", status(restTestClient, path, "{\"type\":\"active\"}"));
    }

    private static String status(RestTestClient restTestClient, String path, String status) {
        return restTestClient
                .patch(path, "{\"status\":" + status + "}")
                .expect(200)
                .json()
                .get("status")
                .toString();
    }

    @Test
    default void plainJsonIsTakenAsAPatchToo() {
        var restTestClient = new RestTestClient(base());
        String path = "threads/" + restTestClient.created("threads", "{}");
        Answer changed = restTestClient.send(
                "PATCH", path, RestTestClient.bytes("{\"title\":\"P\"}"), "Content-Type", RestTestClient.JSON);
        assertEquals("P", changed.expect(200).text("title"));
    }

    @Test
    default void threadsAreListedByLatestActivity() {
        var restTestClient = new RestTestClient(base());
        String first = restTestClient.created("threads", "{}");
        String second = restTestClient.created("threads", "{}");
        assertEquals(
                List.of(second, first),
                PageReader.ids(restTestClient.get("threads?limit=2").json()));
        restTestClient.created("threads/" + first + "/items", "{\"type\":\"end_of_turn\"}");
        assertEquals(
                List.of(first, second),
                PageReader.ids(restTestClient.get("threads?limit=2").json()));
    }

    @Test
    default void aDeletedThreadIsGoneWithItsItems() {
        var restTestClient = new RestTestClient(base());
        String path = "threads/" + restTestClient.created("threads", "{}");
        String item = path + "/items/" + restTestClient.created(path + "/items", "{\"type\":\"end_of_turn\"}");
        restTestClient.delete(path).expect(204);
        restTestClient.get(path).expectProblem(404, "not-found");
        restTestClient.get(item).expectProblem(404, "not-found");
        restTestClient.delete(path).expectProblem(404, "not-found");
    }

    @Test
    default void aStaleThreadIsNeitherChangedNorDeleted() {
        var restTestClient = new RestTestClient(base());
        String path = "threads/" + restTestClient.created("threads", "{}");
        String tag = restTestClient.get(path).header("ETag");
        restTestClient.get(path, "If-None-Match", tag).expect(304);
        restTestClient.created(path + "/items", "{\"type\":\"end_of_turn\"}");
        restTestClient.patchIfMatch(path, "{\"title\":\"X\"}", tag).expectProblem(412, "precondition-failed");
        restTestClient.delete(path, "If-Match", tag).expectProblem(412, "precondition-failed");
        restTestClient
                .patchIfMatch(
                        path, "{\"title\":\"X\"}", restTestClient.get(path).header("ETag"))
                .expect(200);
        restTestClient.delete(path, "If-Match", "*").expect(204);
    }

    @Test
    default void aTitleOfTheUserIsNeverOverwritten() {
        var restTestClient = new RestTestClient(base());
        String path = "threads/" + restTestClient.created("threads", "{\"title\":\"Mine\"}");
        restTestClient.created(path + "/items", userMessage("Hello."));
        assertEquals("Mine", restTestClient.get(path).text("title"));
    }

    private static String userMessage(String text) {
        return "{\"type\":\"user_message\",\"content\":[{\"type\":\"input_text\",\"text\":\"" + text + "\"}]}";
    }
}
