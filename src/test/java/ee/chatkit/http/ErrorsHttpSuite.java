package ee.chatkit.http;

import static ee.chatkit.http.InvalidRequest.invalid;
import static ee.chatkit.http.InvalidRequest.notFound;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ee.chatkit.http.RestTestClient.RestResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Requests that the REST API rejects, and their problem documents. */
public interface ErrorsHttpSuite {
    String LONG_ID = "x".repeat(256);

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @TestFactory
    default Stream<DynamicTest> invalidBody_isRejected() {
        return checks(List.of(
                invalid("POST", "threads", "", ""),
                invalid("POST", "threads", " ", ""),
                invalid("POST", "threads", "{", ""),
                invalid("POST", "threads", "{}x", ""),
                invalid("POST", "threads", "{} {}", ""),
                invalid("POST", "threads", "[]", ""),
                invalid("POST", "threads", "null", ""),
                invalid("POST", "threads", "\"{}\"", ""),
                invalid("POST", "threads", "\uFEFF{}", ""),
                invalid("POST", "threads", "{'title':'x'}", ""),
                invalid("POST", "threads", "{\"title\":\"x\",}", ""),
                invalid("POST", "threads", "{\"title\":\"a\tb\"}", ""),
                invalid("POST", "threads", "{\"metadata\":{\"a\":NaN}}", ""),
                invalid("POST", "threads", "{\"metadata\":{\"a\":01}}", ""),
                invalid("POST", "threads", "{\"metadata\":{\"a\":1e2000}}", ""),
                invalid("POST", "threads", "{\"metadata\":" + "[".repeat(600) + "]".repeat(600) + "}", ""),
                invalid("POST", "opportunities", "", ""),
                invalid("POST", "<thread>/items", "[]", ""),
                invalid("PATCH", "<thread>", "[]", ""),
                invalid("PATCH", "<item>", "5", ""),
                invalid("PUT", "active-opportunity", "\"id\"", "")));
    }

    @TestFactory
    default Stream<DynamicTest> invalidOpportunityField_isRejected() {
        return checks(List.of(
                invalid("POST", "opportunities", "{}", "name"),
                invalid("POST", "opportunities", "{\"name\":null}", "name"),
                invalid("POST", "opportunities", "{\"name\":\" \"}", "name"),
                invalid("POST", "opportunities", "{\"name\":5}", "name"),
                invalid("POST", "opportunities", "{\"name\":\"N\",\"client_name\":[]}", "client_name"),
                invalid("POST", "opportunities", "{\"name\":\"N\",\"description\":{}}", "description"),
                invalid("POST", "opportunities", "{\"name\":\"N\",\"current_phase\":true}", "current_phase"),
                invalid("POST", "opportunities", "{\"name\":\"N\",\"context_summary\":1}", "context_summary"),
                invalid("POST", "opportunities", "{\"name\":\"N\",\"status\":\"active\"}", "status"),
                invalid("POST", "opportunities", "{\"name\":\"N\",\"clientName\":\"C\"}", "clientName"),
                invalid("POST", "opportunities", "{\"name\":\"N\",\"id\":\"\"}", "id"),
                invalid("POST", "opportunities", "{\"name\":\"N\",\"id\":\"a/b\"}", "id"),
                invalid("POST", "opportunities", "{\"name\":\"N\",\"id\":\"..\"}", "id"),
                invalid("POST", "opportunities", "{\"name\":\"N\",\"id\":7}", "id"),
                invalid("POST", "opportunities", "{\"name\":\"N\",\"id\":\"" + LONG_ID + "\"}", "id"),
                invalid("PATCH", "<opportunity>", "{\"name\":null}", "name"),
                invalid("PATCH", "<opportunity>", "{\"name\":\"\"}", "name"),
                invalid("PATCH", "<opportunity>", "{\"status\":\"done\"}", "status"),
                invalid("PATCH", "<opportunity>", "{\"status\":null}", "status"),
                invalid("PATCH", "<opportunity>", "{\"id\":\"x\"}", "id"),
                invalid("PATCH", "<opportunity>", "{\"created_at\":\"x\"}", "created_at"),
                invalid("PUT", "active-opportunity", "{}", "id"),
                invalid("PUT", "active-opportunity", "{\"id\":5}", "id"),
                invalid("PUT", "active-opportunity", "{\"id\":\"x\",\"name\":\"y\"}", "name")));
    }

