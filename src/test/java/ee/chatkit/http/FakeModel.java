package ee.chatkit.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An endpoint that is compatible with OpenAI's chat completions, on loopback: each answer is the same, and costs 12 and 3 tokens. */
final class FakeModel implements AutoCloseable {
    private final HttpServer server;
    private final List<String> traceParents = new CopyOnWriteArrayList<>();

    private FakeModel(HttpServer server) {
        this.server = server;
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    static FakeModel start() {
        try {
            return new FakeModel(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String traceParent = exchange.getRequestHeaders().getFirst("traceparent");
        traceParents.add(traceParent == null ? "none" : traceParent);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(event("[{\"index\":0,\"delta\":{\"content\":\"Two \"},\"finish_reason\":null}]", "null"));
            out.write(event("[{\"index\":0,\"delta\":{\"content\":\"million.\"},\"finish_reason\":null}]", "null"));
            out.write(event("[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]", "null"));
            out.write(event("[]", "{\"prompt_tokens\":12,\"completion_tokens\":3,\"total_tokens\":15}"));
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] event(String choices, String usage) {
        return ("data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                        + choices + ",\"usage\":" + usage + "}\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** The header {@code traceparent} of each request. */
    List<String> traceParents() {
        return List.copyOf(traceParents);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
