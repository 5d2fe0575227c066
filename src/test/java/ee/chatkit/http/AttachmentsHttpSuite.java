package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
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

/** Attachments over HTTP. */
public interface AttachmentsHttpSuite {
    int LIMIT = 20 * 1024 * 1024;
    String ELSEWHERE = "https://elsewhere.example";

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @Test
    default void uploadThroughSignedLink_storesContentForDownload() {
        var rest = new RestTestClient(base());
        byte[] bytes = bytes(300_000);
        JsonObject announced = announce(rest, "plan.pdf", bytes.length, "application/pdf");
        assertEquals("file", announced.getString("type"));
        assertFalse(announced.containsKey("preview_url"));
        JsonObject upload = announced.getJsonObject("upload_descriptor");
        assertEquals("PUT", upload.getString("method"));
        assertEquals("application/pdf", upload.getJsonObject("headers").getString("Content-Type"));
        String content = "attachments/" + announced.getString("id") + "/content";
        rest.get(content).expectProblem(404, "not-found");

        RestResponse sent = rest.send(
                "PUT", upload.getString("url"), bytes, "Content-Type", "application/pdf", "Origin", ELSEWHERE);
        assertEquals("*", sent.expect(204).header("Access-Control-Allow-Origin"));
        RestResponse back = rest.get(content).expect(200);
        assertArrayEquals(bytes, back.response().body());
        assertEquals("application/pdf", back.header("Content-Type"));
        assertEquals("300000", back.header("Content-Length"));
        assertEquals("nosniff", back.header("X-Content-Type-Options"));
        assertEquals("private, no-cache", back.header("Cache-Control"));
        assertEquals("default-src 'none'; frame-ancestors 'none'; sandbox", back.header("Content-Security-Policy"));
        assertEquals(
                "attachment; filename=\"plan.pdf\"; filename*=UTF-8''plan.pdf", back.header("Content-Disposition"));

        put(rest, upload.getString("url"), bytes).expect(204);
        put(rest, content, bytes).expect(204);
        byte[] others = bytes.clone();
        others[others.length - 1]++;
        put(rest, upload.getString("url"), others).expectProblem(409, "conflict");
        put(rest, content, new byte[1]).expectProblem(409, "conflict");
        JsonObject whole =
                rest.get("attachments/" + announced.getString("id")).expect(200).json();
        assertFalse(whole.containsKey("upload_descriptor"));
    }

    @Test
    default void putContent_byOwnerStoresContent() {
        var rest = new RestTestClient(base());
        JsonObject announced = announce(rest, "a.bin", 5, "application/octet-stream");
        String content = "attachments/" + announced.getString("id") + "/content";
        rest.send("PUT", content, bytes(5), "Content-Type", "text/plain", "Origin", ELSEWHERE)
                .expectProblem(403, "forbidden");
        put(rest, content, bytes(5)).expect(204);
        assertArrayEquals(bytes(5), rest.get(content).expect(200).response().body());
    }

