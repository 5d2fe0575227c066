package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requests of web pages of other origins to a server that allows one of them, and has an anonymous user. */
public interface CrossOriginHttpSuite {
    String ALLOWED = "https://app.example.com";
    String FOREIGN = "https://evil.example";

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @Test
    default void preflightOfAllowedOrigin_isAnswered() {
        for (String path : List.of("chatkit", "threads/thr_1", "attachments", "export")) {
            RestResponse answer = preflight(path, ALLOWED).expect(204);
            expectReadable(answer);
            assertEquals("GET, HEAD, POST, PUT, PATCH, DELETE", answer.header("Access-Control-Allow-Methods"));
            assertEquals("authorization,content-type,if-match", answer.header("Access-Control-Allow-Headers"));
            assertEquals("600", answer.header("Access-Control-Max-Age"));
        }
    }

    @Test
    default void otherOrigins_getNoPermission() {
        for (String origin :
                List.of(FOREIGN, "http://app.example.com", ALLOWED + ":8443", ALLOWED + ".evil.example", "null")) {
            expectUnreadable(preflight("chatkit", origin));
            expectUnreadable(rest().get("threads", "Origin", origin).expect(200));
        }
        expectUnreadable(rest().get("threads").expect(200));
    }

    @Test
    default void responsesAndRejections_areReadableByAllowedOrigin() {
        expectReadable(rest().get("threads", "Origin", ALLOWED).expect(200));
        expectReadable(rest().get("threads/thr_none", "Origin", ALLOWED).expect(404));
        expectReadable(rest().get("none", "Origin", ALLOWED).expect(404));
        expectReadable(
                rest().get("threads", "Origin", ALLOWED, "Accept", "image/png").expect(406));
        expectReadable(rest().get("threads", "Origin", ALLOWED, "Authorization", "Bearer x")
                .expect(401));
        expectReadable(write("threads", "text/plain", "x", "Origin", ALLOWED).expect(415));
        expectReadable(
                write("threads", RestTestClient.JSON, "x", "Origin", ALLOWED).expect(400));
        RestResponse created =
                write("threads", RestTestClient.JSON, "{}", "Origin", ALLOWED).expect(201);
        expectReadable(created);
        expectReadable(rest().get(created.header("Location"), "Origin", ALLOWED).expect(200));
        RestResponse export = rest().get("export", "Origin", ALLOWED).expect(200);
        expectReadable(export);
        assertEquals(
                Set.of("origin", "accept-encoding"),
                Set.of(String.join(",", export.response().headers().allValues("Vary"))
                        .toLowerCase(Locale.ROOT)
                        .replace(" ", "")
                        .split(",", -1)));
    }

    @Test
    default void turn_isReadableByAllowedOrigin() {
        RestResponse answer = write(
                        "chatkit",
                        RestTestClient.JSON,
                        ChatKitTestClient.request("threads.create", ChatKitTestClient.input("Hello")),
                        "Origin",
                        ALLOWED,
                        "Sec-Fetch-Site",
                        "cross-site")
                .expect(200);
        assertTrue(answer.header("Content-Type").startsWith("text/event-stream"), answer.header("Content-Type"));
        expectReadable(answer);
        assertTrue(answer.body().contains("thread.item.done"), answer.body());
    }

    @Test
    default void modulesForBrowsers_areReadableByAllowedOrigin() {
        for (String module : List.of("../chatkit-ee.js", "../openai-chatkit.js", "../chatkit-ee/texts/de.js")) {
            RestResponse answer = rest().get(module, "Origin", ALLOWED).expect(200);
            expectReadable(answer);
            assertTrue(answer.header("Content-Type").contains("javascript"), answer.header("Content-Type"));
            expectUnreadable(rest().get(module, "Origin", FOREIGN).expect(200));
        }
    }

