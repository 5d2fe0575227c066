package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.server.RawConnection;
import ee.chatkit.server.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What differs without a datasource, on Payara. */
class PayaraMemoryIT extends MemoryStoreHttpSuite implements FuzzHttpSuite {
    PayaraMemoryIT() {
        super(Server.Kind.PAYARA);
    }

    /** Payara closes connections without a complete request after 30 seconds. */
    @Test
    void requestsWithoutTheirFirstChunk_occupyNoWorkerAndEnd() throws IOException {
        checkOthersAreServed("""
            POST /api/threads HTTP/1.1
            Host: localhost
            Content-Type: application/json
            Transfer-Encoding: chunked

            """, Duration.ofSeconds(60));
    }

    /** Payara does not end the input of a request to upgrade. */
    @Test
    void requestsToUpgrade_occupyNoWorkerAndEnd() throws IOException {
        checkOthersAreServed("""
            BREW /api/threads HTTP/1.1
            Host: localhost
            Connection: close
            Upgrade: x
            Content-Type: application/x-www-form-urlencoded

            """, Duration.ofSeconds(9));
        checkOthersAreServed("""
            POST /api/threads HTTP/1.1
            Host: localhost
            Connection: close
            Upgrade: x
            Content-Type: application/json
            Content-Length: 2

            {}\
            """, Duration.ofSeconds(9));
    }

    /** Payara would report the end of such a body twice, the second time to a request that has ended. */
    @Test
    void completeBodiesOfRejectedRequests_logNoError() throws Exception {
        int begin = fixture().log().length();
        List<Future<?>> senders = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int sender = 0; sender < 6; sender++) {
                senders.add(executor.submit(() -> {
                    for (int n = 0; n < 40; n++) {
                        rejectCompleteBody("Content-Length: 2\r\n\r\n{}", "");
                        rejectCompleteBody("Content-Length: 2\r\n\r\n", "{}");
                        rejectCompleteBody("Transfer-Encoding: chunked\r\n\r\n", "2\r\n{}\r\n0\r\n\r\n");
                        rejectCompleteBody("Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", "1\r\n}\r\n0\r\n\r\n");
                    }
                    return null;
                }));
            }
        }
        for (Future<?> sender : senders) {
            sender.get();
        }
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos()); // it would be logged after the response
        String logged = fixture().log().substring(begin);
        int error = logged.indexOf("InputBuffer$ReadHandlerImpl.processCallbacks");
        assertEquals(-1, error, () -> logged.substring(Math.max(0, error - 300), error));
    }

    private void rejectCompleteBody(String beginning, String rest) throws IOException {
        try (var connection = new RawConnection(base())) {
            connection.send("POST /api/threads HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: x\r\n"
                    + beginning);
            LockSupport.parkNanos(Duration.ofMillis(3).toNanos());
            connection.send(rest);
            assertTrue(connection.readFor(Duration.ofSeconds(9)), () -> "still open after " + connection.text());
            assertEquals(415, connection.status(), connection::text);
        }
    }

    private void checkOthersAreServed(String request, Duration silence) throws IOException {
        List<RawConnection> connections = new ArrayList<>();
        try {
            for (int n = 0; n < CONNECTIONS; n++) {
                var connection = new RawConnection(base());
                connections.add(connection);
                connection.send(request.replace("\n", "\r\n"));
            }
            long start = System.nanoTime();
            new RestTestClient(base()).get("threads").expect(200);
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(taken.compareTo(PROMPT) < 0, () -> "the response took " + taken);
            for (RawConnection connection : connections) {
                assertTrue(connection.readFor(silence), () -> "still open after " + connection.text());
            }
        } finally {
            connections.forEach(RawConnection::close);
        }
    }
}