    @Test
    default void preflightOfUploadLink_allowsCrossOriginPut() {
        RestResponse answer = new RestTestClient(base())
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
    default void imageUploadedByForm_isServedThroughPreviewLink() {
        var rest = new RestTestClient(base());
        byte[] bytes = bytes(100_000);
        RestResponse created = form(rest, "a \"b\" ü.png", "image/png", bytes).expect(201);
        JsonObject image = created.json();
        assertEquals(rest.get(created.header("Location")).expect(200).json(), image);
        assertEquals("image", image.getString("type"));
        assertEquals("a \"b\" ü.png", image.getString("name"));
        assertEquals("image/png", image.getString("mime_type"));
        assertFalse(image.containsKey("upload_descriptor"));

        RestResponse shown =
                rest.get(image.getString("preview_url"), "Origin", ELSEWHERE).expect(200);
        assertArrayEquals(bytes, shown.response().body());
        assertEquals("image/png", shown.header("Content-Type"));
        assertEquals("nosniff", shown.header("X-Content-Type-Options"));
        assertEquals("private, max-age=300", shown.header("Cache-Control"));
        assertEquals("*", shown.header("Access-Control-Allow-Origin"));
        assertEquals(
                "inline; filename=\"a _b_ _.png\"; filename*=UTF-8''a%20%22b%22%20%C3%BC.png",
                shown.header("Content-Disposition"));
        String content = "attachments/" + image.getString("id") + "/content";
        assertTrue(rest.get(content).header("Content-Disposition").startsWith("attachment;"));

        rest.delete("attachments/" + image.getString("id")).expect(204);
        rest.get(image.getString("preview_url")).expectProblem(403, "forbidden");
        rest.get(content).expectProblem(404, "not-found");
        rest.delete("attachments/" + image.getString("id")).expectProblem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/svg+xml", "text/html", "application/xhtml+xml", "text/xml", "application/pdf"})
    default void activeContent_isServedAsDownloadOnly(String type) {
        var rest = new RestTestClient(base());
        JsonObject created = form(rest, "x", type, RestTestClient.bytes("<script>alert(1)</script>"))
                .expect(201)
                .json();
        assertEquals("file", created.getString("type"));
        assertFalse(created.containsKey("preview_url"));
        RestResponse saved =
                rest.get("attachments/" + created.getString("id") + "/content").expect(200);
        assertTrue(saved.header("Content-Disposition").startsWith("attachment;"));
        assertEquals("nosniff", saved.header("X-Content-Type-Options"));
        assertEquals("default-src 'none'; frame-ancestors 'none'; sandbox", saved.header("Content-Security-Policy"));
    }

    @Test
    default void tamperedLink_isForbidden() {
        var rest = new RestTestClient(base());
        JsonObject one = announce(rest, "a.png", 5, "image/png");
        JsonObject other = announce(rest, "b.png", 5, "image/png");
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
                    "the link is invalid or has expired",
                    put(rest, link, bytes(5)).expectProblem(403, "forbidden").text("detail"));
        }
        put(rest, upload, bytes(5)).expect(204);
        for (String link : List.of(
                preview.replace(one.getString("id"), other.getString("id")),
                preview.replaceAll("signature=.*", "signature=" + signature.substring(11)),
                preview.substring(0, preview.indexOf('?')),
                preview + "A")) {
            rest.get(link).expectProblem(403, "forbidden");
        }
        rest.get(upload).expectProblem(405, "method-not-allowed");
        rest.get(preview).expect(200);
    }

    @Test
    default void uploadOfOtherSizeThanAnnounced_isRejectedAndCanBeRepeated() {
        var rest = new RestTestClient(base());
        JsonObject announced = announce(rest, "a.bin", 100_000, "application/octet-stream");
        String upload = announced.getJsonObject("upload_descriptor").getString("url");
        String content = "attachments/" + announced.getString("id") + "/content";
        put(rest, upload, bytes(99_999)).expectProblem(400, "invalid-request");
        rest.get(content).expectProblem(404, "not-found");
        put(rest, upload, bytes(100_001)).expectProblem(413, "too-large");
        put(rest, upload, bytes(0)).expectProblem(400, "invalid-request");
        rest.get(content).expectProblem(404, "not-found");
        assertTrue(rest.get("attachments/" + announced.getString("id")).json().containsKey("upload_descriptor"));
        put(rest, upload, bytes(100_000)).expect(204);
        assertArrayEquals(
                bytes(100_000), rest.get(content).expect(200).response().body());
    }

    @Test
    default void truncatedUpload_storesNothing() throws IOException {
        var rest = new RestTestClient(base());
        JsonObject announced = announce(rest, "a.bin", 500_000, "application/octet-stream");
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
        rest.get(content).expectProblem(404, "not-found");
        put(rest, upload.toString(), bytes(500_000)).expect(204);
        assertArrayEquals(
                bytes(500_000), rest.get(content).expect(200).response().body());
    }

