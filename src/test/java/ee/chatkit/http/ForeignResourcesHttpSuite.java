package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.fuzz.ImportMutator;
import ee.chatkit.http.OperationAttempt.Expectation;
import ee.chatkit.http.RestTestClient.RestResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every operation is tried by another user: the response is that for what does not exist, and the owner's data stay as they are. */
public interface ForeignResourcesHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** How a response is framed depends on when its request has arrived. */
    Set<String> FRAMING = Set.of("connection", "content-length", "transfer-encoding");

    /** The header {@code Authorization} of a user. */
    String authorization(String user);

    @Test
    default void everyOperation_findsNothingOfAnotherUser() {
        String owner = authorization("owner-" + System.nanoTime());
        String other = authorization("other-" + System.nanoTime());
        Map<String, String> ids = create(owner);
        Map<String, String> missing = new HashMap<>();
        ids.forEach((name, id) -> missing.put(name, id.replaceFirst("[0-9a-f]{32}$", hex())));
        missing.put("import", ids.get("import"));
        List<String> before = export(owner);
        for (OperationAttempt attempt : OperationAttempts.all()) {
            RestResponse absent = send(attempt, missing, other);
            RestResponse foreign = send(attempt, ids, other);
            assertEquals(form(absent, missing), form(foreign, ids), attempt.name());
            if (attempt.expected() == Expectation.NOT_FOUND) {
                foreign.expectProblem(404, "not-found");
            } else if (foreign.response().statusCode() < 400 && !attempt.body().contains("{import}")) {
                ids.values().forEach(id -> assertFalse(foreign.body().contains(id), attempt.name()));
            }
        }
        assertEquals(before, export(owner));
    }

    /** Otherwise the attempts of the other user would prove nothing. */
    @Test
    default void everyOperation_findsWhatBelongsToTheCaller() {
        String owner = authorization("owner-" + System.nanoTime());
        Map<String, String> ids = Map.of();
        for (OperationAttempt attempt : OperationAttempts.all()) {
            ids = ids.isEmpty() ? create(owner) : ids;
            int status = send(attempt, ids, owner).response().statusCode();
            switch (attempt.expected()) {
                case NOT_FOUND, NOTHING_OF_THE_OWNER ->
                    assertTrue(status < 400 || status == 409 || status == 422, attempt.name() + " " + status);
                case ADMINISTRATOR_REQUIRED -> assertEquals(403, status, attempt.name());
                case SIGNATURE_REQUIRED -> assertTrue(status == 403 || status == 204, attempt.name() + " " + status);
            }
            if (attempt.name().matches("delete .*|.*\\.delete|.*\\.retry_after_item")) {
                ids = Map.of();
            }
        }
    }

    private RestResponse send(OperationAttempt attempt, Map<String, String> ids, String authorization) {
        return new RestTestClient(base())
                .send(attempt.method(), attempt.target(ids), attempt.bytes(ids), attempt.headers(authorization));
    }

    /** Status, headers and body, without what differs between two responses of the same kind. */
    private static Map<String, String> form(RestResponse response, Map<String, String> ids) {
        Map<String, String> form = new TreeMap<>();
        form.put("status", Integer.toString(response.response().statusCode()));
        Set<String> headers = new TreeSet<>(response.response().headers().map().keySet());
        headers.removeAll(FRAMING);
        form.put("headers", headers.toString());
        if (response.response().statusCode() >= 400) {
            String body = response.body().replace(response.header("X-Request-Id"), "");
            for (String id : ids.values()) {
                body = body.replace(id, "#");
            }
            form.put("body", body);
        }
        return form;
    }

    /** All of a user's data, without the first and the last line, which have the time of the export. */
    private List<String> export(String authorization) {
        List<String> lines = new ArrayList<>(new RestTestClient(base())
                .get("export?contents=true", "Authorization", authorization)
                .expect(200)
                .body()
                .lines()
                .toList());
        return lines.subList(1, lines.size() - 1);
    }

    private Map<String, String> create(String owner) {
        Map<String, String> ids = new HashMap<>();
        ids.put("opportunity", id(owner, "POST", "opportunities", "{\"name\":\"Bridge\"}"));
        send(owner, "PUT", "active-opportunity", "{\"id\":\"" + ids.get("opportunity") + "\"}")
                .expect(200);
        ids.put("thread", id(owner, "POST", "threads", "{\"title\":\"Costs\"}"));
        String items = "threads/" + ids.get("thread") + "/items";
        ids.put("message", id(owner, "POST", items, """
            {"type":"user_message","content":[{"type":"input_text","text":"What will the pier cost?"}]}\
            """));
        ids.put("note", id(owner, "POST", items, "{\"type\":\"note\",\"text\":\"Ask\"}"));
        ids.put("widget", id(owner, "POST", items, "{\"type\":\"widget\",\"widget\":{\"type\":\"Card\"}}"));
        ids.put("structured", id(owner, "POST", items, """
            {"type":"structured_input","status":"pending","inputs":[{"type":"freeform","id":"q","question":"?"}]}\
            """));
        ids.put("tool_thread", id(owner, "POST", "threads", "{}"));
        ids.put("tool_call", id(owner, "POST", "threads/" + ids.get("tool_thread") + "/items", """
            {"type":"client_tool_call","status":"pending","call_id":"c","name":"n","arguments":{}}\
            """));
        String announced = "{\"name\":\"a.txt\",\"size\":3,\"mime_type\":\"text/plain\"}";
        ids.put("attachment", id(owner, "POST", "attachments", announced));
        ids.put("image", id(owner, "POST", "attachments", announced.replace("text/plain", "image/png")));
        new RestTestClient(base())
                .send(
                        "PUT",
                        "attachments/" + ids.get("image") + "/content",
                        RestTestClient.bytes("PNG"),
                        "Authorization",
                        owner,
                        "Content-Type",
                        "image/png")
                .expect(204);
        ids.put("turn", turn(owner));
        ids.put("import", importOf(ids.get("thread")));
        return ids;
    }

    /** A file with an item for a thread that exists. */
    private static String importOf(String thread) {
        return ImportMutator.withEnd("""
            {"record":"header","format":"chatkit-export","version":1,"exported_at":"2026-11-30T12:00:00Z","users":"own","contents":false,"hidden":false}
            {"record":"thread","id":"ID","title":"Changed","status":{"type":"active"},"metadata":{},"created_at":"2026-11-02T09:00:00Z","updated_at":"2026-11-02T09:00:07Z"}
            {"record":"item","thread_id":"ID","id":"new","type":"note","created_at":"2026-11-02T09:00:00Z","content":{"text":"New"}}
            """.replace("ID", thread));
    }

    /** A turn of a thread of its own, which has ended. */
    private String turn(String owner) {
        String request = ChatKitTestClient.request("threads.create", ChatKitTestClient.input("Hi"));
        return send(owner, "POST", "chatkit", request).expect(200).header("ChatKit-Turn");
    }

    private String id(String owner, String method, String path, String json) {
        return send(owner, method, path, json).expect(201).text("id");
    }

    private RestResponse send(String owner, String method, String path, String json) {
        return new RestTestClient(base())
                .send(
                        method,
                        path,
                        RestTestClient.bytes(json),
                        "Authorization",
                        owner,
                        "Content-Type",
                        RestTestClient.JSON);
    }

    private static String hex() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
