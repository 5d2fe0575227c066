package ee.chatkit.http;

import ee.chatkit.http.OperationAttempt.Expectation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One attempt for each operation of the API. {@link OperationAttemptsTest} fails when one is missing. */
final class OperationAttempts {
    private static final String INPUT =
            "\"input\":{\"content\":[{\"type\":\"input_text\",\"text\":\"Hi\"}],\"attachments\":[],\"inference_options\":{}}";

    private OperationAttempts() {}

    /** In an order in which all succeed for the owner: what deletes comes last. */
    static List<OperationAttempt> all() {
        List<OperationAttempt> all = new ArrayList<>(ofReading());
        all.addAll(ofProtocol("/api/chatkit"));
        all.addAll(ofProtocol("/api/opportunities/{id}/chatkit"));
        all.addAll(ofWriting());
        all.addAll(ofAdministrators());
        all.addAll(ofDeleting());
        return all;
    }

    /** The params of each request of the protocol; those that delete come last. */
    static Map<String, String> protocolParams() {
        Map<String, String> params = new LinkedHashMap<>();
        String thread = "\"thread_id\":\"{thread}\"";
        params.put("threads.get_by_id", thread);
        params.put("threads.list", "\"limit\":100");
        params.put("items.list", thread);
        params.put("threads.create", INPUT.replace("\"attachments\":[]", "\"attachments\":[\"{image}\"]"));
        params.put("threads.add_user_message", thread + "," + INPUT);
        params.put("threads.add_client_tool_output", "\"thread_id\":\"{tool_thread}\",\"result\":{}");
        params.put(
                "threads.add_structured_input",
                thread + ",\"item_id\":\"{structured}\",\"input\":{\"status\":\"skipped\",\"answers\":{}}");
        String action = thread + ",\"item_id\":\"{widget}\",\"action\":{\"type\":\"x\",\"payload\":null}";
        params.put("threads.custom_action", action);
        params.put("threads.sync_custom_action", action);
        params.put("items.feedback", thread + ",\"item_ids\":[\"{message}\"],\"kind\":\"positive\"");
        params.put("attachments.create", "\"name\":\"a.txt\",\"size\":3,\"mime_type\":\"text/plain\"");
        params.put("input.transcribe", "\"audio_base64\":\"AAAA\",\"mime_type\":\"audio/webm\"");
        params.put("threads.update", thread + ",\"title\":\"Changed\"");
        params.put("threads.retry_after_item", thread + ",\"item_id\":\"{message}\"");
        params.put("attachments.delete", "\"attachment_id\":\"{attachment}\"");
        params.put("threads.delete", thread);
        return params;
    }

    private static List<OperationAttempt> ofProtocol(String path) {
        List<OperationAttempt> attempts = new ArrayList<>();
        protocolParams().forEach((type, params) -> {
            boolean scoped = path.contains("{");
            boolean named = params.contains("{thread}")
                    || params.contains("_thread}")
                    || params.contains("{attachment}")
                    || params.contains("{image}");
            Expectation expected = named || (scoped && !type.equals("input.transcribe"))
                    ? Expectation.NOT_FOUND
                    : Expectation.NOTHING_OF_THE_OWNER;
            attempts.add(new OperationAttempt(
                    "post " + path + " " + type,
                    "POST",
                    path.substring("/api/".length()).replace("{id}", "{opportunity}"),
                    RestTestClient.JSON,
                    ChatKitTestClient.request(type, params),
                    expected));
        });
        return attempts;
    }

    private static List<OperationAttempt> ofReading() {
        return List.of(
                owned("get /api/opportunities", "opportunities"),
                hidden("get /api/opportunities/{id}", "opportunities/{opportunity}"),
                hidden("get /api/opportunities/{id}/threads", "opportunities/{opportunity}/threads"),
                owned("get /api/active-opportunity", "active-opportunity"),
                owned("get /api/threads", "threads"),
                hidden("get /api/threads/{id}", "threads/{thread}"),
                hidden("get /api/threads/{id}/items", "threads/{thread}/items"),
                hidden("get /api/threads/{id}/items/{item_id}", "threads/{thread}/items/{message}"),
                hidden("get /api/threads/{id}/turns", "threads/{thread}/turns"),
                hidden("get /api/turns/{id}", "turns/{turn}"),
                hidden("get /api/turns/{id}/events", "turns/{turn}/events"),
                hidden("get /api/attachments/{id}", "attachments/{image}"),
                hidden("get /api/attachments/{id}/content", "attachments/{image}/content"),
                owned("get /api/search", "search?q=costs+-%22nothing%22"),
                hidden("get /api/search in an opportunity", "search?q=costs&opportunity_id={opportunity}"),
                owned("get /api/export", "export?contents=true"),
                withoutBody("get /api/audit", "audit?object_id={thread}", Expectation.ADMINISTRATOR_REQUIRED),
                owned("get /api/openapi.yaml", "openapi.yaml"),
                owned("get /api/about", "about"),
                owned("get /api/sign-in", "sign-in"),
                new OperationAttempt(
                        "get /api/attachment-links/{id}/preview",
                        "GET",
                        "attachment-links/{image}/preview?signature=x",
                        "",
                        "",
                        Expectation.SIGNATURE_REQUIRED),
                new OperationAttempt(
                        "put /api/attachment-links/{id}/upload",
                        "PUT",
                        "attachment-links/{attachment}/upload?expires=99999999999&signature=x",
                        "text/plain",
                        "abc",
                        Expectation.SIGNATURE_REQUIRED),
                new OperationAttempt(
                        "options /api/attachment-links/{id}/upload",
                        "OPTIONS",
                        "attachment-links/{attachment}/upload",
                        "",
                        "",
                        Expectation.SIGNATURE_REQUIRED));
    }

