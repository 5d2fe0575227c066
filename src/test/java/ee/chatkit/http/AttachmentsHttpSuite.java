package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.Answer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attached files, seen from outside. */
public interface AttachmentsHttpSuite {
    int LIMIT = 20 * 1024 * 1024;
    String ELSEWHERE = "https://elsewhere.example";

    /** The address under which the REST interface is served; ends with {@code /api/}. */
    URI base();

    @Test
    default void anAnnouncedFileIsSentWithoutALoginAndComesBack() {
        var restTestClient = new RestTestClient(base());
        byte[] bytes = bytes(300_000);
        JsonObject announced = announce(restTestClient, "plan.pdf", bytes.length, "application/pdf");
        assertEquals("file", announced.getString("type"));
        assertFalse(announced.containsKey("preview_url"));
        JsonObject upload = announced.getJsonObject("upload_descriptor");
        assertEquals("PUT", upload.getString("method"));
        assertEquals("application/pdf", upload.getJsonObject("headers").getString("Content-Type"));
        String content = "attachments/" + announced.getString("id") + "/content";
        restTestClient.get(content).expectProblem(404, "not-found");

        Answer sent = restTestClient.send(
                "PUT", upload.getString("url"), bytes, "Content-Type", "application/pdf", "Origin", ELSEWHERE);
        assertEquals("*", sent.expect(204).header("Access-Control-Allow-Origin"));
        Answer back = restTestClient.get(content).expect(200);
        assertArrayEquals(bytes, back.response().body());
        assertEquals("application/pdf", back.header("Content-Type"));
        assertEquals("300000", back.header("Content-Length"));
        assertEquals("nosniff", back.header("X-Content-Type-Options"));
        assertEquals("private, no-cache", back.header("Cache-Control"));
        assertEquals("default-src 'none'; sandbox", back.header("Content-Security-Policy"));
        assertEquals(
                "attachment; filename=\"plan.pdf\"; filename*=UTF-8''plan.pdf", back.header("Content-Disposition"));

        put(restTestClient, upload.getString("url"), bytes).expectProblem(409, "conflict");
        put(restTestClient, content, bytes).expectProblem(409, "conflict");
        JsonObject whole = restTestClient
                .get("attachments/" + announced.getString("id"))
                .expect(200)
                .json();
        assertFalse(whole.containsKey("upload_descriptor"));
    }

    @Test
    default void theOwnerCanSendAnAnnouncedFileToo() {
        var restTestClient = new RestTestClient(base());
        JsonObject announced = announce(restTestClient, "a.bin", 5, "application/octet-stream");
        String content = "attachments/" + announced.getString("id") + "/content";
        restTestClient
                .send("PUT", content, bytes(5), "Content-Type", "text/plain", "Origin", ELSEWHERE)
                .expectProblem(403, "forbidden");
        put(restTestClient, content, bytes(5)).expect(204);
        assertArrayEquals(
                bytes(5), restTestClient.get(content).expect(200).response().body());
    }

    @Test
    default void aPageOfAnotherSiteIsToldThatItMaySend() {
        Answer answer = new RestTestClient(base())
                .send(
                        "OPTIONS",
                        "attachment-links/atc_1/upload",
                        null,
                        "Origin",
                        ELSEWHERE,
                        "Access-Control-Request-Method",
                        "PUT",
                        "Access-Control-Request-Headers",
                        "content-type")
                .expect(204);
        assertEquals("*", answer.header("Access-Control-Allow-Origin"));
        assertEquals("PUT", answer.header("Access-Control-Allow-Methods"));
        assertEquals("Content-Type", answer.header("Access-Control-Allow-Headers"));
    }

