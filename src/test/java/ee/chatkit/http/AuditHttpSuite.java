package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The audit log over HTTP, with bearer tokens. */
public interface AuditHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** A key that the issuer has published. */
    TokenIssuer.Key key();

    private String user(String name) {
        return "Bearer " + TokenIssuer.token(key(), TokenIssuer.claims(name));
    }

    private String admin() {
        return "Bearer "
                + TokenIssuer.token(
                        key(),
                        TokenIssuer.claims("auditor").add("groups", Json.createArrayBuilder(List.of("chatkit-admin"))));
    }

    private static String newName() {
        return "audited-" + System.nanoTime();
    }

    private RestResponse send(String authorization, String method, String path, String json) {
        return new RestTestClient(base())
                .send(
                        method,
                        path,
                        json.isEmpty() ? null : RestTestClient.bytes(json),
                        json.isEmpty()
                                ? new String[] {"Authorization", authorization}
                                : new String[] {"Authorization", authorization, "Content-Type", "application/json"});
    }

    private String create(String authorization, String path, String json) {
        return send(authorization, "POST", path, json).expect(201).text("id");
    }

    private RestResponse audit(String query) {
        return send(admin(), "GET", "audit?" + query, "");
    }

    /** Oldest first. */
    private List<JsonObject> entries(String query) {
        return audit("limit=100&order=asc&" + query)
                .expect(200)
                .json()
                .getJsonArray("data")
                .getValuesAs(JsonObject.class);
    }

    private static String summary(JsonObject entry) {
        return entry.getString("action") + " " + entry.getString("object_id", "-") + " " + entry.getString("outcome");
    }

    private List<String> summaries(String actor) {
        return entries("actor=" + actor).stream().map(AuditHttpSuite::summary).toList();
    }

    @Test
    default void deletions_areRecordedWithoutTexts() throws UnknownHostException {
        String name = newName();
        String ann = user(name);
        String opportunity = create(ann, "opportunities", "{\"name\":\"secret-name\"}");
        String thread = create(ann, "threads", "{\"title\":\"secret-title\"}");
        String other = create(ann, "opportunities/" + opportunity + "/threads", "{\"title\":\"secret-title\"}");
        String item = create(ann, "threads/" + thread + "/items", "{\"type\":\"note\",\"text\":\"secret-text\"}");
        String file = create(ann, "attachments", "{\"name\":\"secret-file\",\"size\":1,\"mime_type\":\"text/plain\"}");
        send(ann, "DELETE", "threads/" + thread + "/items/" + item, "").expect(204);
        send(ann, "DELETE", "attachments/" + file, "").expect(204);
        send(ann, "POST", "chatkit", ChatKitTestClient.request("threads.delete", "\"thread_id\":\"" + thread + "\""))
                .expect(200);
        send(ann, "DELETE", "threads/" + other, "").expect(204);
        send(ann, "DELETE", "opportunities/" + opportunity, "").expect(204);
        assertEquals(
                List.of(
                        "item.delete " + item + " done",
                        "attachment.delete " + file + " done",
                        "thread.delete " + thread + " done",
                        "thread.delete " + other + " done",
                        "opportunity.delete " + opportunity + " done"),
                summaries(name));
        JsonObject first = entries("object_id=" + item).getFirst();
        assertEquals(thread, first.getJsonObject("details").getString("thread_id"));
        assertTrue(InetAddress.getByName(first.getString("origin")).isLoopbackAddress(), first.toString());
        assertFalse(audit("limit=100").body().contains("secret-"));
    }

    @Test
    default void refusedDeletions_areRecorded() {
        String name = newName();
        String ann = user(name);
        String foreign = create(user(newName()), "threads", "{}");
        String own = create(ann, "threads", "{}");
        send(ann, "DELETE", "threads/" + foreign, "").expectProblem(404, "not-found");
        new RestTestClient(base())
                .delete("threads/" + own, "Authorization", ann, "If-Match", "\"other\"")
                .expectProblem(412, "precondition-failed");
        send(ann, "POST", "chatkit", ChatKitTestClient.request("threads.delete", "\"thread_id\":\"" + foreign + "\""))
                .expectProblem(404, "not-found");
        assertEquals(
                List.of(
                        "thread.delete " + foreign + " refused",
                        "thread.delete " + own + " refused",
                        "thread.delete " + foreign + " refused"),
                summaries(name));
        assertEquals(
                "412",
                entries("object_id=" + own).getFirst().getJsonObject("details").getString("status"));
    }

    @Test
    default void exportsAndImports_areRecorded() {
        String name = newName();
        String ann = user(name);
        create(ann, "threads", "{\"title\":\"secret-title\"}");
        byte[] file = send(ann, "GET", "export", "").expect(200).response().body();
        new RestTestClient(base())
                .send("POST", "import", file, "Authorization", ann, "Content-Type", TransferHttpSuite.NDJSON)
                .expect(200);
        new RestTestClient(base())
                .send(
                        "POST",
                        "import?dry_run=true",
                        file,
                        "Authorization",
                        ann,
                        "Content-Type",
                        TransferHttpSuite.NDJSON)
                .expect(200);
        awaitEntries(name, 4);
        assertEquals(
                List.of(
                        "export " + name + " started",
                        "export " + name + " done",
                        "import " + name + " started",
                        "import " + name + " done"),
                summaries(name));
        JsonObject done = entries("actor=" + name + "&action=import").getLast().getJsonObject("details");
        assertEquals("1", done.getString("already_there"));
        assertEquals("0", done.getString("refused"));
        assertFalse(done.containsKey("role"));
        send(admin(), "GET", "export?users=all", "").expect(200);
        JsonObject all = entries("actor=auditor&action=export").getLast();
        assertEquals("all users", all.getString("object_type"));
        assertEquals("administrator", all.getJsonObject("details").getString("role"));
    }

    /** The end of an export is recorded when its last byte is sent already; rejected requests within a second. */
    private void awaitEntries(String actor, int count) {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (summaries(actor).size() < count && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    @Test
    default void callersWithoutTheRole_areRejectedAndThatIsRecorded() {
        String name = newName();
        send(user(name), "GET", "audit", "").expectProblem(403, "forbidden");
        send(user(name), "GET", "export?users=all", "").expectProblem(403, "forbidden");
        awaitEntries(name, 2);
        List<JsonObject> entries = entries("actor=" + name);
        assertEquals(
                List.of("audit", "export"),
                entries.stream()
                        .map(entry -> entry.getJsonObject("details").getString("resource"))
                        .toList());
        assertEquals("access - refused", summary(entries.getFirst()));
    }

    @Test
    default void reading_isRecorded() {
        String name = newName();
        entries("actor=" + name);
        JsonObject read = page("actor=auditor&action=audit.read&from="
                        + URLEncoder.encode("2020-01-01T00:00:00+00:00", StandardCharsets.UTF_8)
                        + "&to=9999-01-01T00:00:00Z&order=desc&limit=1")
                .getFirst();
        assertTrue(audit("action=audit.read&limit=100").body().contains(name));
        assertEquals("audit", read.getString("object_type"));
    }

    private List<JsonObject> page(String query) {
        return audit(query).expect(200).json().getJsonArray("data").getValuesAs(JsonObject.class);
    }

    @Test
    default void pages_areChainedAndFiltered() {
        String name = newName();
        String ann = user(name);
        for (int n = 0; n < 5; n++) {
            send(ann, "DELETE", "threads/" + create(ann, "threads", "{}"), "").expect(204);
        }
        String query = "actor=" + name + "&limit=2";
        RestResponse first = audit(query).expect(200);
        assertTrue(first.json().getBoolean("has_more"));
        RestResponse second = audit(query + "&after=" + first.text("after")).expect(200);
        RestResponse third = audit(query + "&after=" + second.text("after")).expect(200);
        assertFalse(third.json().getBoolean("has_more"));
        assertEquals(1, third.json().getJsonArray("data").size());
        List<JsonObject> newest = page("limit=20");
        for (int n = 1; n < newest.size(); n++) {
            assertEquals(newest.get(n).getString("hash"), newest.get(n - 1).getString("previous_hash"));
            assertEquals(newest.get(n).getInt("number") + 1, newest.get(n - 1).getInt("number"));
        }
        assertEquals(List.of(), entries("actor=" + name + "&action=export"));
        assertEquals(List.of(), entries("actor=" + name + "&to=2020-01-01T00:00:00Z"));
        assertEquals(List.of(), entries("actor=" + name + "&from=9999-01-01T00:00:00Z"));
        assertEquals(5, entries("actor=" + name + "&from=2020-01-01T00:00:00Z").size());
    }

    @Test
    default void invalidParameters_areRejected() {
        for (String query : List.of(
                "after=x",
                "after=~1~1",
                "after=-1",
                "after=99999999999999999999",
                "limit=0",
                "limit=101",
                "order=up",
                "from=yesterday",
                "to=2026-13-01T00:00:00Z",
                "from=%2B999999999-01-01T00:00:00Z",
                "actor=",
                "actor=%00",
                "action=a%0Ab",
                "object_id=" + "x".repeat(256),
                "user=ann")) {
            audit(query).expectProblem(400, "invalid-request");
        }
    }
}
