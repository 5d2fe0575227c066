package ee.chatkit.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Many connections that post the same request and read the events of its answer, all in the thread that calls, so that the
 * clients take little of the machine from the server. Not safe for use by several threads.
 */
final class StreamLoad implements AutoCloseable {
    private static final int MAX_OPENING = 64;
    private static final String DATA = "data: ";
    private static final String DELTA = "\"delta\":\"";
    private static final String PROBLEM_TYPE = "\"type\":\"";

    private final Selector selector = Selector.open();
    private final InetSocketAddress server;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final List<Connection> connections = new ArrayList<>();
    private final List<Long> delays = new ArrayList<>();
    private int opening;
    private int open;
    private int ended;
    private boolean allOpen;

    StreamLoad(int port) throws IOException {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Posts a request on so many connections; returns when each has the head of its answer, or has failed, or at the timeout. */
    void open(int streams, String body, Duration timeout) throws IOException {
        byte[] request = request(body);
        long end = System.nanoTime() + timeout.toNanos();
        for (int begun = 0; (begun < streams || opening > 0) && System.nanoTime() < end; ) {
            while (begun < streams && opening < MAX_OPENING) {
                begun++;
                opening++;
                connections.add(new Connection(request));
            }
            select();
        }
        allOpen = true;
    }

    /** Reads until all answers have ended, or the timeout. */
    void read(Duration timeout) throws IOException {
        for (long end = System.nanoTime() + timeout.toNanos(); open > 0 && System.nanoTime() < end; ) {
            select();
        }
    }

    /** How many answers are being read. */
    int open() {
        return open;
    }

    /** How late deltas were that came while all streams were open, in milliseconds. */
    List<Long> delays() {
        return delays;
    }

    /** What has become of the requests, with their numbers. */
    Map<String, Integer> outcomes() {
        Map<String, Integer> outcomes = new TreeMap<>();
        connections.forEach(connection -> outcomes.merge(connection.outcome, 1, Integer::sum));
        return outcomes;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }

    private byte[] request(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST /api/chatkit HTTP/1.1\r\nHost: localhost:" + server.getPort()
                + "\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\nContent-Length: " + bytes.length
                + "\r\n\r\n";
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(bytes);
        return request.toByteArray();
    }

    private void select() throws IOException {
        selector.select(key -> ((Connection) key.attachment()).ready(key), 100);
    }

    /** A part of an answer in chunks, or of its head. */
    private enum Part {
        STATUS,
        HEADER,
        SIZE,
        CHUNK,
        END_OF_CHUNK,
        BODY
    }

    private final class Connection {
        private final SocketChannel channel = SocketChannel.open();
        private final byte[] request;
        private final StringBuilder line = new StringBuilder();
        private final StringBuilder event = new StringBuilder();
        private Part part = Part.STATUS;
        private String outcome = "no answer";
        private boolean chunked;
        private long left;

        Connection(byte[] request) throws IOException {
            this.request = request;
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_CONNECT, this);
            if (channel.connect(server)) {
                throw new IOException("connected at once, which select does not report");
            }
        }

        void ready(SelectionKey key) {
            try {
                if (key.isConnectable()) {
                    channel.finishConnect();
                    if (channel.write(ByteBuffer.wrap(request)) < request.length) {
                        throw new IOException("the request does not fit into the socket");
                    }
                    key.interestOps(SelectionKey.OP_READ);
                } else {
                    read();
                }
            } catch (IOException e) {
                end(outcome + ", then " + e.getMessage());
            }
        }

        private void read() throws IOException {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                end(outcome + ", then the connection was closed");
                return;
            }
            buffer.flip();
            while (buffer.hasRemaining() && channel.isOpen()) {
                char b = (char) (buffer.get() & 0xff);
                boolean content = part == Part.CHUNK || part == Part.BODY;
                StringBuilder text = content ? event : line;
                boolean last = content && --left == 0;
                if (b != '\n') {
                    text.append(b);
                }
                if (b == '\n' || (last && part == Part.BODY)) {
                    String ended = text.toString().stripTrailing();
                    text.setLength(0);
                    line(ended);
                }
                if (last && part == Part.CHUNK) {
                    part = Part.END_OF_CHUNK;
                }
            }
        }

        private void line(String text) throws IOException {
            switch (part) {
                case STATUS -> {
                    outcome = text.replaceFirst("HTTP/1.1 (\\d+).*", "$1");
                    part = Part.HEADER;
                }
                case HEADER -> header(text.toLowerCase(Locale.ROOT));
                case SIZE -> size(Long.parseLong(text, 16));
                case CHUNK -> event(text);
                case END_OF_CHUNK -> part = Part.SIZE;
                case BODY -> {
                    int type = text.indexOf(PROBLEM_TYPE);
                    end(outcome + ' ' + (type < 0 ? text : text.substring(type, text.indexOf('"', type + 8))));
                }
            }
        }

        private void header(String header) throws IOException {
            if (header.equals("transfer-encoding: chunked")) {
                chunked = true;
            } else if (header.startsWith("content-length: ")) {
                left = Long.parseLong(header.substring(16));
            } else if (header.isEmpty()) {
                part = chunked ? Part.SIZE : Part.BODY;
                opening--;
                open++;
                if (!chunked && left == 0) {
                    end(outcome);
                }
            }
        }

        private void size(long size) throws IOException {
            left = size;
            part = Part.CHUNK;
            if (size == 0) {
                end(outcome + ", complete");
            }
        }

        private void event(String text) {
            if (!text.startsWith(DATA)) {
                return;
            }
            int delta = text.indexOf(DELTA);
            if (delta > 0 && allOpen && ended == 0) {
                int begin = delta + DELTA.length();
                delays.add(
                        System.currentTimeMillis() - Long.parseLong(text.substring(begin, text.indexOf(' ', begin))));
            } else if (text.startsWith("{\"type\":\"error\"", DATA.length())) {
                outcome += ' ' + text.substring(DATA.length());
            }
        }

        private void end(String result) {
            outcome = result;
            if (part == Part.STATUS || part == Part.HEADER) {
                opening--;
            } else {
                open--;
                ended++;
            }
            try {
                channel.close();
            } catch (IOException e) {
                outcome += ", and " + e.getMessage();
            }
        }
    }
}
