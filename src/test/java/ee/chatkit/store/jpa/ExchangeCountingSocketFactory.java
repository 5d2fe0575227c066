package ee.chatkit.store.jpa;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/** Counts exchanges with a server, on all of its sockets: each is a read that follows a write. */
public final class ExchangeCountingSocketFactory extends SocketFactory {
    private static final AtomicInteger EXCHANGES = new AtomicInteger();

    static int exchanges() {
        return EXCHANGES.get();
    }

    @Override
    public Socket createSocket() {
        return new CountingSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }

    private static final class CountingSocket extends Socket {
        private volatile boolean written;

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int offset, int count) throws IOException {
                    written = true;
                    out.write(bytes, offset, count);
                }

                @Override
                public void write(int one) throws IOException {
                    written = true;
                    out.write(one);
                }
            };
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] bytes, int offset, int count) throws IOException {
                    countExchange();
                    return super.read(bytes, offset, count);
                }

                @Override
                public int read() throws IOException {
                    countExchange();
                    return super.read();
                }
            };
        }

        private void countExchange() {
            if (written) {
                written = false;
                EXCHANGES.incrementAndGet();
            }
        }
    }
}