    private static List<OperationAttempt> ofWriting() {
        return List.of(
                with("post /api/opportunities", "opportunities", "{\"name\":\"N\"}", Expectation.NOTHING_OF_THE_OWNER),
                with("patch /api/opportunities/{id}", "opportunities/{opportunity}", "{\"name\":\"Changed\"}"),
                with("post /api/opportunities/{id}/threads", "opportunities/{opportunity}/threads", "{}"),
                with("put /api/active-opportunity", "active-opportunity", "{\"id\":\"{opportunity}\"}"),
                with("post /api/threads", "threads", "{\"opportunity_id\":\"{opportunity}\"}"),
                with("patch /api/threads/{id}", "threads/{thread}", "{\"title\":\"Changed\"}"),
                with("post /api/threads/{id}/items", "threads/{thread}/items", "{\"type\":\"note\"}"),
                with(
                        "patch /api/threads/{id}/items/{item_id}",
                        "threads/{thread}/items/{note}",
                        "{\"text\":\"Changed\"}"),
                hidden("post /api/turns/{id}/cancel", "turns/{turn}/cancel"),
                with(
                        "post /api/attachments",
                        "attachments",
                        "{\"name\":\"a\",\"size\":1,\"mime_type\":\"a/b\"}",
                        Expectation.NOTHING_OF_THE_OWNER),
                new OperationAttempt(
                        "put /api/attachments/{id}/content",
                        "PUT",
                        "attachments/{attachment}/content",
                        "text/plain",
                        "abc",
                        Expectation.NOT_FOUND),
                new OperationAttempt(
                        "post /api/import",
                        "POST",
                        "import",
                        TransferHttpSuite.NDJSON,
                        "{import}",
                        Expectation.NOTHING_OF_THE_OWNER));
    }

    private static List<OperationAttempt> ofAdministrators() {
        return List.of(
                withoutBody("get /api/holds", "holds", Expectation.ADMINISTRATOR_REQUIRED),
                with(
                        "post /api/holds",
                        "holds",
                        "{\"thread_id\":\"{thread}\",\"reason\":\"R\"}",
                        Expectation.ADMINISTRATOR_REQUIRED),
                withoutBody("get /api/holds/{id}", "holds/{thread}", Expectation.ADMINISTRATOR_REQUIRED),
                withoutBody("delete /api/holds/{id}", "holds/{thread}", Expectation.ADMINISTRATOR_REQUIRED),
                with("post /api/erasures", "erasures", "{\"user_id\":\"u\"}", Expectation.ADMINISTRATOR_REQUIRED),
                withoutBody("get /api/retention", "retention", Expectation.ADMINISTRATOR_REQUIRED));
    }

    private static List<OperationAttempt> ofDeleting() {
        return List.of(
                hidden("delete /api/threads/{id}/items/{item_id}", "threads/{thread}/items/{note}"),
                hidden("delete /api/attachments/{id}", "attachments/{attachment}"),
                owned("delete /api/active-opportunity", "active-opportunity"),
                hidden("delete /api/threads/{id}", "threads/{thread}"),
                hidden("delete /api/opportunities/{id}", "opportunities/{opportunity}"));
    }

    private static OperationAttempt hidden(String name, String target) {
        return withoutBody(name, target, Expectation.NOT_FOUND);
    }

    private static OperationAttempt owned(String name, String target) {
        return withoutBody(name, target, Expectation.NOTHING_OF_THE_OWNER);
    }

    private static OperationAttempt withoutBody(String name, String target, Expectation expected) {
        return new OperationAttempt(name, method(name), target, "", "", expected);
    }

    private static OperationAttempt with(String name, String target, String json) {
        return with(name, target, json, Expectation.NOT_FOUND);
    }

    private static OperationAttempt with(String name, String target, String json, Expectation expected) {
        return new OperationAttempt(name, method(name), target, RestTestClient.JSON, json, expected);
    }

    private static String method(String name) {
        return name.substring(0, name.indexOf(' ')).toUpperCase(Locale.ROOT);
    }
}
