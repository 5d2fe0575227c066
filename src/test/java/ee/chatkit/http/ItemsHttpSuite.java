package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Items over HTTP. */
public interface ItemsHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @Test
    default void itemOfAnyType_roundTrips() {
        var rest = new RestTestClient(base());
        String thread = rest.create("threads", "{}");
        RestResponse created = rest.post("threads/" + thread + "/items", """
            {"type": "from_the_future", "big": 12345678901234567890123, "deep": {"a": [[[null, {"b": -0.50}]]]},
             "emoji": "🧑‍🚀", "nul": "a\\u0000b", "empty": {}, "thread": 1}\
            """).expect(201);
        JsonObject read = rest.get(created.header("Location")).expect(200).json();
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
    default void itemWithTypeOnly_isAnEnvelope() {
        var rest = new RestTestClient(base());
        String items = "threads/" + rest.create("threads", "{}") + "/items";
        RestResponse created = rest.post(items, "{\"type\":\"end_of_turn\"}").expect(201);
        assertEquals(base().resolve(items + "/" + created.text("id")).toString(), created.header("Location"));
        assertEquals(4, rest.get(items + "/" + created.text("id")).json().size());
    }

    @Test
    default void itemOfAKnownType_isValidated() {
        var rest = new RestTestClient(base());
        String items = "threads/" + rest.create("threads", "{}") + "/items";
        assertInvalid(rest.post(items, "{\"type\":\"user_message\",\"content\":\"Hello\"}"), "content");
        assertInvalid(
                rest.post(
                        items, "{\"type\":\"assistant_message\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}"),
                "content[0].type");
        assertInvalid(rest.post(items, "{\"type\":\"chatkit.widget\",\"widget\":\"{}\"}"), "type");
        String path = items + "/" + rest.create(items, "{\"type\":\"widget\",\"widget\":{}}");
        assertInvalid(rest.patch(path, "{\"widget\":[]}"), "widget");
        assertInvalid(rest.patch(path, "{\"widget\":null}"), "widget");
        assertEquals(1, PageReader.ids(rest.get(items).json()).size());
    }

    private static void assertInvalid(RestResponse response, String field) {
        assertEquals(field, response.expectProblem(400, "invalid-request").text("field"));
    }

    @Test
    default void userMessage_isCompleted() {
        var rest = new RestTestClient(base());
        String items = "threads/" + rest.create("threads", "{}") + "/items";
        JsonObject created = rest.post(items, "{\"type\":\"user_message\",\"content\":[],\"mine\":1}")
                .expect(201)
                .json();
        assertEquals("[]", created.get("attachments").toString());
        assertEquals("{}", created.get("inference_options").toString());
        assertEquals("1", created.get("mine").toString());
    }

    @Test
    default void duplicateItemId_isAConflictUnlessTheItemIsTheSame() {
        var rest = new RestTestClient(base());
        String items = "threads/" + rest.create("threads", "{}") + "/items";
        String others = "threads/" + rest.create("threads", "{}") + "/items";
        assertEquals("i-1", rest.create(items, "{\"type\":\"note\",\"id\":\"i-1\"}"));
        assertEquals(
                "i-1",
                rest.post(items, "{\"id\":\"i-1\",\"type\":\"note\"}")
                        .expect(200)
                        .text("id"));
        rest.post(items, "{\"type\":\"note\",\"id\":\"i-1\",\"text\":\"other\"}")
                .expectProblem(409, "conflict");
        rest.post(items, "{\"type\":\"other\",\"id\":\"i-1\"}").expectProblem(409, "conflict");
        assertEquals("i-1", rest.create(others, "{\"type\":\"note\",\"id\":\"i-1\"}"));
    }

    @Test
    default void listItems_pagesInOrderWithoutGapsOrDuplicates() {
        var rest = new RestTestClient(base());
        String items = "threads/" + rest.create("threads", "{}") + "/items";
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            ids.add(rest.create(items, "{\"type\":\"note\",\"n\":" + i + "}"));
        }
        List<String> newestFirst = new ArrayList<>(ids);
        Collections.reverse(newestFirst);
        for (int limit : new int[] {1, 7, 22, 23, 24, 100}) {
            assertEquals(ids, PageReader.all(rest, items, "asc", limit));
            assertEquals(newestFirst, PageReader.all(rest, items, "desc", limit));
        }
        assertEquals(newestFirst.subList(0, 20), PageReader.ids(rest.get(items).json()));
    }

    @Test
    default void cursorOfDeletedItem_remainsValid() {
        var rest = new RestTestClient(base());
        String items = "threads/" + rest.create("threads", "{}") + "/items";
        String first = rest.create(items, "{\"type\":\"note\"}");
        String second = rest.create(items, "{\"type\":\"note\"}");
        JsonObject page = rest.get(items + "?limit=1&order=asc").json();
        rest.delete(items + "/" + first).expect(204);
        JsonObject next = rest.get(items + "?limit=1&order=asc&after=" + PageReader.after(page))
                .expect(200)
                .json();
        assertEquals(List.of(second), PageReader.ids(next));
    }

    @Test
    default void patch_mergesIntoContent() {
        var rest = new RestTestClient(base());
        String items = "threads/" + rest.create("threads", "{}") + "/items";
        String path =
                items + "/" + rest.create(items, "{\"type\":\"note\",\"a\":1,\"b\":{\"c\":2,\"d\":3},\"e\":[1,2]}");
        JsonObject changed = rest.patch(path, "{\"a\":null,\"b\":{\"c\":null},\"e\":[3],\"f\":{\"g\":null}}")
                .expect(200)
                .json();
        assertFalse(changed.containsKey("a"));
        assertEquals("{\"d\":3}", changed.get("b").toString());
        assertEquals("[3]", changed.get("e").toString());
        assertEquals("{}", changed.get("f").toString());
        assertEquals(changed, rest.get(path).json());
    }

    @Test
    default void staleIfMatchOnItem_preventsUpdateAndDelete() {
        var rest = new RestTestClient(base());
        String items = "threads/" + rest.create("threads", "{}") + "/items";
        String path = items + "/" + rest.create(items, "{\"type\":\"note\",\"a\":1}");
        String tag = rest.get(path).header("ETag");
        rest.get(path, "If-None-Match", tag).expect(304);
        rest.patchIfMatch(path, "{\"a\":2}", tag).expect(200);
        rest.patchIfMatch(path, "{\"a\":3}", tag).expectProblem(412, "precondition-failed");
        rest.patchIfMatch(path, "{\"a\":3}", "W/" + tag).expectProblem(412, "precondition-failed");
        String weakened = "W/" + rest.get(path).header("ETag"); // by a proxy that compresses
        rest.patchIfMatch(path, "{\"a\":2}", weakened).expect(200);
        rest.delete(path, "If-Match", tag).expectProblem(412, "precondition-failed");
        assertEquals(2, rest.get(path).json().getInt("a"));
    }

    @Test
    default void deleteItem_removesOnlyThatItem() {
        var rest = new RestTestClient(base());
        String items = "threads/" + rest.create("threads", "{}") + "/items";
        String first = rest.create(items, "{\"type\":\"note\"}");
        String second = rest.create(items, "{\"type\":\"note\"}");
        rest.delete(items + "/" + first).expect(204);
        rest.get(items + "/" + first).expectProblem(404, "not-found");
        rest.patch(items + "/" + first, "{}").expectProblem(404, "not-found");
        rest.delete(items + "/" + first).expectProblem(404, "not-found");
        assertEquals(List.of(second), PageReader.ids(rest.get(items).json()));
    }

    @Test
    default void itemOfOneMebibyte_roundTrips() {
        var rest = new RestTestClient(base());
        String items = "threads/" + rest.create("threads", "{}") + "/items";
        String text = "ä€😀x".repeat(104_858);
        assertTrue(RestTestClient.bytes(text).length > 1024 * 1024);
        String id = rest.create(items, "{\"type\":\"note\",\"text\":\"" + text + "\"}");
        assertEquals(text, rest.get(items + "/" + id).text("text"));
        assertEquals(
                text,
                rest.get(items).json().getJsonArray("data").getJsonObject(0).getString("text"));
    }
}
