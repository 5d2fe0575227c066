package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import ee.chatkit.server.RawConnection;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Export and import over HTTP. The user also owns what other tests have created. */
public interface TransferHttpSuite {
    String NDJSON = "application/x-ndjson";
    Duration PATIENCE = Duration.ofSeconds(20);

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @Test
    default void exportDeleteImport_restoresThreads() {
        var rest = new RestTestClient(base());
        String opportunity = rest.create("opportunities", "{\"name\":\"Moving \\u2028\"}");
        rest.put("active-opportunity", "{\"id\":\"" + opportunity + "\"}").expect(200);
        String thread = rest.create("threads", "{\"title\":\"To be moved\",\"metadata\":{\"n\":1.50}}");
        for (int n = 1; n <= 12; n++) {
            rest.create(
                    "threads/" + thread + "/items",
                    "{\"id\":\"m" + n
                            + "\",\"type\":\"of_the_future\",\"n\":[9007199254740993,0.10],\"s\":\"\\u2028\"}");
        }
        String file = rest.send(
                        "POST", "attachments", form("plan.txt"), "Content-Type", "multipart/form-data; boundary=xyz")
                .expect(201)
                .text("id");
        List<String> paths = List.of(
                "opportunities/" + opportunity,
                "threads/" + thread,
                "threads/" + thread + "/items?order=asc&limit=100",
                "attachments/" + file,
                "attachments/" + file + "/content");
        List<String> before = bodies(rest, paths);

        byte[] all = export(rest, "?contents=true");
        rest.delete("opportunities/" + opportunity).expect(204);
        rest.delete("attachments/" + file).expect(204);
        RestResponse dry = importFile(rest, "?dry_run=true&report=refused", all).expect(200);
        rest.get("threads/" + thread).expectProblem(404, "not-found");
        RestResponse report = importFile(rest, "", all).expect(200);
        assertEquals(NDJSON, report.header("Content-Type").replaceFirst(";.*", ""));
        assertEquals(before, bodies(rest, paths));
        assertEquals(opportunity, rest.get("active-opportunity").text("id"));
        assertEquals(last(dry), last(report));
        assertEquals(12, countOutcomes(report, thread, "item", "added"));
        assertEquals(1, countOutcomes(report, opportunity, "opportunity", "added"));
        assertEquals(1, countOutcomes(report, file, "content", "added"));

        JsonObject again =
                last(importFile(rest, "?report=refused", all).expect(200)).getJsonObject("totals");
        assertEquals(0, again.getJsonObject("added").getInt("item"));
        rest.delete("active-opportunity").expect(204);
    }

