package ee.chatkit.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/** A connection on which a test sends any bytes, valid HTTP or not. */
public final class RawConnection implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Socket socket;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private boolean closedByServer;

    public RawConnection(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Ends what the client sends; responses can still be received. */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads until the server closes the connection or nothing has come for this time; returns whether it was closed. */
    public boolean readFor(Duration silence) {
        return receive(silence);
    }

    /**
     * Reads until the server closes the connection, or what was received is complete.
     *
     * @param complete tested whenever the server pauses
     * @param timeout for all of it
     * @return whether either has happened in time
     */
    public boolean readUntil(Predicate<byte[]> complete, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!receive(PAUSE)) {
            if (complete.test(received())) {
                return true;
            }
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
        }
        return true;
    }

    /** Reads until the server closes the connection (true) or pauses for this time (false). */
    private boolean receive(Duration pause) {
        byte[] buffer = new byte[8192];
        try {
            socket.setSoTimeout((int) pause.toMillis());
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
        return true;
    }

    public byte[] received() {
        return received.toByteArray();
    }

    public String text() {
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    /** The status of the first response; 0 if there is none. */
    public int status() {
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
