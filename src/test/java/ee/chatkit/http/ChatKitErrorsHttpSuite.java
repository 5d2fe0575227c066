package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import ee.chatkit.protocol.json.InvalidRequests;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Requests of the ChatKit protocol that are rejected before a stream opens and before anything is stored. */
public interface ChatKitErrorsHttpSuite {
    String CREATE = "{\"type\":\"threads.create\",\"params\":{\"input\":{\"content\":[{\"type\":\"input_text\","
            + "\"text\":\"Hello\"}],\"attachments\":[],\"inference_options\":{}}}}";

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @TestFactory
    default Stream<DynamicTest> invalidField_isNamed() {
        var rest = new RestTestClient(base());
        List<InvalidRequests.InvalidRequest> rows = InvalidRequests.invalidFields();
        assertTrue(rows.size() >= 100, "only " + rows.size() + " rows");
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
                    RestResponse answer =
                            rest.post("chatkit", row.body().toString()).expectProblem(400, "invalid-request");
                    assertEquals(row.field(), answer.text("field"), answer.body());
                    assertNoInternalsExposed(answer);
                }));
    }

    @TestFactory
    default Stream<DynamicTest> bodyThatIsNotAJsonObject_isRejected() {
        var rest = new RestTestClient(base());
        return InvalidRequests.WHOLE.stream()
                .map(body -> DynamicTest.dynamicTest("body " + body.substring(0, Math.min(80, body.length())), () -> {
                    RestResponse answer = rest.post("chatkit", body).expectProblem(400, "invalid-request");
                    assertFalse(answer.json().containsKey("field"), answer.body());
                    assertNoInternalsExposed(answer);
                }));
    }

    @Test
    default void malformedUtf8InChatKitRequest_isRejected() {
        byte[] body = RestTestClient.bytes(CREATE.replace("Hello", "Hell#"));
        for (int i = 0; i < body.length; i++) {
            body[i] = body[i] == '#' ? (byte) 0xF6 : body[i];
        }
        new RestTestClient(base())
                .send("POST", "chatkit", body, "Content-Type", RestTestClient.JSON)
                .expectProblem(400, "invalid-request");
    }

    @Test
    default void oversizedChatKitRequest_isRejected() {
        String text = "x".repeat(2 * 1024 * 1024);
        new RestTestClient(base())
                .post("chatkit", CREATE.replace("Hello", text))
                .expectProblem(413, "too-large");
    }

    @Test
    default void endpoint_acceptsOnlyPostedJson() {
        var rest = new RestTestClient(base());
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "text/event-stream", "*/*")) {
            rest.send("POST", "chatkit", RestTestClient.bytes(CREATE), "Content-Type", type)
                    .expectProblem(415, "unsupported-media-type");
        }
        rest.send("POST", "chatkit", RestTestClient.bytes(CREATE)).expectProblem(415, "unsupported-media-type");
        for (String method : List.of("GET", "PUT", "DELETE", "PATCH")) {
            byte[] body = method.equals("GET") || method.equals("DELETE") ? null : RestTestClient.bytes(CREATE);
            rest.send(method, "chatkit", body, "Content-Type", RestTestClient.JSON)
                    .expectProblem(405, "method-not-allowed");
        }
    }

    @TestFactory
    default Stream<DynamicTest> unknownResourceInChatKitRequest_isNotFound() {
        var rest = new RestTestClient(base());
        String input = "\"input\":{\"content\":[],\"attachments\":[],\"inference_options\":{}}";
        String action = "\"action\":{\"type\":\"a\",\"payload\":{}}";
        return Stream.of(
                        request("threads.add_user_message", "\"thread_id\":\"none\"," + input),
                        request("threads.add_client_tool_output", "\"thread_id\":\"none\",\"result\":1"),
                        request(
                                "threads.add_structured_input",
                                "\"thread_id\":\"none\",\"item_id\":\"i\","
                                        + "\"input\":{\"status\":\"skipped\",\"answers\":{}}"),
                        request("threads.retry_after_item", "\"thread_id\":\"none\",\"item_id\":\"i\""),
                        request("threads.custom_action", "\"thread_id\":\"none\"," + action),
                        request("threads.sync_custom_action", "\"thread_id\":\"none\"," + action),
                        request("threads.get_by_id", "\"thread_id\":\"none\""),
                        request("threads.update", "\"thread_id\":\"none\",\"title\":\"t\""),
                        request("threads.delete", "\"thread_id\":\"none\""),
                        request("items.list", "\"thread_id\":\"none\""),
                        request("items.feedback", "\"thread_id\":\"none\",\"item_ids\":[\"i\"],\"kind\":\"positive\""),
                        request("attachments.delete", "\"attachment_id\":\"none\""),
                        CREATE.replace("\"attachments\":[]", "\"attachments\":[\"none\"]"))
                .map(body -> DynamicTest.dynamicTest(
                        body,
                        () -> assertNoInternalsExposed(
                                rest.post("chatkit", body).expectProblem(404, "not-found"))));
    }

    @Test
    default void rejectedRequest_storesNothing() {
        var rest = new RestTestClient(base());
        String opportunity = rest.create("opportunities", "{\"name\":\"Quiet\"}");
        String address = "opportunities/" + opportunity + "/chatkit";
        for (InvalidRequests.InvalidRequest row : InvalidRequests.invalidFields()) {
            if (row.name().startsWith("threads.create")) {
                rest.post(address, row.body().toString()).expectProblem(400, "invalid-request");
            }
        }
        rest.post(address, CREATE.replace("\"attachments\":[]", "\"attachments\":[\"none\"]"))
                .expectProblem(404, "not-found");
        assertEquals(
                0,
                rest.get("opportunities/" + opportunity + "/threads")
                        .expect(200)
                        .json()
                        .getJsonArray("data")
                        .size());
    }

    private static String request(String type, String params) {
        return "{\"type\":\"" + type + "\",\"params\":{" + params + "}}";
    }

    private static void assertNoInternalsExposed(RestResponse answer) {
        assertFalse(answer.body().contains("Exception"), answer.body());
        assertFalse(answer.json().containsKey("incident"), answer.body());
    }
}