    @Test
    default void anImageIsSentAsAFormAndShownWithoutALogin() {
        var restTestClient = new RestTestClient(base());
        byte[] bytes = bytes(100_000);
        Answer created =
                form(restTestClient, "a \"b\" ü.png", "image/png", bytes).expect(201);
        JsonObject image = created.json();
        assertEquals(restTestClient.get(created.header("Location")).expect(200).json(), image);
        assertEquals("image", image.getString("type"));
        assertEquals("a \"b\" ü.png", image.getString("name"));
        assertEquals("image/png", image.getString("mime_type"));
        assertFalse(image.containsKey("upload_descriptor"));

        Answer shown = restTestClient
                .get(image.getString("preview_url"), "Origin", ELSEWHERE)
                .expect(200);
        assertArrayEquals(bytes, shown.response().body());
        assertEquals("image/png", shown.header("Content-Type"));
        assertEquals("nosniff", shown.header("X-Content-Type-Options"));
        assertEquals("private, max-age=300", shown.header("Cache-Control"));
        assertEquals("*", shown.header("Access-Control-Allow-Origin"));
        assertEquals(
                "inline; filename=\"a _b_ _.png\"; filename*=UTF-8''a%20%22b%22%20%C3%BC.png",
                shown.header("Content-Disposition"));
        String content = "attachments/" + image.getString("id") + "/content";
        assertTrue(restTestClient.get(content).header("Content-Disposition").startsWith("attachment;"));

        restTestClient.delete("attachments/" + image.getString("id")).expect(204);
        restTestClient.get(image.getString("preview_url")).expectProblem(403, "forbidden");
        restTestClient.get(content).expectProblem(404, "not-found");
        restTestClient.delete("attachments/" + image.getString("id")).expectProblem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/svg+xml", "text/html", "application/xhtml+xml", "text/xml", "application/pdf"})
    default void whatABrowserCouldRunIsNeverShown(String type) {
        var restTestClient = new RestTestClient(base());
        JsonObject created = form(restTestClient, "x", type, RestTestClient.bytes("<script>alert(1)</script>"))
                .expect(201)
                .json();
        assertEquals("file", created.getString("type"));
        assertFalse(created.containsKey("preview_url"));
        Answer saved = restTestClient
                .get("attachments/" + created.getString("id") + "/content")
                .expect(200);
        assertTrue(saved.header("Content-Disposition").startsWith("attachment;"));
        assertEquals("nosniff", saved.header("X-Content-Type-Options"));
        assertEquals("default-src 'none'; sandbox", saved.header("Content-Security-Policy"));
    }

    @Test
    default void aLinkThatWasChangedOpensNothing() {
        var restTestClient = new RestTestClient(base());
        JsonObject one = announce(restTestClient, "a.png", 5, "image/png");
        JsonObject other = announce(restTestClient, "b.png", 5, "image/png");
        String upload = one.getJsonObject("upload_descriptor").getString("url");
        String preview = one.getString("preview_url");
        String signature = upload.substring(upload.indexOf("&signature="));
        for (String link : List.of(
                upload.replace(one.getString("id"), other.getString("id")),
                upload.replace(one.getString("id"), "atc_none"),
                upload.replace("expires=", "expires=9"),
                upload.replace(signature, ""),
                upload.replace(signature, "&signature="),
                upload + "A",
                preview.replace("/preview", "/upload"))) {
            assertEquals(
                    "the link is not valid, or not any more",
                    put(restTestClient, link, bytes(5))
                            .expectProblem(403, "forbidden")
                            .text("detail"));
        }
        put(restTestClient, upload, bytes(5)).expect(204);
        for (String link : List.of(
                preview.replace(one.getString("id"), other.getString("id")),
                preview.replaceAll("signature=.*", "signature=" + signature.substring(11)),
                preview.substring(0, preview.indexOf('?')),
                preview + "A")) {
            restTestClient.get(link).expectProblem(403, "forbidden");
        }
        restTestClient.get(upload).expectProblem(405, "method-not-allowed");
        restTestClient.get(preview).expect(200);
    }

    @Test
    default void bytesThatAreNotAsManyAsAnnouncedAreRefusedAndCanBeSentAgain() {
        var restTestClient = new RestTestClient(base());
        JsonObject announced = announce(restTestClient, "a.bin", 100_000, "application/octet-stream");
        String upload = announced.getJsonObject("upload_descriptor").getString("url");
        String content = "attachments/" + announced.getString("id") + "/content";
        put(restTestClient, upload, bytes(99_999)).expectProblem(400, "invalid-request");
        restTestClient.get(content).expectProblem(404, "not-found");
        put(restTestClient, upload, bytes(100_001)).expectProblem(413, "too-large");
        put(restTestClient, upload, bytes(0)).expectProblem(400, "invalid-request");
        restTestClient.get(content).expectProblem(404, "not-found");
        assertTrue(restTestClient
                .get("attachments/" + announced.getString("id"))
                .json()
                .containsKey("upload_descriptor"));
        put(restTestClient, upload, bytes(100_000)).expect(204);
        assertArrayEquals(
                bytes(100_000),
                restTestClient.get(content).expect(200).response().body());
    }

    @Test
    default void anUploadThatIsCutLeavesNothing() throws IOException {
        var restTestClient = new RestTestClient(base());
        JsonObject announced = announce(restTestClient, "a.bin", 500_000, "application/octet-stream");
        URI upload = URI.create(announced.getJsonObject("upload_descriptor").getString("url"));
        String content = "attachments/" + announced.getString("id") + "/content";
        try (var socket = new Socket(base().getHost(), base().getPort())) {
            String head = "PUT " + upload.getRawPath() + "?" + upload.getRawQuery() + " HTTP/1.1\r\nHost: "
                    + base().getAuthority()
                    + "\r\nContent-Type: application/octet-stream\r\nContent-Length: 500000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes(400_000));
            socket.getOutputStream().flush();
        }
        restTestClient.get(content).expectProblem(404, "not-found");
        put(restTestClient, upload.toString(), bytes(500_000)).expect(204);
        assertArrayEquals(
                bytes(500_000),
                restTestClient.get(content).expect(200).response().body());
    }

    @Test
    default void aFileAtTheLimitIsTakenAndOneBeyondIsRefused() {
        var restTestClient = new RestTestClient(base());
        byte[] largest = bytes(LIMIT);
        String id = form(restTestClient, "large.bin", "application/octet-stream", largest)
                .expect(201)
                .text("id");
        assertArrayEquals(
                largest,
                restTestClient
                        .get("attachments/" + id + "/content")
                        .expect(200)
                        .response()
                        .body());
        restTestClient.delete("attachments/" + id).expect(204);

        Answer refused = form(restTestClient, "larger.bin", "application/octet-stream", bytes(LIMIT + 1));
        assertEquals("file", refused.expectProblem(413, "too-large").text("field"));
        Answer unannounced = restTestClient
                .post("attachments", "{\"name\":\"a\",\"size\":" + (LIMIT + 1) + ",\"mime_type\":\"text/plain\"}")
                .expectProblem(413, "too-large");
        assertEquals("size", unannounced.text("field"));
        assertEquals("a file may have " + LIMIT + " bytes at most", unannounced.text("detail"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{}`, 400, invalid-request, name",
                "`{\"name\":\"\",\"size\":1,\"mime_type\":\"a/b\"}`, 400, invalid-request, name",
                "`{\"name\":\"a\",\"mime_type\":\"a/b\"}`, 400, invalid-request, size",
                "`{\"name\":\"a\",\"size\":-1,\"mime_type\":\"a/b\"}`, 400, invalid-request, size",
                "`{\"name\":\"a\",\"size\":1.5,\"mime_type\":\"a/b\"}`, 400, invalid-request, size",
                "`{\"name\":\"a\",\"size\":1}`, 400, invalid-request, mime_type",
                "`{\"name\":\"a\",\"size\":1,\"mime_type\":\"a/b\",\"id\":\"x\"}`, 400, invalid-request, id",
                "`{\"name\":\"a\",\"size\":1,\"mime_type\":\"text\"}`, 415, unsupported-media-type, mime_type",
                "`{\"name\":\"a\",\"size\":1,\"mime_type\":\"*/*\"}`, 415, unsupported-media-type, mime_type",
                "`{\"name\":\"a\",\"size\":1,\"mime_type\":\"text/plain\\r"
                        + "\\n"
                        + "X: y\"}`, 415, unsupported-media-type, mime_type",
            })
    default void aBadAnnouncementIsRefused(String body, int status, String kind, String field) {
        Answer refused = new RestTestClient(base()).post("attachments", body).expectProblem(status, kind);
        assertEquals(field, refused.text("field"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"name\":\"a\",\"size\":20971521,\"mime_type\":\"a/b\"}`, 413, too-large, params.size",
                "`{\"name\":\"a\",\"size\":-1,\"mime_type\":\"a/b\"}`, 400, invalid-request, params.size",
                "`{\"name\":\"a\",\"size\":1,\"mime_type\":\"text\"}`, 415, unsupported-media-type, params.mime_type",
                "`{\"name\":\"a\",\"size\":1}`, 400, invalid-request, params.mime_type",
                "`{\"name\":\" \",\"size\":1,\"mime_type\":\"a/b\"}`, 400, invalid-request, params.name"
            })
    default void theProtocolNamesTheFieldOfABadAnnouncementByItsPath(
            String params, int status, String kind, String field) {
        Answer refused = chatKit(new RestTestClient(base()), "chatkit", "attachments.create", params)
                .expectProblem(status, kind);
        assertEquals(field, refused.text("field"));
    }

    @Test
    default void aFormIsTakenByAnUploadLinkAndByPutOnly() {
        var restTestClient = new RestTestClient(base());
        byte[] bytes = bytes(100_000);
        JsonObject announced = announce(restTestClient, "a.png", bytes.length, "image/png");
        String upload = announced.getJsonObject("upload_descriptor").getString("url");
        String content = "attachments/" + announced.getString("id") + "/content";
        form(restTestClient, "POST", upload, "a.png", "image/png", bytes).expectProblem(405, "method-not-allowed");
        form(restTestClient, "PUT", upload, "a.png", "image/png", bytes(99_999)).expectProblem(400, "invalid-request");
        form(restTestClient, "PUT", upload, "a.png", "image/png", bytes(100_001))
                .expectProblem(413, "too-large");
        restTestClient
                .send("PUT", upload, bytes, "Content-Type", "multipart/form-data; boundary=xyz")
                .expectProblem(400, "invalid-request");
        restTestClient.get(content).expectProblem(404, "not-found");
        form(restTestClient, "PUT", upload, "other.txt", "text/plain", bytes).expect(204);
        Answer back = restTestClient.get(content).expect(200);
        assertArrayEquals(bytes, back.response().body());
        assertEquals("image/png", back.header("Content-Type"));
        assertTrue(back.header("Content-Disposition").contains("a.png"));
    }

    @Test
    default void aFormWithoutAFileIsRefused() {
        var restTestClient = new RestTestClient(base());
        String type = "multipart/form-data; boundary=xyz";
        for (String body : List.of(
                "",
                "--xyz--\r\n",
                "no form at all",
                "--xyz\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nvalue\r\n--xyz--\r\n",
                "--xyz\r\nContent-Disposition: form-data; name=\"file\"\r\nContent-Type: a/b\r\n\r\ncut")) {
            restTestClient
                    .send("POST", "attachments", RestTestClient.bytes(body), "Content-Type", type)
                    .expectProblem(400, "invalid-request");
        }
        restTestClient
                .send("POST", "attachments", bytes(5), "Content-Type", "multipart/form-data")
                .expectProblem(400, "invalid-request");
        restTestClient
                .send("POST", "attachments", bytes(5), "Content-Type", "image/png")
                .expectProblem(415, "unsupported-media-type");
    }

    @Test
    default void aFileIsSentInAMessageOnlyWhenItIsThereAndGoesWithItsThread() {
        var restTestClient = new RestTestClient(base());
        JsonObject announced = chatKit(
                        restTestClient,
                        "chatkit",
                        "attachments.create",
                        "{\"name\":\"cat.png\",\"size\":5,\"mime_type\":\"image/png\"}")
                .expect(200)
                .json();
        String id = announced.getString("id");
        create(restTestClient, "chatkit", id).expectProblem(409, "wrong-state");

        put(restTestClient, announced.getJsonObject("upload_descriptor").getString("url"), bytes(5))
                .expect(204);
        String events = create(restTestClient, "chatkit", id).expect(200).body();
        String preview = announced.getString("preview_url");
        assertTrue(events.contains("\"preview_url\":\"" + preview + "\""), events);
        assertFalse(events.contains("upload_descriptor"), events);
        restTestClient.get(preview).expect(200);

        String thread = restTestClient.get("attachments/" + id).expect(200).text("thread_id");
        assertTrue(events.contains(thread), events);
        restTestClient.delete("threads/" + thread).expect(204);
        restTestClient.get("attachments/" + id).expectProblem(404, "not-found");
        restTestClient.get(preview).expectProblem(403, "forbidden");
    }

    @Test
    default void aFileOfAnotherOpportunityIsOutOfReach() {
        var restTestClient = new RestTestClient(base());
        String one = "opportunities/" + restTestClient.created("opportunities", "{\"name\":\"One\"}") + "/chatkit";
        String other = "opportunities/" + restTestClient.created("opportunities", "{\"name\":\"Other\"}") + "/chatkit";
        String id = form(restTestClient, "a.txt", "text/plain", bytes(5))
                .expect(201)
                .text("id");
        create(restTestClient, one, id).expect(200);
        String params = "{\"attachment_id\":\"" + id + "\"}";
        chatKit(restTestClient, other, "attachments.delete", params).expectProblem(404, "not-found");
        restTestClient.get("attachments/" + id).expect(200);
        create(restTestClient, other, id).expectProblem(404, "not-found");
        create(restTestClient, "chatkit", id).expectProblem(409, "wrong-state");
        chatKit(restTestClient, one, "attachments.delete", params).expect(200);
        chatKit(restTestClient, one, "attachments.delete", params).expectProblem(404, "not-found");
    }

    private static Answer create(RestTestClient restTestClient, String path, String attachmentId) {
        return chatKit(
                restTestClient,
                path,
                "threads.create",
                "{\"input\":{\"content\":[{\"type\":\"input_text\",\"text\":\"Look\"}],\"attachments\":[\""
                        + attachmentId + "\"],\"inference_options\":{}}}");
    }

    private static Answer chatKit(RestTestClient restTestClient, String path, String type, String params) {
        return restTestClient.post(path, "{\"type\":\"" + type + "\",\"params\":" + params + "}");
    }

    private static JsonObject announce(RestTestClient restTestClient, String name, int size, String type) {
        String body = "{\"name\":\"" + name + "\",\"size\":" + size + ",\"mime_type\":\"" + type + "\"}";
        return restTestClient.post("attachments", body).expect(201).json();
    }

    private static Answer put(RestTestClient restTestClient, String path, byte[] bytes) {
        return restTestClient.send("PUT", path, bytes, "Content-Type", "application/octet-stream");
    }

    private static Answer form(RestTestClient restTestClient, String name, String type, byte[] bytes) {
        return form(restTestClient, "POST", "attachments", name, type, bytes);
    }

    /** As browsers do it. */
    private static Answer form(
            RestTestClient restTestClient, String method, String path, String name, String type, byte[] bytes) {
        byte[] head =
                RestTestClient.bytes("------xyz\r\nContent-Disposition: form-data; name=\"about\"\r\n\r\nsomething\r\n"
                        + "------xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                        + name.replace("\"", "%22")
                        + "\"\r\nContent-Type: " + type + "\r\n\r\n");
        byte[] tail = RestTestClient.bytes("\r\n------xyz--\r\n");
        byte[] body = new byte[head.length + bytes.length + tail.length];
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(bytes, 0, body, head.length, bytes.length);
        System.arraycopy(tail, 0, body, head.length + bytes.length, tail.length);
        return restTestClient.send(method, path, body, "Content-Type", "multipart/form-data; boundary=----xyz");
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
