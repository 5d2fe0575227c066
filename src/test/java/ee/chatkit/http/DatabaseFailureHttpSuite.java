package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.server.ServerFixture;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The database ends connections, does not answer, keeps a row locked, or takes rights away; the server's pool is in between. */
interface DatabaseFailureHttpSuite {
    int CLIENTS = 16;

    String ITEM = "{\"type\":\"user_message\",\"content\":[{\"type\":\"input_text\",\"text\":\"Hello\"}]}";

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** The running server and its database. */
    ServerFixture fixture();

    @Test
    default void terminatedConnections_cause503ForASecondAtMost() throws Exception {
        var rest = new RestTestClient(base());
        List<String> threads = new ArrayList<>();
        for (int n = 0; n < CLIENTS; n++) {
            threads.add(rest.create("threads", "{}"));
        }
        concurrently(threads, thread -> write(rest, thread));
        execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'chatkit'"
                + " and pid <> pg_backend_pid()");
        long begin = System.nanoTime();
        List<Long> failures = new ArrayList<>();
        for (int round = 0; round < 10 || System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(2); round++) {
            for (long sent : concurrently(threads, thread -> sentInVain(rest, thread))) {
                if (sent > 0) {
                    failures.add(Duration.ofNanos(sent - begin).toMillis());
                }
            }
        }
        assertTrue(
                failures.stream().allMatch(millis -> millis <= 1000),
                "requests failed that were sent " + failures + " ms after the end of the connections");
        for (String thread : threads) {
            rest.get("threads/" + thread).expect(200);
        }
    }

    /** When a write was sent that failed; 0 when it succeeded. */
    private static long sentInVain(RestTestClient rest, String thread) {
        long sent = System.nanoTime();
        return write(rest, thread) == 201 ? 0 : sent;
    }

    private static int write(RestTestClient rest, String thread) {
        return rest.post("threads/" + thread + "/items", ITEM).response().statusCode();
    }

    @Test
    default void lockedThread_leavesConnectionsForOthers() throws Exception {
        var rest = new RestTestClient(base());
        String locked = rest.create("threads", "{}");
        String other = rest.create("threads", "{}");
        try (Connection holder = fixture().database().dataSource().getConnection();
                Statement statement = holder.createStatement();
                var clients = Executors.newFixedThreadPool(20)) {
            holder.setAutoCommit(false);
            statement.execute("select 1 from chatkit_threads where id = '" + locked + "' for update");
            List<Future<RestTestClient.RestResponse>> writers = new ArrayList<>();
            for (int n = 0; n < 20; n++) {
                writers.add(clients.submit(() -> rest.post("threads/" + locked + "/items", ITEM)));
            }
            for (int n = 0; n < 20; n++) {
                assertEquals(201, write(rest, other));
                rest.get("threads/" + locked).expect(200);
            }
            for (var writer : writers) {
                var answer = writer.get(60, TimeUnit.SECONDS).expectProblem(503, "unavailable");
                assertEquals("5", answer.header("Retry-After"));
            }
            holder.rollback();
        }
        assertEquals(201, write(rest, locked));
    }

    @Test
    default void frozenDatabase_requestsAndHealthEndInTime() {
        var rest = new RestTestClient(base());
        var health = new HealthClient(fixture());
        String thread = rest.create("threads", "{}");
        fixture().database().suspend();
        try {
            long begin = System.nanoTime();
            rest.get("threads/" + thread).expectProblem(503, "unavailable");
            assertTrue(seconds(begin) < 30, "a request ends after 10 s, not " + seconds(begin));
            begin = System.nanoTime();
            health.ready(503);
            assertTrue(seconds(begin) < 6, "readiness answers within 3 s, not " + seconds(begin));
            begin = System.nanoTime();
            health.live(200);
            assertTrue(seconds(begin) < 6, "liveness answers at once, not after " + seconds(begin));
        } finally {
            fixture().database().resume();
        }
        fixture().server().awaitResponse("api/threads/" + thread, status -> status == 200, HealthClient.TIMEOUT);
        awaitReady(200);
    }

    private static double seconds(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
    }

    @Test
    default void revokedRights_areReportedByReadinessAnd503() throws Exception {
        var rest = new RestTestClient(base());
        String thread = rest.create("threads", "{}");
        execute("revoke insert on chatkit_thread_items from chatkit");
        try {
            var answer = rest.post("threads/" + thread + "/items", ITEM).expectProblem(503, "unavailable");
            assertEquals("insufficient database privileges", answer.text("detail"));
            assertEquals("insufficient database privileges", awaitReady(503));
        } finally {
            execute("grant insert on chatkit_thread_items to chatkit");
        }
        assertEquals(201, write(rest, thread));
        awaitReady(200);
    }

    /** As after a switch-over to another database server: the sessions of the pool stay read-only. */
    @Test
    default void readOnlySessions_areReplacedWhenTheDatabaseIsWritable() throws Exception {
        var rest = new RestTestClient(base());
        List<String> threads = new ArrayList<>();
        for (int n = 0; n < CLIENTS; n++) {
            threads.add(rest.create("threads", "{}"));
        }
        execute("alter database chatkit set default_transaction_read_only = on");
        try {
            execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'chatkit'"
                    + " and pid <> pg_backend_pid()");
            concurrently(
                    threads, thread -> rest.get("threads/" + thread).response().statusCode());
            var answer =
                    rest.post("threads/" + threads.getFirst() + "/items", ITEM).expectProblem(503, "unavailable");
            assertEquals("database is read-only", answer.text("detail"));
        } finally {
            execute("begin read write; alter database chatkit reset default_transaction_read_only; commit");
        }
        long end = System.nanoTime() + HealthClient.TIMEOUT.toNanos();
        while (!concurrently(threads, thread -> write(rest, thread)).stream().allMatch(status -> status == 201)) {
            assertTrue(System.nanoTime() < end, "sessions that are read-only are replaced");
        }
        awaitReady(200);
    }

    /** A result may be a second old. */
    private String awaitReady(int status) {
        var health = new RestTestClient(fixture().server().healthBaseUri());
        long end = System.nanoTime() + HealthClient.TIMEOUT.toNanos();
        while (health.get("health/ready").response().statusCode() != status) {
            assertTrue(System.nanoTime() < end, "readiness becomes " + status);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        return new HealthClient(fixture()).ready(status).getString("reason", "");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = fixture().database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static <T> List<T> concurrently(List<String> threads, Request<T> request) throws Exception {
        var start = new CyclicBarrier(threads.size());
        try (var clients = Executors.newFixedThreadPool(threads.size())) {
            List<Future<T>> sent = new ArrayList<>();
            for (String thread : threads) {
                sent.add(clients.submit(() -> {
                    start.await(20, TimeUnit.SECONDS);
                    return request.send(thread);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : sent) {
                results.add(result.get(60, TimeUnit.SECONDS));
            }
            return results;
        }
    }

    /** A request about a thread. */
    interface Request<T> {
        T send(String thread) throws Exception;
    }
}
