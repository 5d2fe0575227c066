package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moving in and out, seen from outside. The user has what other tests have left too. */
public interface TransferHttpSuite {
    String NDJSON = "application/x-ndjson";
    Duration PATIENCE = Duration.ofSeconds(20);

    /** The address under which the REST interface is served; ends with {@code /api/}. */
    URI base();

    @Test
    default void whatWasExportedAndDeletedComesBackAsItWas() {
        var restTestClient = new RestTestClient(base());
        String opportunity = restTestClient.created("opportunities", "{\"name\":\"Moving \\u2028\"}");
        restTestClient
                .put("active-opportunity", "{\"id\":\"" + opportunity + "\"}")
                .expect(200);
        String thread = restTestClient.created("threads", "{\"title\":\"To be moved\",\"metadata\":{\"n\":1.50}}");
        for (int n = 1; n <= 12; n++) {
            restTestClient.created(
                    "threads/" + thread + "/items",
                    "{\"id\":\"m" + n
                            + "\",\"type\":\"of_the_future\",\"n\":[9007199254740993,0.10],\"s\":\"\\u2028\"}");
        }
        String file = restTestClient
                .send("POST", "attachments", form("plan.txt"), "Content-Type", "multipart/form-data; boundary=xyz")
                .expect(201)
                .text("id");
        List<String> paths = List.of(
                "opportunities/" + opportunity,
                "threads/" + thread,
                "threads/" + thread + "/items?order=asc&limit=100",
                "attachments/" + file,
                "attachments/" + file + "/content");
        List<String> before = bodies(restTestClient, paths);

        byte[] all = export(restTestClient, "?contents=true");
        restTestClient.delete("opportunities/" + opportunity).expect(204);
        restTestClient.delete("attachments/" + file).expect(204);
        Answer dry = take(restTestClient, "?dry_run=true&report=refused", all).expect(200);
        restTestClient.get("threads/" + thread).expectProblem(404, "not-found");
        Answer report = take(restTestClient, "", all).expect(200);
        assertEquals(NDJSON, report.header("Content-Type").replaceFirst(";.*", ""));
        assertEquals(before, bodies(restTestClient, paths));
        assertEquals(opportunity, restTestClient.get("active-opportunity").text("id"));
        assertEquals(last(dry), last(report));
        assertEquals(12, told(report, thread, "item", "added"));
        assertEquals(1, told(report, opportunity, "opportunity", "added"));
        assertEquals(1, told(report, file, "content", "added"));

        JsonObject again =
                last(take(restTestClient, "?report=refused", all).expect(200)).getJsonObject("totals");
        assertEquals(0, again.getJsonObject("added").getInt("item"));
        restTestClient.delete("active-opportunity").expect(204);
    }

    @Test
    default void whoAcceptsGzipGetsItAndMaySendIt() throws IOException {
        var restTestClient = new RestTestClient(base());
        restTestClient.created("threads", "{\"title\":\"Squeezed\"}");
        Answer plain =
                restTestClient.get("export", "Accept-Encoding", "gzip;q=0").expect(200);
        assertEquals("", plain.header("Content-Encoding"));
        assertTrue(plain.header("Content-Disposition")
                .matches("attachment; filename=\"chatkit-export-[0-9-]+.ndjson\".*"));
        Answer packed =
                restTestClient.get("export", "Accept-Encoding", "deflate, gzip").expect(200);
        assertEquals("gzip", packed.header("Content-Encoding"));
        assertEquals("Accept-Encoding", packed.header("Vary"));
        assertEquals("no-store", packed.header("Cache-Control"));
        byte[] unpacked =
                new GZIPInputStream(new ByteArrayInputStream(packed.response().body())).readAllBytes();
        assertEquals(
                plain.body().lines().count(),
                new String(unpacked, StandardCharsets.UTF_8).lines().count());
        restTestClient
                .send(
                        "POST",
                        "import?report=refused",
                        packed.response().body(),
                        "Content-Type",
                        NDJSON,
                        "Content-Encoding",
                        "gzip")
                .expect(200);
        take(restTestClient, "?report=refused", gzip(plain.response().body())).expect(200);
        take(
                        restTestClient,
                        "",
                        Arrays.copyOf(
                                packed.response().body(), packed.response().body().length - 9))
                .expectProblem(422, "invalid-file");
        restTestClient
                .send("POST", "import", plain.response().body(), "Content-Type", NDJSON, "Content-Encoding", "br")
                .expectProblem(415, "unsupported-media-type");
    }

