package ee.chatkit.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyMonitorTest {
    private static final String PROBLEM =
            "{\"type\":\"urn:chatkit:problem:unavailable\",\"title\":\"Service Unavailable\","
                    + "\"status\":503,\"detail\":\"%s\"}";

    private final ReplyMonitor monitor = new ReplyMonitor();

    @Test
    void successesAndDocumented503_areExpected() {
        monitor.reply("POST threads", reply(201, "application/json", "{}"));
        monitor.reply("POST threads", unavailable("database unavailable: connection failed"));
        assertEquals(0, monitor.unexpectedCount(), monitor.unexpected()::toString);
        assertEquals(Map.of("201", 1, "503", 1), monitor.counts());
    }

    @Test
    void conflictOfAKeyThatIsInUse_isExpected() {
        String problem = "{\"type\":\"urn:chatkit:problem:%s\",\"status\":409}";
        Map<String, String> headers = Map.of("content-type", "application/problem+json", "retry-after", "1");
        var inProgress = Requests.bytes(problem.formatted("request-in-progress"));
        monitor.reply("POST threads", new Reply(409, headers, inProgress, true));
        assertEquals(0, monitor.unexpectedCount());
        monitor.reply("POST threads", new Reply(409, headers, Requests.bytes(problem.formatted("conflict")), true));
        assertEquals(1, monitor.unexpectedCount());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 500, 502, 507})
    void otherStatuses_areUnexpected(int status) {
        monitor.reply("POST threads", reply(status, "application/problem+json", "{}"));
        assertEquals(1, monitor.unexpectedCount());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.postgresql.util.PSQLException",
                "at ee.chatkit.store.jpa.JpaItems.append(JpaItems.java:1)",
                "insert into chatkit_threads values",
                "select id from opportunities",
                "relation chatkit_threads does not exist"
            })
    void textFromInsideTheServer_isUnexpected(String detail) {
        monitor.reply("POST threads", unavailable(detail));
        assertEquals(1, monitor.unexpectedCount());
    }

    @Test
    void undocumented503_isUnexpected() {
        monitor.reply("POST threads", reply(503, "text/html", ""));
        monitor.reply(
                "POST threads",
                new Reply(
                        503,
                        Map.of("content-type", "application/problem+json"),
                        Requests.bytes(PROBLEM.formatted("without Retry-After")),
                        true));
        assertEquals(2, monitor.unexpectedCount());
    }

    @Test
    void errorEventWithStackTrace_isUnexpected() {
        String event = "data: {\"type\":\"error\",\"message\":\"%s\"}\n\n";
        monitor.reply("POST chatkit", reply(200, "text/event-stream", event.formatted("try again")));
        assertEquals(0, monitor.unexpectedCount());
        monitor.reply("POST chatkit", reply(200, "text/event-stream", event.formatted("java.io.IOException: x")));
        assertEquals(1, monitor.unexpectedCount());
        assertEquals(Map.of("200", 2, "error event", 2), monitor.counts());
    }

    @Test
    void brokenConnection_isExpectedOnlyOfANodeThatIsDown() {
        monitor.failure("POST threads", true, new IOException("reset"));
        assertEquals(0, monitor.unexpectedCount());
        monitor.failure("POST threads", false, new IOException("reset"));
        assertEquals(1, monitor.unexpectedCount());
    }

    private static Reply unavailable(String detail) {
        return new Reply(
                503,
                Map.of("content-type", "application/problem+json", "retry-after", "5"),
                Requests.bytes(PROBLEM.formatted(detail)),
                true);
    }

    private static Reply reply(int status, String type, String body) {
        return new Reply(status, Map.of("content-type", type), Requests.bytes(body), true);
    }
}