    @TestFactory
    default Stream<DynamicTest> invalidThreadOrItemField_isRejected() {
        return checks(List.of(
                invalid("POST", "threads", "{\"title\":5}", "title"),
                invalid("POST", "threads", "{\"title\":\"\"}", "title"),
                invalid("POST", "threads", "{\"id\":\"a b\"}", "id"),
                invalid("POST", "threads", "{\"id\":\"a~b\"}", "id"),
                invalid("POST", "threads", "{\"status\":\"locked\"}", "status"),
                invalid("POST", "threads", "{\"status\":{}}", "status.type"),
                invalid("POST", "threads", "{\"status\":{\"type\":\"open\"}}", "status.type"),
                invalid("POST", "threads", "{\"status\":{\"type\":\"active\",\"reason\":\"r\"}}", "status.reason"),
                invalid("POST", "threads", "{\"status\":{\"type\":\"locked\",\"reason\":1}}", "status.reason"),
                invalid("POST", "threads", "{\"status\":{\"type\":\"locked\",\"why\":1}}", "status.why"),
                invalid("POST", "threads", "{\"allowed_image_domains\":\"a\"}", "allowed_image_domains"),
                invalid("POST", "threads", "{\"allowed_image_domains\":[1]}", "allowed_image_domains"),
                invalid("POST", "threads", "{\"metadata\":[]}", "metadata"),
                invalid("POST", "threads", "{\"created_at\":\"2026-01-01T00:00:00Z\"}", "created_at"),
                invalid("POST", "threads", "{\"opportunity_id\":5}", "opportunity_id"),
                invalid("POST", "<opportunity>/threads", "{\"opportunity_id\":\"other\"}", "opportunity_id"),
                invalid("PATCH", "<thread>", "{\"opportunity_id\":null}", "opportunity_id"),
                invalid("PATCH", "<thread>", "{\"title\":\" \"}", "title"),
                invalid("PATCH", "<thread>", "{\"status\":{\"type\":null}}", "status.type"),
                invalid("PATCH", "<thread>", "{\"status\":{\"type\":\"active\",\"reason\":\"r\"}}", "status.reason"),
                invalid("PATCH", "<thread>", "{\"metadata\":1}", "metadata"),
                invalid("POST", "<thread>/items", "{}", "type"),
                invalid("POST", "<thread>/items", "{\"type\":1}", "type"),
                invalid("POST", "<thread>/items", "{\"type\":\"\"}", "type"),
                invalid("POST", "<thread>/items", "{\"type\":\"" + LONG_ID + "\"}", "type"),
                invalid("POST", "<thread>/items", "{\"type\":\"hidden_context_item\"}", "type"),
                invalid("POST", "<thread>/items", "{\"type\":\"sdk_hidden_context\"}", "type"),
                invalid("POST", "<thread>/items", "{\"type\":\"note\",\"thread_id\":\"t\"}", "thread_id"),
                invalid("POST", "<thread>/items", "{\"type\":\"note\",\"created_at\":null}", "created_at"),
                invalid("POST", "<thread>/items", "{\"type\":\"note\",\"id\":\"a#b\"}", "id"),
                invalid("PATCH", "<item>", "{\"id\":\"x\"}", "id"),
                invalid("PATCH", "<item>", "{\"type\":\"note\"}", "type"),
                invalid("PATCH", "<item>", "{\"thread_id\":null}", "thread_id"),
                invalid("PATCH", "<item>", "{\"created_at\":1}", "created_at")));
    }

    @TestFactory
    default Stream<DynamicTest> invalidPageParameter_isRejected() {
        return Stream.of("opportunities", "<opportunity>/threads", "threads", "<thread>/items")
                .flatMap(list -> checks(List.of(
                        invalid("GET", list + "?limit=0", null, "limit"),
                        invalid("GET", list + "?limit=101", null, "limit"),
                        invalid("GET", list + "?limit=-1", null, "limit"),
                        invalid("GET", list + "?limit=", null, "limit"),
                        invalid("GET", list + "?limit=2.5", null, "limit"),
                        invalid("GET", list + "?limit=ten", null, "limit"),
                        invalid("GET", list + "?limit=99999999999", null, "limit"),
                        invalid("GET", list + "?limit=1&limit=2", null, "limit"),
                        invalid("GET", list + "?order=ASC", null, "order"),
                        invalid("GET", list + "?order=", null, "order"),
                        invalid("GET", list + "?after=", null, "after"),
                        invalid("GET", list + "?after=%00", null, "after"),
                        invalid("GET", list + "?after=nobody", null, "after"),
                        invalid("GET", list + "?after=" + LONG_ID, null, "after"))));
    }

    @TestFactory
    default Stream<DynamicTest> unknownResource_isNotFound() {
        return checks(List.of(
                notFound("GET", "", null),
                notFound("GET", "nothing", null),
                notFound("GET", "<thread>/nothing", null),
                notFound("GET", "opportunities/none", null),
                notFound("PATCH", "opportunities/none", "{}"),
                notFound("DELETE", "opportunities/none", null),
                notFound("GET", "opportunities/none/threads", null),
                notFound("POST", "opportunities/none/threads", "{}"),
                notFound("PUT", "active-opportunity", "{\"id\":\"none\"}"),
                notFound("POST", "threads", "{\"opportunity_id\":\"none\"}"),
                notFound("GET", "threads/none", null),
                notFound("GET", "threads/%07", null),
                notFound("GET", "threads/" + LONG_ID, null),
                notFound("PATCH", "threads/none", "{}"),
                notFound("DELETE", "threads/none", null),
                notFound("GET", "threads/none/items", null),
                notFound("POST", "threads/none/items", "{\"type\":\"note\"}"),
                notFound("GET", "threads/none/items/none", null),
                notFound("GET", "<thread>/items/none", null),
                notFound("PATCH", "<thread>/items/none", "{}"),
                notFound("DELETE", "<thread>/items/none", null)));
    }