    @Test
    default void aFileWithAFlawIsNamedLineByLineAndNothingOfItIsWritten() {
        var restTestClient = new RestTestClient(base());
        String thread = restTestClient.created("threads", "{\"title\":\"Flawed\"}");
        String file = new String(export(restTestClient, ""), StandardCharsets.UTF_8);
        restTestClient.delete("threads/" + thread).expect(204);
        String flawed = file.replace("\"title\":\"Flawed\"", "\"title\":17");
        long line = 1
                + file.substring(0, file.indexOf("\"title\":\"Flawed\""))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        JsonObject problem = take(restTestClient, "", RestTestClient.bytes(flawed))
                .expectProblem(422, "invalid-file")
                .json();
        JsonObject first = problem.getJsonArray("errors").getJsonObject(0);
        assertEquals(line, first.getInt("line"));
        assertEquals("title must be a string", first.getString("detail"));
        assertEquals(2, problem.getJsonArray("errors").size(), "the sum is wrong too");
        restTestClient.get("threads/" + thread).expectProblem(404, "not-found");
        take(restTestClient, "", RestTestClient.bytes(file.substring(0, file.length() / 2)))
                .expectProblem(422, "invalid-file");
        take(restTestClient, "", RestTestClient.bytes("")).expectProblem(422, "invalid-file");
        take(restTestClient, "", RestTestClient.bytes(file)).expect(200);
        restTestClient.get("threads/" + thread).expect(200);
    }

    @Test
    default void anExportThatWasCutGoesOnBehindItsLastThread() {
        var restTestClient = new RestTestClient(base());
        String one = restTestClient.created("threads", "{\"id\":\"zzz-1\"}");
        restTestClient.created("threads", "{\"id\":\"zzz-2\"}");
        String rest2 = new String(export(restTestClient, "?after=" + one), StandardCharsets.UTF_8);
        assertTrue(rest2.contains("\"record\":\"thread\",\"id\":\"zzz-2\""), rest2);
        assertFalse(rest2.contains("\"record\":\"thread\",\"id\":\"zzz-1\""), rest2);
        take(restTestClient, "?report=refused", RestTestClient.bytes(rest2)).expect(200);
        restTestClient.delete("threads/zzz-1").expect(204);
        restTestClient.delete("threads/zzz-2").expect(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"export?contents=yes", "export?users=some", "export?after=", "export?contents="})
    default void whatCannotBeUnderstoodIsSaidBeforeAFileBegins(String path) {
        new RestTestClient(base()).get(path).expectProblem(400, "invalid-request");
    }

    @Test
    default void whoIsNoAdministratorExportsTheirOwnOnly() {
        new RestTestClient(base()).get("export?users=all").expectProblem(403, "forbidden");
        new RestTestClient(base()).get("export?users=own").expect(200);
    }

    @Test
    default void onlyAFileIsImported() {
        var restTestClient = new RestTestClient(base());
        restTestClient.post("import", "{}").expectProblem(415, "unsupported-media-type");
        take(restTestClient, "?dry_run=perhaps", RestTestClient.bytes("x")).expectProblem(400, "invalid-request");
        take(restTestClient, "?dryrun=true", RestTestClient.bytes("x")).expectProblem(400, "invalid-request");
        restTestClient.get("export?content=true").expectProblem(400, "invalid-request");
        take(restTestClient, "?report=some", RestTestClient.bytes("x")).expectProblem(400, "invalid-request");
    }

    @Test
    default void whoOnlyAsksForHeadersTakesNoPlace() throws Exception {
        var client = HttpClient.newHttpClient();
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
    default void whenEnoughAreServedOthersAreAskedToComeAgain() throws IOException {
        var restTestClient = new RestTestClient(base());
        Socket[] uploads = {begun(), begun()};
        try {
            Answer busy = await(restTestClient, 503, uploads);
            busy.expectProblem(503, "busy");
            assertEquals("5", busy.header("Retry-After"));
            restTestClient.get("threads").expect(200);
        } finally {
            for (Socket upload : uploads) {
                upload.close();
            }
        }
        await(restTestClient, 200);
    }

    /** An import whose body does not end. */
    private Socket begun() throws IOException {
        var socket = new Socket(base().getHost(), base().getPort());
        String head = "POST " + base().resolve("import").getRawPath() + " HTTP/1.1\r\nHost: " + base().getAuthority()
                + "\r\nContent-Type: " + NDJSON + "\r\nContent-Length: 500000\r\n\r\n{";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    /** Asks until it is answered so. An upload that came while the question had its place was refused: it begins again. */
    private Answer await(RestTestClient restTestClient, int status, Socket... uploads) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Answer answer = restTestClient.get("export");
        while (answer.response().statusCode() != status && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
            for (int i = 0; i < uploads.length; i++) {
                if (uploads[i].getInputStream().available() > 0) {
                    uploads[i].close();
                    uploads[i] = begun();
                }
            }
            answer = restTestClient.get("export");
        }
        return answer.expect(status);
    }

    private static byte[] export(RestTestClient restTestClient, String query) {
        return restTestClient.get("export" + query).expect(200).response().body();
    }

    private static Answer take(RestTestClient restTestClient, String query, byte[] file) {
        return restTestClient.send("POST", "import" + query, file, "Content-Type", NDJSON);
    }

    private static List<String> bodies(RestTestClient restTestClient, List<String> paths) {
        return paths.stream()
                .map(path -> restTestClient.get(path).expect(200).body())
                .toList();
    }

    private static JsonObject last(Answer report) {
        return object(report.body().lines().toList().getLast());
    }

    private static long told(Answer report, String id, String record, String outcome) {
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
