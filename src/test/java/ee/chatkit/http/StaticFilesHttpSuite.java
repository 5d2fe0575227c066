package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The page at the root and its modules. */
public interface StaticFilesHttpSuite {
    String POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @Test
    default void page_hasNothingInlineAndAStrictPolicy() {
        RestResponse page = new RestTestClient(base()).get("../").expect(200);
        assertEquals(POLICY, page.header("Content-Security-Policy"));
        assertTrue(page.header("Content-Type").startsWith("text/html"), page.header("Content-Type"));
        assertTrue(page.body().contains("<title>ChatKit EE</title>"), page.body());
        assertFalse(page.body().contains("<style"), page.body());
        assertFalse(page.body().matches("(?s).*<script(?![^>]* src=).*"), page.body());
        assertFalse(page.body().matches("(?s).*\\s(style|on[a-z]+)=.*"), page.body());
        assertFalse(page.body().matches("(?s).*(src|href)=\"(/|https?:).*"), page.body());
    }

    @Test
    default void staticFiles_haveTypesThatBrowsersAccept() {
        var rest = new RestTestClient(base());
        Map.of(
                        "index.html", "text/html",
                        "workspace.css", "text/css",
                        "workspace.js", "text/javascript",
                        "chatkit-ee.js", "text/javascript",
                        "openai-chatkit.js", "text/javascript",
                        "icon.svg", "image/svg+xml")
                .forEach((name, type) -> {
                    RestResponse file = rest.get("../" + name).expect(200);
                    assertEquals(type, file.header("Content-Type").split(";", -1)[0], name);
                    assertEquals("no-cache", file.header("Cache-Control"), name);
                });
        rest.get("../nothing.js").expectProblem(404, "not-found");
        rest.send("POST", "../chatkit-ee.js", RestTestClient.bytes("x"), "Content-Type", "text/plain")
                .expectProblem(405, "method-not-allowed");
    }

    /** Only then the modules of a new release are used as soon as it is deployed. */
    @Test
    default void staticFile_isRevalidatedByItsContent() {
        var rest = new RestTestClient(base());
        RestResponse first = rest.get("../chatkit-ee.js").expect(200);
        String tag = first.header("ETag");
        assertTrue(tag.matches("\"[\\w-]{22}\""), tag);
        assertEquals("", first.header("Last-Modified"));
        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag)) {
            RestResponse again =
                    rest.get("../chatkit-ee.js", "If-None-Match", known).expect(304);
            assertEquals(tag, again.header("ETag"));
            assertEquals(POLICY, again.header("Content-Security-Policy"));
        }
        rest.get("../chatkit-ee.js", "If-None-Match", "\"other\"", "If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT")
                .expect(200);
    }

    @Test
    default void staticFile_isCompressedForBrowsers() throws IOException, InterruptedException {
        String plain =
                new RestTestClient(base()).get("../workspace.js").expect(200).body();
        HttpResponse<byte[]> gzip = file("gzip, deflate, br");
        assertEquals("gzip", gzip.headers().firstValue("Content-Encoding").orElse(""));
        assertTrue(gzip.headers().allValues("Vary").toString().contains("Accept-Encoding"));
        assertTrue(gzip.body().length < plain.length() / 2, () -> gzip.body().length + " bytes");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
            assertEquals(plain, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertEquals(
                "", file("gzip;q=0").headers().firstValue("Content-Encoding").orElse(""));
    }

    private HttpResponse<byte[]> file(String acceptEncoding) throws IOException, InterruptedException {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(
                    HttpRequest.newBuilder(base().resolve("../workspace.js"))
                            .header("Accept-Encoding", acceptEncoding)
                            .build(),
                    BodyHandlers.ofByteArray());
        }
    }

    @Test
    default void about_tellsWhoAnswersAndWhereConversationsAreStored() {
        var about = new RestTestClient(base()).get("about").expect(200).json();
        assertEquals("ChatKit EE", about.getString("product"));
        assertEquals("demo", about.getString("user"));
        assertTrue(about.getBoolean("anonymous"));
        assertFalse(about.getBoolean("admin"));
        assertEquals("echo", about.getJsonObject("responder").getString("type"));
        assertTrue(about.getJsonObject("store").getBoolean("available"));
        assertEquals(20_971_520, about.getJsonObject("limits").getInt("attachment_bytes"));
    }

    @Test
    default void signIn_leadsToThePage() {
        RestResponse answer = new RestTestClient(base()).get("sign-in").expect(303);
        assertEquals(base().resolve("../").toString(), answer.header("Location"));
    }
}
