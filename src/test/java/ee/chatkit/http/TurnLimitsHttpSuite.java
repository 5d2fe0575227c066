package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Limits of turns over HTTP, whose clients do not read. */
public interface TurnLimitsHttpSuite extends LimitedCallers {
    /** What the turn journal may keep of events that are not written yet: 1/32 of the largest heap, 768 MB. */
    long MAX_JOURNALLED = 768 * 1024 * 1024 / 32;

    @Test
    default void unreadTurns_areLimitedForCallerAndNode() {
        long before = fixture().server().jvm().liveHeapBytes();
        String message = "x".repeat(1_900_000);
        List<SlowReaderConnection> turns = new ArrayList<>();
        Map<String, Integer> answers = new TreeMap<>();
        try {
            for (int user = 0; user < 5; user++) {
                var caller = caller("user" + user);
                for (int n = 0; n < 10; n++) {
                    SlowReaderConnection turn = begin(caller, message);
                    turns.add(turn);
                    String answer = turn.readUntil("\r\n", Duration.ofSeconds(30));
                    answers.merge(answer.substring(9, 12), 1, Integer::sum);
                }
            }
            long held = fixture().server().jvm().liveHeapBytes() - before;
            String measured = "50 unread turns of 1.9 MB: " + answers + "; heap that they hold: " + held;
            System.out.println(measured);
            assertEquals(16, answers.get("200"), measured);
            assertTrue(answers.get("429") >= 2 && answers.get("503") >= 20, measured);
            assertTrue(held < 120_000_000 + MAX_JOURNALLED, measured);
        } finally {
            turns.forEach(SlowReaderConnection::close);
        }
        RestResponse accepted = CallerClient.await(200, () -> caller("ann").turn("Hello"));
        assertTrue(accepted.body().contains("thread.created"), accepted::body);
    }

    @Test
    default void turnsBeyondTheLimit_getTooManyRequestsAndRunAgainLater() {
        var ann = caller("ann");
        List<SlowReaderConnection> turns = new ArrayList<>();
        try {
            for (int n = 0; n < 8; n++) {
                turns.add(begin(ann, "x".repeat(1_500_000)));
                turns.getLast().readUntil("thread.created", Duration.ofSeconds(30));
            }
            RestResponse rejected = ann.turn("Hello").expectProblem(429, "too-many-requests");
            assertTrue(
                    rejected.header("RateLimit-Policy").startsWith("\"concurrent-turns\";q=8;"),
                    rejected.header("RateLimit-Policy"));
            ann.get("threads").expect(200);
        } finally {
            turns.forEach(SlowReaderConnection::close);
        }
        CallerClient.await(200, () -> ann.turn("Hello"));
    }

    private SlowReaderConnection begin(CallerClient caller, String message) {
        return SlowReaderConnection.send(
                base().resolve("chatkit"),
                "POST",
                "application/json\r\nAuthorization: " + caller.authorization(),
                RestTestClient.bytes(CallerClient.turnRequest(message)));
    }
}
