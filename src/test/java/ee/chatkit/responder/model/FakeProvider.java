package ee.chatkit.responder.model;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A provider of language models on localhost. Writes HTTP as raw bytes, so that a test can end it anywhere. */
final class FakeProvider implements AutoCloseable {
    private static final String STREAM_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";

    /** Answers a request. */
    @FunctionalInterface
    interface Script {
        void answer(Exchange exchange) throws IOException;
    }

    private final ServerSocket socket;
    private final Script script;
    private final List<JsonObject> requests = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final CountDownLatch requestReceived = new CountDownLatch(1);
    private final CountDownLatch disconnected = new CountDownLatch(1);

    private FakeProvider(Script script) throws IOException {
        this.script = script;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static FakeProvider scripted(Script script) {
        try {
            return new FakeProvider(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads the classes of the client, so that later short timeouts measure the provider only. */
    static void warmUp() throws Exception {
        try (var provider = answering("Hello.")) {
            var thread = new ResponderFixture();
            new ModelResponder(
                            OpenAiModelFactory.model(provider.url(), null, "m"),
                            ResponderFixture.OPTIONS,
                            AttachmentReader.NONE)
                    .respond(thread.turn("Hello"), thread);
        }
    }

    /** Sends these deltas, and completes the answer. */
    static FakeProvider answering(String... deltas) {
        return scripted(exchange -> {
            exchange.beginStream();
            for (String delta : deltas) {
                exchange.chunk(event(delta));
            }
            exchange.chunk(finish("stop"));
            exchange.end();
        });
    }

    /** Answers with an error status and a body that must not be shown. */
    static FakeProvider failing(int status, String body) {
        return scripted(exchange ->
                exchange.raw("HTTP/1.1 " + status + " No\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\nConnection: close\r\n\r\n" + body));
    }

    /** A delta as an event. */
    static String event(String text) {
        return event(Json.createObjectBuilder().add("content", text).build());
    }

    static String event(JsonObject delta) {
        return "data: " + choice(delta, "null") + "\n\n";
    }

    static String finish(String reason) {
        return "data: " + choice(JsonObject.EMPTY_JSON_OBJECT, "\"" + reason + "\"") + "\n\n";
    }

    private static String choice(JsonObject delta, String finish) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
                + delta + ",\"finish_reason\":" + finish + "}]}";
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
    }

    /** The body of the only request. */
    JsonObject request() {
        if (requests.size() != 1) {
            throw new AssertionError("there were " + requests.size() + " requests");
        }
        return requests.getFirst();
    }

    /** The request line and headers of the only request. */
    String head() {
        return heads.getFirst();
    }

    boolean awaitRequest() throws InterruptedException {
        return requestReceived.await(20, TimeUnit.SECONDS);
    }

    /** Whether the client closes a connection while it waits for data. */
    boolean awaitDisconnect() throws InterruptedException {
        return disconnected.await(20, TimeUnit.SECONDS);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            heads.add(readHead(client.getInputStream()));
            int length = Integer.parseInt(header(heads.getLast(), "content-length"));
            String body = new String(client.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
            requests.add(Json.createReader(new StringReader(body)).readObject());
            requestReceived.countDown();
            script.answer(new Exchange(client));
        } catch (IOException e) {
            disconnected.countDown(); // a write to a closed connection
        }
    }

    private static String readHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("no request");
            }
            head.append((char) c);
        }
        return head.toString();
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("0");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A request that is being answered. */
    final class Exchange {
        private final Socket client;

        private Exchange(Socket client) {
            this.client = client;
        }

        void raw(String text) throws IOException {
            raw(text.getBytes(StandardCharsets.UTF_8));
        }

        void raw(byte[] bytes) throws IOException {
            OutputStream out = client.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        void beginStream() throws IOException {
            raw(STREAM_HEAD + "Transfer-Encoding: chunked\r\n\r\n");
        }

        /** A stream without chunks, which ends with the connection. */
        void beginPlainStream() throws IOException {
            raw(STREAM_HEAD + "Connection: close\r\n\r\n");
        }

        void chunk(String text) throws IOException {
            chunk(text.getBytes(StandardCharsets.UTF_8));
        }

        void chunk(byte[] bytes) throws IOException {
            var chunk = new ByteArrayOutputStream();
            chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunk.writeBytes(bytes);
            chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            raw(chunk.toByteArray());
        }

        void end() throws IOException {
            chunk("data: [DONE]\n\n");
            raw("0\r\n\r\n");
        }

        /** Sends nothing until the client disconnects. */
        void awaitDisconnect() throws IOException {
            if (client.getInputStream().read() < 0) {
                disconnected.countDown();
            }
        }
    }
}
