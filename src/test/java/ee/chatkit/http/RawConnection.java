package ee.chatkit.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection on which a test sends any bytes, valid HTTP or not. */
final class RawConnection implements AutoCloseable {
    private final Socket socket;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private boolean closedByServer;

    RawConnection(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Reads until the server closes the connection or nothing has come for this time; returns whether it was closed. */
    boolean readFor(Duration silence) {
        byte[] buffer = new byte[8192];
        try {
            socket.setSoTimeout((int) silence.toMillis());
            InputStream in = socket.getInputStream();
            while (!closedByServer) {
                int count = in.read(buffer);
                if (count < 0) {
                    closedByServer = true;
                } else {
                    received.write(buffer, 0, count);
                }
            }
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) { // reset
            closedByServer = true;
        }
        return closedByServer;
    }

    byte[] received() {
        return received.toByteArray();
    }

    String text() {
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    /** The status of the first response; 0 if there is none. */
    int status() {
        String text = text();
        return text.startsWith("HTTP/1.") && text.length() > 12 ? Integer.parseInt(text.substring(9, 12)) : 0;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