    /** Imported ids may have characters that have a meaning in URI templates and paths. */
    @Test
    default void itemOfImportedThread_hasLocation() throws GeneralSecurityException {
        var rest = new RestTestClient(base());
        String generated = rest.create("threads", "{}");
        List<String> lines =
                new String(export(rest, ""), StandardCharsets.UTF_8).lines().toList();
        String thread = lines.stream()
                .filter(line -> line.startsWith("{\"record\":\"thread\"") && line.contains(generated))
                .findFirst()
                .orElseThrow();
        String id = "a{b};c%41 " + generated;
        String records = lines.getFirst() + '\n' + thread.replace(generated, id) + '\n';
        String sha256 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(records.getBytes(StandardCharsets.UTF_8)));
        String end = "{\"record\":\"end\",\"lines\":2,\"sha256\":\"" + sha256 + "\",\"counts\":{\"opportunity\":0,"
                + "\"active_opportunity\":0,\"thread\":1,\"item\":0,\"feedback\":0,\"attachment\":0,\"content\":0}}\n";
        importFile(rest, "", RestTestClient.bytes(records + end)).expect(200);
        String path = "threads/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        String location =
                rest.post(path + "/items", "{\"type\":\"note\"}").expect(201).header("Location");
        rest.get(location).expect(200);
        rest.delete(path).expect(204);
    }

    @Test
    default void gzip_isSupportedInBothDirections() throws IOException {
        var rest = new RestTestClient(base());
        rest.create("threads", "{\"title\":\"Squeezed\"}");
        RestResponse plain = rest.get("export", "Accept-Encoding", "gzip;q=0").expect(200);
        assertEquals("", plain.header("Content-Encoding"));
        assertTrue(plain.header("Content-Disposition")
                .matches("attachment; filename=\"chatkit-export-[0-9-]+.ndjson\".*"));
        RestResponse packed =
                rest.get("export", "Accept-Encoding", "deflate, gzip").expect(200);
        assertEquals("gzip", packed.header("Content-Encoding"));
        assertTrue(
                String.join(",", packed.response().headers().allValues("Vary")).contains("Accept-Encoding"));
        assertEquals("no-store", packed.header("Cache-Control"));
        byte[] unpacked =
                new GZIPInputStream(new ByteArrayInputStream(packed.response().body())).readAllBytes();
        assertEquals(
                plain.body().lines().count(),
                new String(unpacked, StandardCharsets.UTF_8).lines().count());
        rest.send(
                        "POST",
                        "import?report=refused",
                        packed.response().body(),
                        "Content-Type",
                        NDJSON,
                        "Content-Encoding",
                        "gzip")
                .expect(200);
        importFile(rest, "?report=refused", gzip(plain.response().body())).expect(200);
        importFile(
                        rest,
                        "",
                        Arrays.copyOf(
                                packed.response().body(), packed.response().body().length - 9))
                .expectProblem(422, "invalid-file");
        rest.send("POST", "import", plain.response().body(), "Content-Type", NDJSON, "Content-Encoding", "br")
                .expectProblem(415, "unsupported-media-type");
    }

    @Test
    default void invalidFile_isRejectedWithLineErrors() {
        var rest = new RestTestClient(base());
        String thread = rest.create("threads", "{\"title\":\"Flawed\"}");
        String file = new String(export(rest, ""), StandardCharsets.UTF_8);
        rest.delete("threads/" + thread).expect(204);
        String flawed = file.replace("\"title\":\"Flawed\"", "\"title\":17");
        long line = 1
                + file.substring(0, file.indexOf("\"title\":\"Flawed\""))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        JsonObject problem = importFile(rest, "", RestTestClient.bytes(flawed))
                .expectProblem(422, "invalid-file")
                .json();
        JsonObject first = problem.getJsonArray("errors").getJsonObject(0);
        assertEquals(line, first.getInt("line"));
        assertEquals("title must be a string", first.getString("detail"));
        assertEquals(2, problem.getJsonArray("errors").size(), "the sum is wrong too");
        rest.get("threads/" + thread).expectProblem(404, "not-found");
        importFile(rest, "", RestTestClient.bytes(file.substring(0, file.length() / 2)))
                .expectProblem(422, "invalid-file");
        importFile(rest, "", RestTestClient.bytes("")).expectProblem(422, "invalid-file");
        importFile(rest, "", RestTestClient.bytes(file)).expect(200);
        rest.get("threads/" + thread).expect(200);
    }

    @Test
    default void otherNamesOfTheFormat_areAccepted() {
        var rest = new RestTestClient(base());
        byte[] file = export(rest, "");
        for (String type : List.of(
                "application/ndjson", "application/jsonl", "application/x-jsonlines", "application/octet-stream")) {
            rest.send("POST", "import?dry_run=true&report=refused", file, "Content-Type", type)
                    .expect(200);
        }
        rest.send("POST", "import", file, "Content-Type", "text/plain").expectProblem(415, "unsupported-media-type");
    }

    @Test
    default void exportAfter_resumesBehindThread() {
        var rest = new RestTestClient(base());
        String one = rest.create("threads", "{\"id\":\"zzz-00000000-0000-4000-8000-000000000001\"}");
        rest.create("threads", "{\"id\":\"zzz-00000000-0000-4000-8000-000000000002\"}");
        String remainder = new String(export(rest, "?after=" + one), StandardCharsets.UTF_8);
        assertTrue(
                remainder.contains("\"record\":\"thread\",\"id\":\"zzz-00000000-0000-4000-8000-000000000002\""),
                remainder);
        assertFalse(
                remainder.contains("\"record\":\"thread\",\"id\":\"zzz-00000000-0000-4000-8000-000000000001\""),
                remainder);
        importFile(rest, "?report=refused", RestTestClient.bytes(remainder)).expect(200);
        rest.delete("threads/zzz-00000000-0000-4000-8000-000000000001").expect(204);
        rest.delete("threads/zzz-00000000-0000-4000-8000-000000000002").expect(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"export?contents=yes", "export?users=some", "export?after=", "export?contents="})
    default void invalidExportParameter_isRejected(String path) {
        new RestTestClient(base()).get(path).expectProblem(400, "invalid-request");
    }

    @Test
    default void exportOfAllUsers_requiresAdminRole() {
        new RestTestClient(base()).get("export?users=all").expectProblem(403, "forbidden");
        new RestTestClient(base()).get("export?users=own").expect(200);
    }

    @Test
    default void import_requiresExportMediaType() {
        var rest = new RestTestClient(base());
        rest.post("import", "{}").expectProblem(415, "unsupported-media-type");
        importFile(rest, "?dry_run=perhaps", RestTestClient.bytes("x")).expectProblem(400, "invalid-request");
        importFile(rest, "?dryrun=true", RestTestClient.bytes("x")).expectProblem(400, "invalid-request");
        rest.get("export?content=true").expectProblem(400, "invalid-request");
        importFile(rest, "?report=some", RestTestClient.bytes("x")).expectProblem(400, "invalid-request");
    }

    @Test
    default void headOfExport_takesNoPermit() throws Exception {
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < 4; i++) {
            var head = HttpRequest.newBuilder(base().resolve("export"))
                    .timeout(PATIENCE)
                    .method("HEAD", BodyPublishers.noBody())
                    .build();
            assertEquals(200, client.send(head, BodyHandlers.discarding()).statusCode());
        }
        new RestTestClient(base()).get("export").expect(200);
    }

    @Test
    default void importsWhoseBodyDoesNotCome_occupyNoPermit() throws IOException {
        var rest = new RestTestClient(base());
        String head = "POST " + base().resolve("import").getRawPath() + " HTTP/1.1\r\nHost: " + base().getAuthority()
                + "\r\nContent-Type: " + NDJSON + "\r\nContent-Length: 500000\r\n\r\n{";
        try (var one = new RawConnection(base());
                var two = new RawConnection(base());
                var three = new RawConnection(base())) {
            for (RawConnection connection : List.of(one, two, three)) {
                connection.send(head);
                connection.readFor(Duration.ofMillis(200));
            }
            rest.get("export").expect(200);
        }
    }

    private static byte[] export(RestTestClient rest, String query) {
        return rest.get("export" + query).expect(200).response().body();
    }

    private static RestResponse importFile(RestTestClient rest, String query, byte[] file) {
        return rest.send("POST", "import" + query, file, "Content-Type", NDJSON);
    }

    private static List<String> bodies(RestTestClient rest, List<String> paths) {
        return paths.stream().map(path -> rest.get(path).expect(200).body()).toList();
    }

    private static JsonObject last(RestResponse report) {
        return object(report.body().lines().toList().getLast());
    }

    private static long countOutcomes(RestResponse report, String id, String record, String outcome) {
        return report.body()
                .lines()
                .filter(line -> line.contains('"' + id + '"')
                        && line.contains("\"record\":\"" + record + "\"")
                        && line.contains("\"outcome\":\"" + outcome + "\""))
                .count();
    }

    private static JsonObject object(String json) {
        return Json.createReader(new StringReader(json)).readObject();
    }

    private static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] form(String name) {
        return RestTestClient.bytes("--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: text/plain\r\n\r\nThe pier costs two million.\r\n--xyz--\r\n");
    }
}
