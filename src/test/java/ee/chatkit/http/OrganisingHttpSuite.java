package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pinned, archived and labelled threads over HTTP. */
public interface OrganisingHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @Test
    default void patch_pinsArchivesAndLabels() {
        var rest = new RestTestClient(base());
        String path = "threads/" + rest.create("threads", "{}");
        JsonObject changed = rest.patch(path, "{\"pinned\":true,\"archived\":true,\"labels\":[\" b \",\"a\",\"b\"]}")
                .expect(200)
                .json();
        assertTrue(changed.getBoolean("pinned"));
        assertTrue(changed.getBoolean("archived"));
        assertEquals("[\"b\",\"a\"]", changed.get("labels").toString());
        assertEquals(changed, rest.get(path).expect(200).json());
        JsonObject titled = rest.patch(path, "{\"title\":\"T\"}").expect(200).json();
        assertEquals("[\"b\",\"a\"]", titled.get("labels").toString());
        JsonObject reset = rest.patch(path, "{\"pinned\":null,\"archived\":false,\"labels\":[]}")
                .expect(200)
                .json();
        assertFalse(reset.getBoolean("pinned"));
        assertFalse(reset.getBoolean("archived"));
        assertEquals("[]", reset.get("labels").toString());
    }

    @Test
    default void patch_rejectsUnacceptableLabels() {
        var rest = new RestTestClient(base());
        String path = "threads/" + rest.create("threads", "{}");
        for (String labels : List.of(
                "[\"\"]",
                "[\"" + "x".repeat(65) + "\"]",
                "[\"a\\u0000\"]",
                "[\"a\\nb\"]",
                "[1]",
                "\"a\"",
                IntStream.rangeClosed(0, 20)
                        .mapToObj(n -> "\"" + n + "\"")
                        .collect(Collectors.joining(",", "[", "]")))) {
            rest.patch(path, "{\"labels\":" + labels + "}").expectProblem(400, "invalid-request");
        }
        rest.patch(path, "{\"pinned\":\"yes\"}").expectProblem(400, "invalid-request");
    }

    @Test
    default void archivedThread_isInNoListUnlessAskedFor() {
        var rest = new RestTestClient(base());
        String opportunity = rest.create("opportunities", "{\"name\":\"N\"}");
        String id = rest.create("opportunities/" + opportunity + "/threads", "{}");
        assertTrue(lists(rest, "threads", id));
        rest.patch("threads/" + id, "{\"archived\":true}").expect(200);
        for (String list : List.of("threads", "opportunities/" + opportunity + "/threads")) {
            assertFalse(lists(rest, list, id));
            assertFalse(lists(rest, list + "?archived=false", id));
            assertTrue(lists(rest, list + "?archived=true", id));
            assertTrue(lists(rest, list + "?archived=any", id));
        }
        var chat = ChatKitTestClient.unscoped(base());
        assertFalse(chat.document("threads.list", "\"limit\":100").toString().contains(id));
        rest.patch("threads/" + id, "{\"archived\":false}").expect(200);
        assertTrue(chat.document("threads.list", "\"limit\":100").toString().contains(id));
    }

    @Test
    default void filters_selectThreads() {
        var rest = new RestTestClient(base());
        String id =
                rest.create("threads", "{\"labels\":[\"Größe & 2\"],\"pinned\":true,\"status\":{\"type\":\"closed\"}}");
        for (String filter : List.of("pinned=true", "label=Gr%C3%B6%C3%9Fe%20%26%202", "status=closed")) {
            assertTrue(lists(rest, "threads?limit=100&" + filter, id), filter);
        }
        for (String filter :
                List.of("pinned=false", "label=gr%C3%B6%C3%9Fe%20%26%202", "status=active", "status=locked")) {
            assertFalse(lists(rest, "threads?limit=100&" + filter, id), filter);
        }
        for (String filter : List.of("pinned=x", "label=", "label=" + "x".repeat(65), "status=open", "archived=1")) {
            rest.get("threads?" + filter).expectProblem(400, "invalid-request");
        }
    }

    private static boolean lists(RestTestClient rest, String list, String id) {
        return rest.get(list).expect(200).json().getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .anyMatch(thread -> thread.getString("id").equals(id));
    }
}
