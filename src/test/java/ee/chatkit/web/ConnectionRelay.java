package ee.chatkit.web;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes connections on to a server byte for byte, until a test closes them: a network with faults. */
final class ConnectionRelay implements AutoCloseable {
    private final URI target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean interrupted;

    ConnectionRelay(URI target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    /** The address of the server for clients. */
    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + target.getPath());
    }

    /** Closes all connections; those that come later are as usual. */
    void tear() {
        sockets.forEach(ConnectionRelay::closeQuietly);
        sockets.clear();
    }

    /** Closes all connections, and each one that comes until {@link #restore}. */
    void interrupt() {
        interrupted = true;
        tear();
    }

    void restore() {
        interrupted = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                if (interrupted) {
                    client.close();
                } else {
                    Socket server = new Socket(target.getHost(), target.getPort());
                    sockets.add(client);
                    sockets.add(server);
                    Thread.startVirtualThread(() -> copy(client, server));
                    Thread.startVirtualThread(() -> copy(server, client));
                }
            }
        } catch (IOException e) {
            tear(); // the relay is closed
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // the other direction ends too
        }
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // it is closed as far as the test can tell
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        tear();
    }
}
