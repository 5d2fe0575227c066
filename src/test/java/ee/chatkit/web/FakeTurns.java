package ee.chatkit.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The turns of a fake server that go on without their connection, and the requests for them. */
final class FakeTurns {
    private static final Pattern RUNNING = Pattern.compile("/api/threads/([^/]+)/turns");
    private static final Pattern TURN = Pattern.compile("/api/turns/([^/]+)/(events|cancel)");
    private static final Pattern AFTER = Pattern.compile("\\bafter=(\\d+)");

    /** Whether the server has them; otherwise it is one that does not know them. */
    volatile boolean enabled;
    /** The status of responses to requests for events, if it is not 200. */
    volatile int eventsStatus = 200;
    /** The status of responses to requests to cancel a turn. */
    volatile int cancelStatus = 202;

    private final List<Journal> journals = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** One turn. Its events are numbered from 1. */
    static final class Journal {
        final String id;
        private final String threadId;
        private final List<String> events = new ArrayList<>();
        private boolean ended;
        private boolean cancelled;
        private int changes;
        private int connections;
        /** The number of events that were written to any connection. */
        private int written;

        private boolean torn;
        /** The events that connections have which are to end. */
        private int limit;

        private Journal(String id, String threadId) {
            this.id = id;
            this.threadId = threadId;
        }

        synchronized void append(JsonObject event) {
            events.add(event.toString());
            changed();
        }

        synchronized void end() {
            ended = true;
            changed();
        }

        private void changed() {
            changes++;
            notifyAll();
        }

        private synchronized boolean isRunning() {
            return !ended;
        }

        synchronized void cancel() {
            cancelled = true;
            changed();
        }

        synchronized void awaitCancel() throws IOException {
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!cancelled) {
                if (System.nanoTime() > end) {
                    throw new IOException("The turn is not cancelled");
                }
                pause();
            }
        }

        /**
         * Ends the responses that have the events, after the browser has had time to receive those that there are.
         *
         * @param asIfTorn whether their last chunks are missing
         */
        synchronized void disconnect(boolean asIfTorn) throws IOException {
            while (written < events.size()) {
                pause();
            }
            long received = System.nanoTime() + Duration.ofMillis(100).toNanos();
            while (System.nanoTime() < received) {
                pause();
            }
            connections++;
            torn = asIfTorn;
            limit = events.size();
            changed();
        }

        /** Writes the events after a number as they come, until the turn or the connection ends. */
        private void stream(HttpExchange exchange, int after) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            int connection = connection();
            int next = after;
            while (true) {
                List<String> batch = batch(next, connection);
                if (batch.isEmpty()) {
                    if (isTorn(connection)) {
                        throw new FakeTurn.BrokenOff();
                    }
                    out.close();
                    return;
                }
                for (String event : batch) {
                    out.write((event.isEmpty() ? ": heartbeat\n\n" : "id: " + ++next + "\ndata: " + event + "\n\n")
                            .getBytes(UTF_8));
                }
                out.flush();
                written(next);
            }
        }

        private synchronized int connection() {
            return connections;
        }

        private synchronized void written(int count) {
            written = Math.max(written, count);
            changed();
        }

        private synchronized boolean isTorn(int connection) {
            return connection != connections && torn;
        }

        /** The next events, or a heartbeat; nothing at the end. */
        private synchronized List<String> batch(int after, int connection) throws IOException {
            if (events.size() <= after && !ended && connection == connections) {
                pause();
            }
            int available = connection == connections ? events.size() : limit;
            if (available > after) {
                return List.copyOf(events.subList(after, available));
            }
            return ended || connection != connections ? List.of() : List.of("");
        }

        /** Waits for a change, but not for long. */
        private void pause() throws IOException {
            long end = System.nanoTime() + Duration.ofMillis(100).toNanos();
            int before = changes;
            try {
                while (changes == before) {
                    long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                    if (left <= 0) {
                        return;
                    }
                    wait(left);
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        private JsonObject document() {
            return Json.createObjectBuilder()
                    .add("id", id)
                    .add("thread_id", threadId)
                    .add("status", "running")
                    .add("created_at", "2026-11-22T14:42:00Z")
                    .build();
        }
    }

    Journal begin(String threadId) {
        Journal journal = new Journal("trn_" + (journals.size() + 1), threadId);
        journals.add(journal);
        return journal;
    }

    /** The latest turn. */
    Journal last() {
        return journals.get(journals.size() - 1);
    }

    /** The requests for turns so far, such as {@code GET /api/turns/trn_1/events?after=3}. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    List<String> requests(String part) {
        return requests.stream().filter(request -> request.contains(part)).toList();
    }

    /** Streams a turn as the response to the request that has begun it. */
    void answer(Journal journal, HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("ChatKit-Turn", journal.id);
        journal.stream(exchange, 0);
    }

    /** Answers a request if it is one for turns. Returns whether it is. */
    boolean handle(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        Matcher running = RUNNING.matcher(uri.getPath());
        Matcher turn = TURN.matcher(uri.getPath());
        if (!running.matches() && !turn.matches()) {
            return false;
        }
        requests.add(exchange.getRequestMethod() + " " + uri);
        exchange.getRequestBody().readAllBytes();
        if (!enabled) {
            FakeProtocol.problem(exchange, 404, "Not found");
        } else if (running.matches()) {
            JsonArrayBuilder data = Json.createArrayBuilder();
            journals.stream()
                    .filter(journal -> journal.threadId.equals(running.group(1)) && journal.isRunning())
                    .forEach(journal -> data.add(journal.document()));
            respond(exchange, 200, Json.createObjectBuilder().add("data", data).build());
        } else {
            turn(exchange, turn.group(1), turn.group(2).equals("events"));
        }
        return true;
    }

    private void turn(HttpExchange exchange, String id, boolean events) throws IOException {
        Optional<Journal> found =
                journals.stream().filter(journal -> journal.id.equals(id)).findFirst();
        int status = events ? eventsStatus : cancelStatus;
        if (found.isEmpty() || status >= 400) {
            FakeProtocol.problem(exchange, found.isEmpty() ? 404 : status, "Not available");
        } else if (events) {
            Matcher after =
                    AFTER.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
            found.get().stream(exchange, after.find() ? Integer.parseInt(after.group(1)) : 0);
        } else {
            found.get().cancel();
            respond(exchange, status, found.get().document());
        }
    }

    private static void respond(HttpExchange exchange, int status, JsonObject document) throws IOException {
        FakeChatKitServer.respond(
                exchange, status, "application/json", document.toString().getBytes(UTF_8));
    }
}
