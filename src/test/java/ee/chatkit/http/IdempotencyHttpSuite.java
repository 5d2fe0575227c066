package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import ee.chatkit.openapi.OpenApiDocument;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests that are sent again with the same {@code Idempotency-Key}. */
public interface IdempotencyHttpSuite {
    String KEY = "Idempotency-Key";
    String REPLAYED = "Idempotent-Replayed";

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    private RestResponse post(String path, String json, String key) {
        return new RestTestClient(base())
                .send("POST", path, RestTestClient.bytes(json), "Content-Type", RestTestClient.JSON, KEY, key);
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** Creates a resource twice; both answers are the same. Returns its id. */
    private String createTwice(String path, String json) {
        String key = newKey();
        RestResponse first = post(path, json, key).expect(201);
        RestResponse second = post(path, json, key).expect(201);
        assertEquals(first.body(), second.body());
        assertEquals(first.header("Location"), second.header("Location"));
        assertEquals("", first.header(REPLAYED));
        assertEquals("true", second.header(REPLAYED));
        assertNotEquals(first.text("id"), post(path, json, newKey()).expect(201).text("id"));
        return first.text("id");
    }

    @Test
    default void repeatedCreations_haveTheSameAnswer() {
        String opportunity = createTwice("opportunities", "{\"name\":\"Twice\"}");
        createTwice("opportunities/" + opportunity + "/threads", "{\"title\":\"Twice\"}");
        String thread = createTwice("threads", "{\"title\":\"Twice\"}");
        createTwice("threads/" + thread + "/items", "{\"type\":\"note\",\"text\":\"twice\"}");
        createTwice("attachments", "{\"name\":\"a.txt\",\"size\":3,\"mime_type\":\"text/plain\"}");
        assertEquals(
                2,
                new RestTestClient(base())
                        .get("threads/" + thread + "/items")
                        .json()
                        .getJsonArray("data")
                        .size());
    }

    @Test
    default void repeatedCreation_withIdOfTheClient_is201Again() {
        String thread = new RestTestClient(base()).create("threads", "{\"title\":\"Own ids\"}");
        String key = newKey();
        String item = "{\"id\":\"m-1\",\"type\":\"note\",\"t\":1}";
        String first =
                post("threads/" + thread + "/items", item, key).expect(201).body();
        assertEquals(
                first,
                post("threads/" + thread + "/items", item, key).expect(201).body());
        new RestTestClient(base()).post("threads/" + thread + "/items", item).expect(200);
    }

    @Test
    default void replayedAnswer_isThatOfTheFirstRequest() {
        String key = newKey();
        var rest = new RestTestClient(base());
        String created =
                post("threads", "{\"title\":\"Before\"}", key).expect(201).body();
        String id = post("threads", "{\"title\":\"Before\"}", key).expect(201).text("id");
        rest.patch("threads/" + id, "{\"title\":\"After\"}").expect(200);
        assertEquals(
                created,
                post("threads", "{\"title\":\"Before\"}", key).expect(201).body());
        rest.delete("threads/" + id).expect(204);
        assertEquals(
                created,
                post("threads", "{\"title\":\"Before\"}", key).expect(201).body());
        rest.get("threads/" + id).expectProblem(404, "not-found");
    }

    @Test
    default void quotedAndBareKeys_areTheSame() {
        String key = newKey();
        String id = post("threads", "{}", key).expect(201).text("id");
        assertEquals(id, post("threads", "{}", '"' + key + '"').expect(201).text("id"));
        assertEquals(id, post("threads", "{}", '"' + key + "\";a=1").expect(201).text("id"));
    }

    @Test
    default void keyOfAnotherRequest_isRejected() {
        String key = newKey();
        post("threads", "{\"title\":\"One\"}", key).expect(201);
        post("threads", "{\"title\":\"Two\"}", key).expectProblem(422, "idempotency-key-reused");
        post("opportunities", "{\"name\":\"One\"}", key).expectProblem(422, "idempotency-key-reused");
        post("chatkit", ChatKitTestClient.request("threads.create", ChatKitTestClient.input("One")), key)
                .expectProblem(422, "idempotency-key-reused");
    }

    @Test
    default void rejectedRequest_leavesItsKeyFree() {
        String key = newKey();
        post("threads", "{\"title\":1}", key).expectProblem(400, "invalid-request");
        post("threads", "{\"title\":\"Corrected\"}", key).expect(201);
        String chatKey = newKey();
        String unknown = ChatKitTestClient.request(
                "threads.add_user_message", "\"thread_id\":\"thr_none\"," + ChatKitTestClient.input("Hello"));
        post("chatkit", unknown, chatKey).expectProblem(404, "not-found");
        assertEquals(
                "thread.created",
                ChatKitTestClient.unscoped(base())
                        .events("threads.create", ChatKitTestClient.input("Hello"), chatKey)
                        .getFirst()
                        .getString("type"));
    }

    /** So a new operation cannot be described with the header and ignore it. */
    @Test
    default void everyOperationThatDescribesTheHeader_checksIt() {
        Set<String> operations = new TreeSet<>();
        for (var operation : OpenApiDocument.packaged().operations()) {
            // a cancellation and an erasure are idempotent by themselves; a hold is placed by administrators only
            if (operation.method().equals("post") && !operation.id().matches("(import|cancel|erase|placeHold).*")) {
                operations.add(operation.toString());
            }
        }
        assertTrue(operations.size() >= 7, operations::toString);
        for (String operation : operations) {
            String path =
                    operation.substring("post /api/".length()).replace("{id}", "thr_01a2283ebd207d78b5a8ff013f62935e");
            for (String key : List.of("x".repeat(256), "\"unfinished", "\"a\\b\"", "\"\"")) {
                RestResponse rejected = post(path, "{}", key).expectProblem(400, "invalid-request");
                assertEquals(KEY, rejected.text("field"), operation);
            }
        }
    }

    @Test
    default void concurrentRequestsWithOneKey_createOneResource() throws Exception {
        String key = newKey();
        int before = threadCount();
        List<RestResponse> answers = concurrently(20, () -> post("threads", "{\"title\":\"Concurrent\"}", key));
        Set<String> ids = new TreeSet<>();
        for (RestResponse answer : answers) {
            if (answer.response().statusCode() == 201) {
                ids.add(answer.text("id"));
            } else {
                answer.expectProblem(409, "request-in-progress");
                assertEquals("1", answer.header("Retry-After"));
            }
        }
        assertEquals(1, ids.size(), ids::toString);
        assertEquals(Math.min(100, before + 1), threadCount());
        assertEquals(
                ids,
                Set.of(post("threads", "{\"title\":\"Concurrent\"}", key)
                        .expect(201)
                        .text("id")));
    }

    private int threadCount() {
        return new RestTestClient(base())
                .get("threads?limit=100")
                .json()
                .getJsonArray("data")
                .size();
    }

    private static <T> List<T> concurrently(int count, Callable<T> call) throws Exception {
        var start = new CyclicBarrier(count);
        try (var threads = Executors.newFixedThreadPool(count)) {
            List<Future<T>> futures = new ArrayList<>();
            IntStream.range(0, count)
                    .forEach(n -> futures.add(threads.submit(() -> {
                        start.await();
                        return call.call();
                    })));
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    @Test
    default void repeatedUpload_storesOneFile() {
        var rest = new RestTestClient(base());
        String key = newKey();
        RestResponse first = rest.send("POST", "attachments", form("b1", "hello"), headers("b1", key))
                .expect(201);
        RestResponse again = rest.send("POST", "attachments", form("other", "hello"), headers("other", key))
                .expect(201);
        assertEquals(first.body(), again.body());
        rest.send("POST", "attachments", form("b1", "HELLO"), headers("b1", key))
                .expectProblem(422, "idempotency-key-reused");
        assertEquals(
                "hello",
                rest.get("attachments/" + first.text("id") + "/content")
                        .expect(200)
                        .body());
    }

    private static String[] headers(String boundary, String key) {
        return new String[] {"Content-Type", "multipart/form-data; boundary=" + boundary, KEY, key};
    }

    private static byte[] form(String boundary, String content) {
        return RestTestClient.bytes("--" + boundary
                + "\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
                + "Content-Type: text/plain\r\n\r\n"
                + content + "\r\n--" + boundary + "--\r\n");
    }

    @Test
    default void repeatedTurn_sendsTheSameItems() {
        var chat = ChatKitTestClient.unscoped(base());
        String key = newKey();
        List<JsonObject> first = chat.events("threads.create", ChatKitTestClient.input("Retry me"), key);
        List<JsonObject> again = chat.events("threads.create", ChatKitTestClient.input("Retry me"), key);
        assertEquals(List.of("thread.created", "thread.item.done", "thread.item.done"), ChatKitTestClient.types(again));
        String thread = first.getFirst().getJsonObject("thread").getString("id");
        assertEquals(thread, again.getFirst().getJsonObject("thread").getString("id"));
        assertEquals(done(first), done(again));
        assertEquals(2, chat.items(thread).size());

        String next = newKey();
        String params = "\"thread_id\":\"" + thread + "\"," + ChatKitTestClient.input("And me");
        assertEquals(
                done(chat.events("threads.add_user_message", params, next)),
                done(chat.events("threads.add_user_message", params, next)));
        assertEquals(4, chat.items(thread).size());

        String retry = newKey();
        String retried = "\"thread_id\":\"" + thread + "\",\"item_id\":\""
                + chat.items(thread).getFirst().getString("id") + "\"";
        assertEquals(
                done(chat.events("threads.retry_after_item", retried, retry)),
                done(chat.events("threads.retry_after_item", retried, retry)));
        assertEquals(2, chat.items(thread).size());
    }

    private static List<JsonObject> done(List<JsonObject> events) {
        return events.stream()
                .filter(event -> event.getString("type").equals("thread.item.done"))
                .map(event -> event.getJsonObject("item"))
                .toList();
    }

    @Test
    default void repeatedTurnOfDeletedThread_isNotFound() {
        var chat = ChatKitTestClient.unscoped(base());
        String key = newKey();
        String thread = chat.events("threads.create", ChatKitTestClient.input("Delete me"), key)
                .getFirst()
                .getJsonObject("thread")
                .getString("id");
        new RestTestClient(base()).delete("threads/" + thread).expect(204);
        post("chatkit", ChatKitTestClient.request("threads.create", ChatKitTestClient.input("Delete me")), key)
                .expectProblem(404, "not-found");
    }

    @Test
    default void repeatedDocumentRequests_haveTheSameAnswer() {
        String key = newKey();
        String create = ChatKitTestClient.request(
                "attachments.create", "\"name\":\"a.txt\",\"size\":3,\"mime_type\":\"text/plain\"");
        RestResponse first = post("chatkit", create, key).expect(200);
        RestResponse second = post("chatkit", create, key).expect(200);
        assertEquals(first.body(), second.body());
        assertEquals("true", second.header(REPLAYED));

        String deletion =
                ChatKitTestClient.request("attachments.delete", "\"attachment_id\":\"" + first.text("id") + "\"");
        String deleteKey = newKey();
        post("chatkit", deletion, deleteKey).expect(200);
        post("chatkit", deletion, deleteKey).expect(200);
        post("chatkit", deletion, newKey()).expectProblem(404, "not-found");

        String listKey = newKey();
        String list = ChatKitTestClient.request("threads.list", "\"limit\":1");
        post("chatkit", list, listKey).expect(200);
        assertEquals("", post("chatkit", list, listKey).expect(200).header(REPLAYED));
    }
}