    @Test
    default void uploadSizeLimit_isInclusive() {
        var rest = new RestTestClient(base());
        byte[] largest = bytes(LIMIT);
        String id = form(rest, "large.bin", "application/octet-stream", largest)
                .expect(201)
                .text("id");
        assertArrayEquals(
                largest,
                rest.get("attachments/" + id + "/content")
                        .expect(200)
                        .response()
                        .body());
        rest.delete("attachments/" + id).expect(204);

        RestResponse refused = form(rest, "larger.bin", "application/octet-stream", bytes(LIMIT + 1));
        assertEquals("file", refused.expectProblem(413, "too-large").text("field"));
        RestResponse unannounced = rest.post(
                        "attachments", "{\"name\":\"a\",\"size\":" + (LIMIT + 1) + ",\"mime_type\":\"text/plain\"}")
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
    default void invalidAnnouncement_isRejectedWithField(String body, int status, String kind, String field) {
        RestResponse refused =
                new RestTestClient(base()).post("attachments", body).expectProblem(status, kind);
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
    default void invalidAnnouncementByProtocol_isRejectedWithFieldPath(
            String params, int status, String kind, String field) {
        RestResponse refused = chatKit(new RestTestClient(base()), "chatkit", "attachments.create", params)
                .expectProblem(status, kind);
        assertEquals(field, refused.text("field"));
    }

    /** Browsers send an empty type for files that they do not know, and other clients send their local path. */
    @Test
    default void emptyTypeAndPathInName_areAccepted() {
        var rest = new RestTestClient(base());
        JsonObject announced = announce(rest, "../../notes.md", 5, "");
        assertEquals("text/markdown", announced.getString("mime_type"));
        assertEquals("notes.md", announced.getString("name"));
        JsonObject uploaded =
                form(rest, "notes.unknown", "", bytes(5)).expect(201).json();
        assertEquals("application/octet-stream", uploaded.getString("mime_type"));
        RestResponse content =
                rest.get("attachments/" + uploaded.getString("id") + "/content").expect(200);
        assertEquals("application/octet-stream", content.header("Content-Type"));
    }

    @Test
    default void multipartUpload_requiresPutOnUploadLink() {
        var rest = new RestTestClient(base());
        byte[] bytes = bytes(100_000);
        JsonObject announced = announce(rest, "a.png", bytes.length, "image/png");
        String upload = announced.getJsonObject("upload_descriptor").getString("url");
        String content = "attachments/" + announced.getString("id") + "/content";
        form(rest, "POST", upload, "a.png", "image/png", bytes).expectProblem(405, "method-not-allowed");
        form(rest, "PUT", upload, "a.png", "image/png", bytes(99_999)).expectProblem(400, "invalid-request");
        form(rest, "PUT", upload, "a.png", "image/png", bytes(100_001)).expectProblem(413, "too-large");
        rest.send("PUT", upload, bytes, "Content-Type", "multipart/form-data; boundary=xyz")
                .expectProblem(400, "invalid-request");
        rest.get(content).expectProblem(404, "not-found");
        form(rest, "PUT", upload, "other.txt", "text/plain", bytes).expect(204);
        RestResponse back = rest.get(content).expect(200);
        assertArrayEquals(bytes, back.response().body());
        assertEquals("image/png", back.header("Content-Type"));
        assertTrue(back.header("Content-Disposition").contains("a.png"));
    }

    @Test
    default void multipartFormWithoutFile_isRejected() {
        var rest = new RestTestClient(base());
        String type = "multipart/form-data; boundary=xyz";
        for (String body : List.of(
                "",
                "--xyz--\r\n",
                "no form at all",
                "--xyz\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nvalue\r\n--xyz--\r\n",
                "--xyz\r\nContent-Disposition: form-data; name=\"file\"\r\nContent-Type: a/b\r\n\r\ncut")) {
            rest.send("POST", "attachments", RestTestClient.bytes(body), "Content-Type", type)
                    .expectProblem(400, "invalid-request");
        }
        rest.send("POST", "attachments", bytes(5), "Content-Type", "multipart/form-data")
                .expectProblem(400, "invalid-request");
        rest.send("POST", "attachments", bytes(5), "Content-Type", "image/png")
                .expectProblem(415, "unsupported-media-type");
    }

    @Test
    default void attachment_canBeSentOnceUploadedAndIsDeletedWithItsThread() {
        var rest = new RestTestClient(base());
        JsonObject announced = chatKit(
                        rest,
                        "chatkit",
                        "attachments.create",
                        "{\"name\":\"cat.png\",\"size\":5,\"mime_type\":\"image/png\"}")
                .expect(200)
                .json();
        String id = announced.getString("id");
        create(rest, "chatkit", id).expectProblem(409, "wrong-state");

        put(rest, announced.getJsonObject("upload_descriptor").getString("url"), bytes(5))
                .expect(204);
        String events = create(rest, "chatkit", id).expect(200).body();
        String preview = announced.getString("preview_url");
        assertTrue(events.contains("\"preview_url\":\"" + preview + "\""), events);
        assertFalse(events.contains("upload_descriptor"), events);
        rest.get(preview).expect(200);

        String thread = rest.get("attachments/" + id).expect(200).text("thread_id");
        assertTrue(events.contains(thread), events);
        rest.delete("threads/" + thread).expect(204);
        rest.get("attachments/" + id).expectProblem(404, "not-found");
        rest.get(preview).expectProblem(403, "forbidden");
    }

    /** A message may be read under another address than the one under which it was sent. */
    @Test
    default void previewLinkInMessage_beginsWithTheAddressOfTheReader() {
        var sender = new RestTestClient(URI.create(base().toString().replace("localhost", "127.0.0.1")));
        var reader = new RestTestClient(base());
        String id = form(sender, "a.png", "image/png", bytes(5)).expect(201).text("id");
        String events = create(sender, "chatkit", id).expect(200).body();
        assertTrue(events.contains("\"preview_url\":\"http://127.0.0.1:"), events);

        String preview = reader.get("attachments/" + id).expect(200).text("preview_url");
        assertTrue(preview.startsWith(base().toString()), preview);
        String thread = reader.get("attachments/" + id).text("thread_id");
        String member = "\"preview_url\":\"" + preview + '"'; // PostgreSQL writes a space after the colon
        String threadParam = "{\"thread_id\":\"" + thread + "\"}";
        String items = "threads/" + thread + "/items";
        String message = PageReader.ids(reader.get(items + "?order=asc").json()).getFirst();
        for (String read : List.of(
                reader.get(items).body(),
                reader.get(items + "/" + message).body(),
                chatKit(reader, "chatkit", "items.list", threadParam).body(),
                chatKit(reader, "chatkit", "threads.get_by_id", threadParam).body(),
                reader.patch(items + "/" + message, "{\"seen\":true}").body())) {
            assertTrue(read.replace("\": \"", "\":\"").contains(member), read);
        }
        String sent = reader.get(items + "/" + message).header("ETag");
        reader.patchIfMatch(items + "/" + message, "{\"seen\":null}", sent).expect(200);
        reader.get(preview).expect(200);
    }

    @Test
    default void attachmentOfOtherOpportunity_isNotFound() {
        var rest = new RestTestClient(base());
        String one = "opportunities/" + rest.create("opportunities", "{\"name\":\"One\"}") + "/chatkit";
        String other = "opportunities/" + rest.create("opportunities", "{\"name\":\"Other\"}") + "/chatkit";
        String id = form(rest, "a.txt", "text/plain", bytes(5)).expect(201).text("id");
        create(rest, one, id).expect(200);
        String params = "{\"attachment_id\":\"" + id + "\"}";
        chatKit(rest, other, "attachments.delete", params).expectProblem(404, "not-found");
        rest.get("attachments/" + id).expect(200);
        create(rest, other, id).expectProblem(404, "not-found");
        create(rest, "chatkit", id).expectProblem(409, "wrong-state");
        chatKit(rest, one, "attachments.delete", params).expect(200);
        chatKit(rest, one, "attachments.delete", params).expectProblem(404, "not-found");
    }

    private static RestResponse create(RestTestClient rest, String path, String attachmentId) {
        return chatKit(
                rest,
                path,
                "threads.create",
                "{\"input\":{\"content\":[{\"type\":\"input_text\",\"text\":\"Look\"}],\"attachments\":[\""
                        + attachmentId + "\"],\"inference_options\":{}}}");
    }

    private static RestResponse chatKit(RestTestClient rest, String path, String type, String params) {
        return rest.post(path, "{\"type\":\"" + type + "\",\"params\":" + params + "}");
    }

    private static JsonObject announce(RestTestClient rest, String name, int size, String type) {
        String body = "{\"name\":\"" + name + "\",\"size\":" + size + ",\"mime_type\":\"" + type + "\"}";
        return rest.post("attachments", body).expect(201).json();
    }

    private static RestResponse put(RestTestClient rest, String path, byte[] bytes) {
        return rest.send("PUT", path, bytes, "Content-Type", "application/octet-stream");
    }

    private static RestResponse form(RestTestClient rest, String name, String type, byte[] bytes) {
        return form(rest, "POST", "attachments", name, type, bytes);
    }

    /** A multipart form as browsers send it. */
    private static RestResponse form(
            RestTestClient rest, String method, String path, String name, String type, byte[] bytes) {
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
        return rest.send(method, path, body, "Content-Type", "multipart/form-data; boundary=----xyz");
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
