package ee.chatkit.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection whose response is read only as far as a test says, with a small receive buffer. */
final class SlowReaderConnection implements AutoCloseable {
    private static final int RECEIVE_BUFFER = 256 * 1024;

    private final Socket socket = new Socket();

    private SlowReaderConnection(URI address) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()), 10_000);
    }

    /** Sends a request, and reads nothing. */
    static SlowReaderConnection send(URI address, String method, String contentType, byte[] body) {
        try {
            var connection = new SlowReaderConnection(address);
            String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
            String head = method + " " + address.getRawPath() + query + " HTTP/1.1\r\nHost: localhost:"
                    + address.getPort() + "\r\nContent-Type: " + contentType + "\r\nContent-Length: " + body.length
                    + "\r\n\r\n";
            var request = new ByteArrayOutputStream();
            request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
            request.writeBytes(body);
            connection.socket.getOutputStream().write(request.toByteArray());
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Posts a request of the ChatKit protocol. */
    static SlowReaderConnection chatKit(URI base, String type, String params) {
        String body = "{\"type\":\"" + type + "\",\"params\":{" + params + "}}";
        return send(base.resolve("chatkit"), "POST", "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads until the response contains a text; fails after a time. */
    String readUntil(String text, Duration atMost) {
        var read = new StringBuilder();
        long end = System.nanoTime() + atMost.toNanos();
        try {
            InputStream in = socket.getInputStream();
            while (read.indexOf(text) < 0) {
                long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    throw new AssertionError("within " + atMost + ": '" + text + "'; got " + read);
                }
                socket.setSoTimeout((int) left);
                int next = in.read();
                if (next < 0) {
                    throw new AssertionError("the response ended without '" + text + "': " + read);
                }
                read.append((char) next);
            }
            return read.toString();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("within " + atMost + ": '" + text + "'; got " + read, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads everything; returns whether the response ended as complete, by its last chunk. */
    boolean isComplete() {
        byte[] tail = new byte[7];
        try {
            socket.setSoTimeout(20_000);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                byte[] all = new byte[tail.length + read];
                System.arraycopy(tail, 0, all, 0, tail.length);
                System.arraycopy(buffer, 0, all, tail.length, read);
                System.arraycopy(all, all.length - tail.length, tail, 0, tail.length);
                if (endsResponse(tail)) {
                    return true;
                }
            }
            return endsResponse(tail);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (SocketException e) {
            return false; // reset
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean endsResponse(byte[] tail) {
        return new String(tail, StandardCharsets.US_ASCII).equals("\r\n0\r\n\r\n");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
