package ee.chatkit.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A reverse proxy that serves an application under another path and another host than the application has. It changes neither
 * bodies nor headers, {@code Location} among them, and passes responses on as they arrive.
 */
final class PrefixProxy implements AutoCloseable {
    /** Headers of the connection to the next server, or those that are made for it. */
    private static final Set<String> OF_CONNECTION =
            Set.of("connection", "keep-alive", "transfer-encoding", "content-length", "host", "upgrade", "expect");

    private final String prefix;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile URI target;

    /** @param prefix the path under which the application is served, such as {@code /tools/chat/} */
    PrefixProxy(String prefix) throws IOException {
        this.prefix = prefix;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(prefix, this::pass);
        server.start();
    }

    /** The address of the application for clients. */
    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + prefix);
    }

    /** Says where the application is. */
    void target(URI uri) {
        target = uri;
    }

    private void pass(HttpExchange exchange) throws IOException {
        String requested = exchange.getRequestURI().toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(requested.substring(prefix.length())))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<InputStream> response;
        try {
            response = client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        response.headers().map().forEach((name, values) -> {
            if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
        });
        boolean empty = response.statusCode() == 204 || response.statusCode() == 304;
        exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : 0);
        try (exchange;
                InputStream body = response.body()) {
            byte[] piece = new byte[8192];
            for (int length = body.read(piece); length >= 0 && !empty; length = body.read(piece)) {
                exchange.getResponseBody().write(piece, 0, length);
                exchange.getResponseBody().flush();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