    @Test
    default void notFound_namesResourceTypeAndId() {
        var rest = new RestTestClient(base());
        assertEquals("thread none not found", rest.get("threads/none").text("detail"));
        assertEquals(
                "opportunity none not found", rest.get("opportunities/none").text("detail"));
        String thread = rest.create("threads", "{}");
        assertEquals(
                "item none not found",
                rest.get("threads/" + thread + "/items/none").text("detail"));
    }

    @Test
    default void unsupportedMethod_isRejectedWithAllowHeader() {
        RestResponse answer = new RestTestClient(base()).put("threads", "{}").expectProblem(405, "method-not-allowed");
        assertTrue(answer.header("Allow").contains("GET"), answer.header("Allow"));
        assertTrue(answer.header("Allow").contains("POST"), answer.header("Allow"));
    }

    @Test
    default void acceptWithoutJson_isNotAcceptable() {
        var rest = new RestTestClient(base());
        rest.get("threads", "Accept", "text/html").expectProblem(406, "not-acceptable");
        rest.get("threads", "Accept", "text/html, application/*;q=0.1").expect(200);
    }

    @Test
    default void otherMediaType_isUnsupported() {
        var rest = new RestTestClient(base());
        byte[] body = RestTestClient.bytes("{}");
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "*/*")) {
            rest.send("POST", "threads", body, "Content-Type", type).expectProblem(415, "unsupported-media-type");
        }
        rest.send("POST", "threads", body).expectProblem(415, "unsupported-media-type");
        rest.send("POST", "threads", body, "Content-Type", RestTestClient.MERGE_PATCH)
                .expectProblem(415, "unsupported-media-type");
        rest.send("POST", "threads", body, "Content-Type", "application/json; charset=utf-8")
                .expect(201);
    }

    @Test
    default void contentTypeWithoutBody_isIgnored() {
        var rest = new RestTestClient(base());
        rest.get("threads", "Content-Type", "text/plain").expect(200);
        String thread = rest.create("threads", "{}");
        rest.delete("threads/" + thread, "Content-Type", "text/plain").expect(204);
    }

    @Test
    default void malformedUtf8_isRejected() {
        byte[] latin = {'{', '"', 't', 'i', 't', 'l', 'e', '"', ':', '"', (byte) 0xE4, '"', '}'};
        new RestTestClient(base())
                .send("POST", "threads", latin, "Content-Type", RestTestClient.JSON)
                .expectProblem(400, "invalid-request");
    }

    @Test
    default void oversizedBody_isRejected() {
        new RestTestClient(base())
                .send("POST", "threads", new byte[2 * 1024 * 1024 + 1], "Content-Type", RestTestClient.JSON)
                .expectProblem(413, "too-large");
    }

    @Test
    default void crossSiteWrite_isForbidden() {
        var rest = new RestTestClient(base());
        byte[] body = RestTestClient.bytes("{}");
        String own = base().getScheme() + "://" + base().getAuthority();
        rest.send("POST", "threads", body, "Content-Type", RestTestClient.JSON, "Sec-Fetch-Site", "cross-site")
                .expectProblem(403, "forbidden");
        rest.send("POST", "threads", body, "Content-Type", RestTestClient.JSON, "Origin", "https://evil.example")
                .expectProblem(403, "forbidden");
        rest.send("POST", "threads", body, "Content-Type", RestTestClient.JSON, "Origin", "null")
                .expectProblem(403, "forbidden");
        rest.delete("threads/none", "Origin", "https://evil.example").expectProblem(403, "forbidden");
        rest.send("POST", "threads", body, "Content-Type", RestTestClient.JSON, "Origin", own)
                .expect(201);
        rest.get("threads", "Origin", "https://evil.example").expect(200);
    }

    private Stream<DynamicTest> checks(List<InvalidRequest> rows) {
        var rest = new RestTestClient(base());
        String opportunity = "opportunities/" + rest.create("opportunities", "{\"name\":\"There\"}");
        String thread = "threads/" + rest.create("threads", "{}");
        String item = thread + "/items/" + rest.create(thread + "/items", "{\"type\":\"note\"}");
        var existing = Map.of("opportunity", opportunity, "thread", thread, "item", item);
        return rows.stream()
                .map(invalidRequest -> dynamicTest(invalidRequest.name(), () -> invalidRequest.check(rest, existing)));
    }
}
