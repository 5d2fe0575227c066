package ee.chatkit.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One connection that posts requests and reads the events of their answers: as little as that needs, on a socket. */
final class StreamClient implements AutoCloseable {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final Socket socket;
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long chunk;

    StreamClient(int port) throws IOException {
        this.port = port;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 4096);
    }

    /** Posts a request and reads the head of its answer. */
    void post(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST /api/chatkit HTTP/1.1\r\nHost: localhost:" + port + "\r\nContent-Type: application/json\r\n"
                + "Accept: text/event-stream\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(bytes);
        socket.getOutputStream().write(request.toByteArray());
        String status = headLine();
        if (!status.startsWith("HTTP/1.1 200 ")) {
            throw new IOException(status);
        }
        boolean chunked = false;
        for (String header = headLine(); !header.isEmpty(); header = headLine()) {
            chunked |= header.equalsIgnoreCase("Transfer-Encoding: chunked");
        }
        if (!chunked) {
            throw new IOException("the answer is not chunked");
        }
        chunk = 0;
    }

    /** The next event's JSON, waited for; null at the end of the answer. */
    @Nullable
    String event() throws IOException {
        while (true) {
            line.reset();
            for (int b = bodyByte(); b != '\n'; b = bodyByte()) {
                if (b < 0) {
                    return null;
                }
                line.write(b);
            }
            if (line.size() > DATA.length) {
                return line.toString(StandardCharsets.UTF_8).substring(DATA.length);
            }
        }
    }

    private int bodyByte() throws IOException {
        if (chunk == 0) {
            String size = headLine();
            chunk = Long.parseLong(size.isEmpty() ? headLine() : size, 16);
            if (chunk == 0) {
                headLine();
                return -1;
            }
        }
        chunk--;
        return read();
    }

    private String headLine() throws IOException {
        var text = new StringBuilder();
        for (int b = read(); b != '\n'; b = read()) {
            if (b != '\r') {
                text.append((char) b);
            }
        }
        return text.toString();
    }

    private int read() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the connection ended");
        }
        return b;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
