package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.Answer;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Items, seen from outside. */
public interface ItemsHttpSuite {
    /** The address under which the REST interface is served; ends with {@code /api/}. */
    URI base();

    @Test
    default void anItemOfAnyTypeComesBackAsItWent() {
        var restTestClient = new RestTestClient(base());
        String thread = restTestClient.created("threads", "{}");
        Answer created =
                restTestClient.post("threads/" + thread + "/items", """
                    {"type": "from_the_future", "big": 12345678901234567890123, "deep": {"a": [[[null, {"b": -0.50}]]]},
                     "emoji": "🧑‍🚀", "nul": "a\\u0000b", "empty": {}, "thread": 1}\
                    """).expect(201);
        JsonObject read =
                restTestClient.get(created.header("Location")).expect(200).json();
        assertEquals(created.json(), read);
        assertEquals(thread, read.getString("thread_id"));
        assertEquals("from_the_future", read.getString("type"));
        assertEquals("12345678901234567890123", read.get("big").toString());
        assertEquals("{\"a\":[[[null,{\"b\":-0.50}]]]}", read.get("deep").toString());
        assertEquals("🧑‍🚀", read.getString("emoji"));
        assertEquals("a\uFFFDb", read.getString("nul"));
        assertEquals(10, read.size());
    }

    @Test
    default void anItemOfItsTypeAloneIsAnEnvelope() {
        var restTestClient = new RestTestClient(base());
        String items = "threads/" + restTestClient.created("threads", "{}") + "/items";
        Answer created =
                restTestClient.post(items, "{\"type\":\"end_of_turn\"}").expect(201);
        assertEquals(base().resolve(items + "/" + created.text("id")).toString(), created.header("Location"));
        assertEquals(
                4, restTestClient.get(items + "/" + created.text("id")).json().size());
    }

    @Test
    default void anItemsIdIsTakenOnceInItsThread() {
        var restTestClient = new RestTestClient(base());
        String items = "threads/" + restTestClient.created("threads", "{}") + "/items";
        String others = "threads/" + restTestClient.created("threads", "{}") + "/items";
        assertEquals("i-1", restTestClient.created(items, "{\"type\":\"task\",\"id\":\"i-1\"}"));
        restTestClient.post(items, "{\"type\":\"task\",\"id\":\"i-1\"}").expectProblem(409, "conflict");
        assertEquals("i-1", restTestClient.created(others, "{\"type\":\"task\",\"id\":\"i-1\"}"));
    }

    @Test
    default void itemsArePagedInTheirOrderWithoutLossOrRepeat() {
        var restTestClient = new RestTestClient(base());
        String items = "threads/" + restTestClient.created("threads", "{}") + "/items";
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            ids.add(restTestClient.created(items, "{\"type\":\"task\",\"n\":" + i + "}"));
        }
        List<String> newestFirst = new ArrayList<>(ids);
        Collections.reverse(newestFirst);
        for (int limit : new int[] {1, 7, 22, 23, 24, 100}) {
            assertEquals(ids, PageReader.all(restTestClient, items, "asc", limit));
            assertEquals(newestFirst, PageReader.all(restTestClient, items, "desc", limit));
        }
        assertEquals(
                newestFirst.subList(0, 20),
                PageReader.ids(restTestClient.get(items).json()));
    }

    @Test
    default void aCursorStillWorksAfterItsItemWasDeleted() {
        var restTestClient = new RestTestClient(base());
        String items = "threads/" + restTestClient.created("threads", "{}") + "/items";
        String first = restTestClient.created(items, "{\"type\":\"task\"}");
        String second = restTestClient.created(items, "{\"type\":\"task\"}");
        JsonObject page = restTestClient.get(items + "?limit=1&order=asc").json();
        restTestClient.delete(items + "/" + first).expect(204);
        JsonObject next = restTestClient
                .get(items + "?limit=1&order=asc&after=" + PageReader.after(page))
                .expect(200)
                .json();
        assertEquals(List.of(second), PageReader.ids(next));
    }

    @Test
    default void aPatchIsMergedIntoTheContent() {
        var restTestClient = new RestTestClient(base());
        String items = "threads/" + restTestClient.created("threads", "{}") + "/items";
        String path = items + "/"
                + restTestClient.created(items, "{\"type\":\"task\",\"a\":1,\"b\":{\"c\":2,\"d\":3},\"e\":[1,2]}");
        JsonObject changed = restTestClient
                .patch(path, "{\"a\":null,\"b\":{\"c\":null},\"e\":[3],\"f\":{\"g\":null}}")
                .expect(200)
                .json();
        assertFalse(changed.containsKey("a"));
        assertEquals("{\"d\":3}", changed.get("b").toString());
        assertEquals("[3]", changed.get("e").toString());
        assertEquals("{}", changed.get("f").toString());
        assertEquals(changed, restTestClient.get(path).json());
    }

    @Test
    default void aStaleItemIsNeitherChangedNorDeleted() {
        var restTestClient = new RestTestClient(base());
        String items = "threads/" + restTestClient.created("threads", "{}") + "/items";
        String path = items + "/" + restTestClient.created(items, "{\"type\":\"task\",\"a\":1}");
        String tag = restTestClient.get(path).header("ETag");
        restTestClient.get(path, "If-None-Match", tag).expect(304);
        restTestClient.patchIfMatch(path, "{\"a\":2}", tag).expect(200);
        restTestClient.patchIfMatch(path, "{\"a\":3}", tag).expectProblem(412, "precondition-failed");
        restTestClient
                .patchIfMatch(path, "{\"a\":3}", "W/" + restTestClient.get(path).header("ETag"))
                .expectProblem(412, "precondition-failed");
        restTestClient.delete(path, "If-Match", tag).expectProblem(412, "precondition-failed");
        assertEquals(2, restTestClient.get(path).json().getInt("a"));
    }

    @Test
    default void aDeletedItemIsGoneAndItsNeighboursAreNot() {
        var restTestClient = new RestTestClient(base());
        String items = "threads/" + restTestClient.created("threads", "{}") + "/items";
        String first = restTestClient.created(items, "{\"type\":\"task\"}");
        String second = restTestClient.created(items, "{\"type\":\"task\"}");
        restTestClient.delete(items + "/" + first).expect(204);
        restTestClient.get(items + "/" + first).expectProblem(404, "not-found");
        restTestClient.patch(items + "/" + first, "{}").expectProblem(404, "not-found");
        restTestClient.delete(items + "/" + first).expectProblem(404, "not-found");
        assertEquals(List.of(second), PageReader.ids(restTestClient.get(items).json()));
    }

    @Test
    default void aTextOfOneMebibyteGoesInAndComesBack() {
        var restTestClient = new RestTestClient(base());
        String items = "threads/" + restTestClient.created("threads", "{}") + "/items";
        String text = "ä€😀x".repeat(104_858);
        assertTrue(RestTestClient.bytes(text).length > 1024 * 1024);
        String id = restTestClient.created(items, "{\"type\":\"task\",\"text\":\"" + text + "\"}");
        assertEquals(text, restTestClient.get(items + "/" + id).text("text"));
        assertEquals(
                text,
                restTestClient
                        .get(items)
                        .json()
                        .getJsonArray("data")
                        .getJsonObject(0)
                        .getString("text"));
    }
}
