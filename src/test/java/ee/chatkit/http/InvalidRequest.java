package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ee.chatkit.http.RestTestClient.RestResponse;
import java.util.Map;

/**
 * A request that must be rejected.
 *
 * @param path may contain names of existing resources in angle brackets
 * @param body null if there is none
 * @param field the field that the problem must name; empty if none
 */
record InvalidRequest(String method, String path, String body, int status, String kind, String field) {
    static InvalidRequest invalid(String method, String path, String body, String field) {
        return new InvalidRequest(method, path, body, 400, "invalid-request", field);
    }

    static InvalidRequest notFound(String method, String path, String body) {
        return new InvalidRequest(method, path, body, 404, "not-found", "");
    }

    void check(RestTestClient rest, Map<String, String> existing) {
        String address = path;
        for (var thing : existing.entrySet()) {
            address = address.replace("<" + thing.getKey() + ">", thing.getValue());
        }
        String type = method.equals("PATCH") ? RestTestClient.MERGE_PATCH : RestTestClient.JSON;
        RestResponse answer = body == null
                ? rest.send(method, address, null)
                : rest.send(method, address, RestTestClient.bytes(body), "Content-Type", type);
        answer.expectProblem(status, kind);
        assertEquals(field, answer.json().getString("field", ""), answer.body());
        assertFalse(answer.body().contains("Exception"), answer.body());
        assertFalse(answer.json().containsKey("incident"), answer.body());
    }

    String name() {
        String shown = body == null ? "" : body;
        return method + " " + path + " " + (shown.length() > 80 ? shown.substring(0, 80) + "…" : shown) + " -> "
                + status;
    }
}
