package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.openapi.ExchangeValidator;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A plain HTTP client of the REST API. Each exchange is validated against the OpenAPI document. */
public final class RestTestClient {
    static final String JSON = "application/json";
    static final String MERGE_PATCH = "application/merge-patch+json";
    static final String[] NO_HEADERS = {};

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;

    /** A client for a base URL, which ends with {@code /api/}. */
    public RestTestClient(URI base) {
        this.base = base;
    }

    public RestResponse get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    RestResponse post(String path, String json) {
        return send("POST", path, bytes(json), "Content-Type", JSON);
    }

    public RestResponse put(String path, String json) {
        return send("PUT", path, bytes(json), "Content-Type", JSON);
    }

    public RestResponse patch(String path, String json) {
        return send("PATCH", path, bytes(json), "Content-Type", MERGE_PATCH);
    }

    RestResponse patchIfMatch(String path, String json, String tag) {
        return send("PATCH", path, bytes(json), "Content-Type", MERGE_PATCH, "If-Match", tag);
    }

    public RestResponse delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /** Creates a resource; returns its id. */
    public String create(String path, String json) {
        return post(path, json).expect(201).text("id");
    }

    RestResponse send(String method, String path, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpRequest asked = request.build();
            HttpResponse<byte[]> answered = CLIENT.send(asked, BodyHandlers.ofByteArray());
            ExchangeValidator.check(asked, body, answered, answered.body());
            return new RestResponse(method + " " + path, answered);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A response. */
    public record RestResponse(String request, HttpResponse<byte[]> response) {
        public RestResponse expect(int status) {
            assertEquals(status, response.statusCode(), () -> request + " answered " + body());
            return this;
        }

        /** Expects a problem document of this status and type. */
        public RestResponse expectProblem(int status, String kind) {
            expect(status);
            assertEquals("application/problem+json", header("Content-Type"), request);
            assertEquals("urn:chatkit:problem:" + kind, text("type"), request);
            assertEquals(status, json().getInt("status"), request);
            assertEquals("no-store", header("Cache-Control"), request);
            return this;
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String body() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonObject json() {
            try (var reader = Json.createReader(new StringReader(body()))) {
                return reader.readObject();
            }
        }

        public String text(String member) {
            return json().getString(member, null);
        }
    }
}
