package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.server.ServerFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** How many statements a request of the REST API sends to the database through the server's pool, as PostgreSQL's log has them. */
interface StatementsHttpSuite {
    /** Requests of each kind. What is logged less often comes from elsewhere, such as a task in the background. */
    int REQUESTS = 10;

    /** A statement up to the next line of the log; the driver may name it. */
    Pattern STATEMENT = Pattern.compile(" LOG: {2}(?:execute [^:]+|statement): ((?:.|\n\t)+)");

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** The running server and its database. */
    ServerFixture fixture();

    /** Before the other tests of the server, whose turns may go on in the background. */
    @Test
    @Order(1)
    default void requests_sendAsManyStatementsAsStated() throws Exception {
        log(
                "alter database chatkit set log_statement = 'all'",
                "alter database chatkit set log_parameter_max_length = 0");
        try {
            assertEquals(
                    """
                    POST opportunities 1
                    GET opportunities 1
                    GET opportunities/{id} 1
                    GET opportunities/{id}/threads 2
                    PUT active-opportunity 1
                    GET active-opportunity 1
                    POST threads 1
                    GET threads 1
                    GET threads/{id} 1
                    PATCH threads/{id} 3
                    POST threads/{id}/items 1
                    GET threads/{id}/items 1
                    GET threads/{id}/items/{item_id} 1
                    DELETE threads/{id}/items/{item_id} 4
                    DELETE threads/{id} 3
                    DELETE opportunities/{id} 3\
                    """,
                    counts().entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining("\n")));
        } finally {
            log("alter database chatkit reset log_statement", "alter database chatkit reset log_parameter_max_length");
        }
    }

    private Map<String, Integer> counts() throws IOException {
        awaitQuiet();
        var rest = new RestTestClient(base());
        Map<String, Integer> counts = new LinkedHashMap<>();
        String opportunity = "opportunities/" + rest.create("opportunities", "{\"name\":\"Pier\"}");
        String thread = "threads/" + rest.create("threads", "{}");
        String item = thread + "/items/" + rest.create(thread + "/items", DatabaseFailureHttpSuite.ITEM);
        List<String> opportunities = new ArrayList<>();
        List<String> threads = new ArrayList<>();
        List<String> items = new ArrayList<>();
        count(
                counts,
                "POST opportunities",
                n -> opportunities.add("opportunities/" + rest.create("opportunities", "{\"name\":\"Pier\"}")));
        count(counts, "GET opportunities", n -> rest.get("opportunities").expect(200));
        count(counts, "GET opportunities/{id}", n -> rest.get(opportunity).expect(200));
        count(
                counts,
                "GET opportunities/{id}/threads",
                n -> rest.get(opportunity + "/threads").expect(200));
        String active = "{\"id\":\"" + opportunity.substring(14) + "\"}";
        count(
                counts,
                "PUT active-opportunity",
                n -> rest.put("active-opportunity", active).expect(200));
        count(
                counts,
                "GET active-opportunity",
                n -> rest.get("active-opportunity").expect(200));
        count(counts, "POST threads", n -> threads.add("threads/" + rest.create("threads", "{}")));
        count(counts, "GET threads", n -> rest.get("threads").expect(200));
        count(counts, "GET threads/{id}", n -> rest.get(thread).expect(200));
        count(
                counts,
                "PATCH threads/{id}",
                n -> rest.patch(thread, "{\"title\":\"" + n + "\"}").expect(200));
        count(
                counts,
                "POST threads/{id}/items",
                n -> items.add(thread + "/items/" + rest.create(thread + "/items", DatabaseFailureHttpSuite.ITEM)));
        count(counts, "GET threads/{id}/items", n -> rest.get(thread + "/items").expect(200));
        count(counts, "GET threads/{id}/items/{item_id}", n -> rest.get(item).expect(200));
        delete(counts, "DELETE threads/{id}/items/{item_id}", items, rest);
        delete(counts, "DELETE threads/{id}", threads, rest);
        delete(counts, "DELETE opportunities/{id}", opportunities, rest);
        return counts;
    }

    private void delete(Map<String, Integer> counts, String operation, List<String> paths, RestTestClient rest)
            throws IOException {
        Iterator<String> path = paths.iterator();
        count(counts, operation, n -> rest.delete(path.next()).expect(204));
    }

    private void count(Map<String, Integer> counts, String operation, Consumer<Integer> request) throws IOException {
        Path log = fixture().database().log();
        long before = Files.size(log);
        for (int n = 0; n < REQUESTS; n++) {
            request.accept(n);
        }
        byte[] bytes = Files.readAllBytes(log);
        String logged = new String(bytes, (int) before, bytes.length - (int) before, StandardCharsets.UTF_8);
        Map<String, Long> times = statements(logged).collect(Collectors.groupingBy(sql -> sql, Collectors.counting()));
        counts.put(
                operation,
                times.values().stream()
                        .mapToInt(Long::intValue)
                        .map(t -> t / REQUESTS)
                        .sum());
    }

    /** Returns when nothing has been logged for a second. */
    private void awaitQuiet() throws IOException {
        Path log = fixture().database().log();
        long end = System.nanoTime() + HealthClient.TIMEOUT.toNanos();
        long size = -1;
        while (size != Files.size(log)) {
            assertTrue(System.nanoTime() < end, "statements are sent all the time");
            size = Files.size(log);
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
    }

    /** Without the beginnings and ends of transactions, and the locks of the index of searches, of which a run has many. */
    private static Stream<String> statements(String logged) {
        return STATEMENT
                .matcher(logged)
                .results()
                .map(found -> found.group(1))
                .filter(sql -> !sql.matches("(?i)begin.*|commit") && !sql.contains("skip locked"));
    }

    /** Ends the connections of the pool, because settings of a database apply to new ones. */
    private void log(String... settings) throws SQLException {
        try (Connection connection = fixture().database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                statement.execute(setting);
            }
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'chatkit'"
                    + " and pid <> pg_backend_pid()");
        }
        for (int n = 0; n < DatabaseFailureHttpSuite.CLIENTS; n++) {
            fixture().server().awaitResponse("api/threads", status -> status == 200, HealthClient.TIMEOUT);
        }
    }
}