    @Test
    default void formOfForeignPage_isRejected() {
        String otherPort = "http://" + base().getHost() + ":1";
        String own = base().getScheme() + "://" + base().getAuthority();
        form("Origin", FOREIGN).expectProblem(403, "forbidden");
        form("Origin", otherPort).expectProblem(403, "forbidden");
        form("Origin", otherPort, "Sec-Fetch-Site", "same-site").expectProblem(403, "forbidden");
        form("Origin", "null", "Sec-Fetch-Site", "cross-site").expectProblem(403, "forbidden");
        form("Origin", FOREIGN, "Authorization", "Basic eDp5").expectProblem(403, "forbidden");
        form("Origin", own, "Sec-Fetch-Site", "same-origin").expect(201);
        form("Origin", ALLOWED, "Sec-Fetch-Site", "cross-site").expect(201);
        form("Accept", "*/*").expect(201);
    }

    @Test
    default void signedLink_isReadableByAnyOrigin() {
        for (String origin : List.of(ALLOWED, FOREIGN)) {
            RestResponse answer = rest().get("attachment-links/atc_1/preview?signature=x", "Origin", origin)
                    .expect(403);
            assertEquals(List.of("*"), answer.response().headers().allValues("Access-Control-Allow-Origin"));
        }
    }

    /** Names of services in Compose and Swarm have underscores. */
    @Test
    default void hostWithUnderscore_isServedAndLinked() throws IOException {
        String host = "chat_kit:" + base().getPort();
        String announced = raw(host, "attachments", "{\"name\":\"a.txt\",\"size\":5,\"mime_type\":\"text/plain\"}");
        assertTrue(announced.startsWith("HTTP/1.1 201 "), announced);
        String api = "http://" + host + "/api/";
        assertTrue(announced.contains("\r\nLocation: " + api + "attachments/atc_"), announced);
        assertTrue(announced.contains("\"url\":\"" + api + "attachment-links/atc_"), announced);
        String rejected = raw("chat.kit:" + base().getPort(), "attachments", "{}");
        assertTrue(rejected.startsWith("HTTP/1.1 403 "), rejected);
    }

    /** The response to a POST request with any host. */
    private String raw(String host, String path, String json) throws IOException {
        try (var socket = new Socket(base().getHost(), base().getPort())) {
            String request = "POST /api/" + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json"
                    + "\r\nConnection: close\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
            socket.getOutputStream().write(RestTestClient.bytes(request));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private RestTestClient rest() {
        return new RestTestClient(base());
    }

    private RestResponse preflight(String path, String origin) {
        return rest().send(
                        "OPTIONS",
                        path,
                        null,
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "authorization,content-type,if-match");
    }

    private RestResponse write(String path, String type, String body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = type;
        return rest().send("POST", path, RestTestClient.bytes(body), all);
    }

    /** A form that a browser sends without a preflight request. */
    private RestResponse form(String... headers) {
        String body = String.join(
                "\r\n",
                "--xyz",
                "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"",
                "Content-Type: text/plain",
                "",
                "hello",
                "--xyz--",
                "");
        return write("attachments", "multipart/form-data; boundary=xyz", body, headers);
    }

    private static void expectReadable(RestResponse answer) {
        var headers = answer.response().headers();
        assertEquals(List.of(ALLOWED), headers.allValues("Access-Control-Allow-Origin"), answer.request());
        assertEquals(List.of("true"), headers.allValues("Access-Control-Allow-Credentials"), answer.request());
        assertTrue(String.join(",", headers.allValues("Vary")).contains("Origin"), answer.request());
        if (!answer.request().startsWith("OPTIONS")) {
            List<String> exposed =
                    List.of(answer.header("Access-Control-Expose-Headers").split(", "));
            assertTrue(exposed.containsAll(List.of("ChatKit-Turn", "ETag")), answer.request());
        }
    }

    private static void expectUnreadable(RestResponse answer) {
        assertEquals(
                List.of(),
                answer.response().headers().map().keySet().stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"))
                        .toList(),
                answer.request());
        assertTrue(
                String.join(",", answer.response().headers().allValues("Vary")).contains("Origin"));
    }
}
