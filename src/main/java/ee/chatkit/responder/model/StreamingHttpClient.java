package ee.chatkit.responder.model;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import ee.chatkit.telemetry.Telemetry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's HTTP client for streams, on the client of the JDK.
 *
 * <p>The stream is read on the calling thread, so an interrupt of that thread closes the connection at any time, also
 * before the first byte. Timeouts of the answer are left to the caller.
 *
 * <p>A stream that ends before the provider has marked its end is reported as a failure, and so is a lost connection.
 */
final class StreamingHttpClient implements HttpClient {
    private static final String DONE_MARKER = "[DONE]";

    /** Part of the last event of an answer. Within a text, its quotation marks would be escaped. */
    private static final Pattern FINISH_REASON = Pattern.compile("\"finish_reason\"\\s*:\\s*\"");

    /** The type of an error. Its message is not read, because it may quote anything. */
    private static final Pattern ERROR_CODE = Pattern.compile("\"(?:code|type)\"\\s*:\\s*\"([a-z_]{1,60})\"");

    private static final int MAX_ERROR_BYTES = 16_384;

    /** A server that does not accept the connection by then is unavailable. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final java.net.http.HttpClient client;

    private final Telemetry telemetry;

    private StreamingHttpClient(java.net.http.HttpClient client, Telemetry telemetry) {
        this.telemetry = telemetry;
        this.client = client;
    }

    /** Unencrypted connections use HTTP/1.1 only, because some servers do not support the upgrade header. */
    static HttpClientBuilder builder(URI server, Telemetry telemetry) {
        return new Builder("https".equalsIgnoreCase(server.getScheme()) ? Version.HTTP_2 : Version.HTTP_1_1, telemetry);
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("This client supports streams only");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try {
            HttpResponse<InputStream> response = client.send(toJdkRequest(request), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    listener.onError(new HttpException(response.statusCode(), errorCode(body)));
                    return;
                }
                var streamEndDetector = new StreamEndDetector(listener);
                listener.onOpen(SuccessfulHttpResponse.builder()
                        .statusCode(response.statusCode())
                        .headers(response.headers().map())
                        .build());
                parser.parse(body, streamEndDetector);
                streamEndDetector.end();
            }
        } catch (HttpTimeoutException e) {
            listener.onError(new TimeoutException(e));
        } catch (IOException e) {
            listener.onError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            listener.onError(e);
        }
    }

    private java.net.http.HttpRequest toJdkRequest(HttpRequest request) {
        var builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .method(request.method().name(), BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        telemetry.injectHeaders(builder::setHeader);
        return builder.build();
    }

    private static String errorCode(InputStream body) throws IOException {
        Matcher code = ERROR_CODE.matcher(new String(body.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8));
        return code.find() ? code.group(1) : "no error code";
    }

    /** Passes events on, and distinguishes a complete stream from a truncated one. */
    private static final class StreamEndDetector implements ServerSentEventListener {
        private final ServerSentEventListener listener;
        private boolean finished;
        private boolean failed;

        StreamEndDetector(ServerSentEventListener listener) {
            this.listener = listener;
        }

        @Override
        public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            finished = finished
                    || DONE_MARKER.equals(event.data())
                    || FINISH_REASON.matcher(event.data()).find();
            listener.onEvent(event, context);
        }

        @Override
        public void onError(Throwable error) {
            failed = true;
            listener.onError(error);
        }

        void end() {
            if (failed) {
                return;
            }
            if (finished) {
                listener.onClose();
            } else {
                listener.onError(new IOException("The stream ended before the answer was complete"));
            }
        }
    }

    /** Ignores what LangChain4j would set: the timeouts of the answer are the caller's. */
    private record Builder(Version version, Telemetry telemetry) implements HttpClientBuilder {
        @Override
        public Duration connectTimeout() {
            return CONNECT_TIMEOUT;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            return this;
        }

        @Override
        public @Nullable Duration readTimeout() {
            return null;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            return this;
        }

        @Override
        public HttpClient build() {
            return new StreamingHttpClient(
                    java.net.http.HttpClient.newBuilder()
                            .version(version)
                            .connectTimeout(CONNECT_TIMEOUT)
                            .build(),
                    telemetry);
        }
    }
}
