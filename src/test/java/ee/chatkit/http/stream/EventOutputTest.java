package ee.chatkit.http.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventOutputTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final int MANY = 1_000_000;

    private final AtomicInteger failures = new AtomicInteger();

    private EventOutput output(ScriptedOutput out, Duration timeout, WaitingText waiting) {
        var output = new EventOutput(out, ScriptedOutput.connection(), timeout, waiting, failures::incrementAndGet);
        output.start();
        return output;
    }

    private static CompletableFuture<Boolean> write(EventOutput output, String text) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        output.write(text);
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    @Test
    void text_isWrittenInPiecesAsTheClientTakesThem() throws Exception {
        var out = new ScriptedOutput();
        EventOutput output = output(out, NEVER, new WaitingText(MANY));
        String text = "x\uD83D\uDE00".repeat(20_000);
        CompletableFuture<Boolean> written = write(output, text);
        while (!written.isDone()) {
            out.take(1);
        }
        assertTrue(written.get());
        assertEquals(text, out.text());
        assertEquals(0, failures.get());
    }

    @Test
    void manyWrites_areCompleteAndInOrder() throws Exception {
        var out = new ScriptedOutput();
        EventOutput output = output(out, NEVER, new WaitingText(MANY));
        var expected = new StringBuilder();
        for (int n = 0; n < 500; n++) {
            String text = "event " + n + "\n";
            expected.append(text);
            CompletableFuture<Boolean> written = write(output, text);
            while (!written.isDone()) {
                out.take(1);
            }
            assertTrue(written.get());
        }
        assertEquals(expected.toString(), out.text());
    }

    @Test
    void silence_isBrokenByComments() throws IOException {
        var out = new ScriptedOutput();
        EventOutput output = output(out, NEVER, new WaitingText(MANY));
        out.take(MANY);
        output.write("data: 1\n\n");
        output.tick(NEVER);
        output.tick(Duration.ZERO);
        output.write("data: 2\n\n");
        output.tick(Duration.ZERO);
        assertEquals("data: 1\n\n:\n\ndata: 2\n\n:\n\n", out.text());
    }

    /** The server may use the response again for another request. */
    @Test
    void endedStream_isNeitherWrittenNorAborted() throws IOException {
        var out = new ScriptedOutput();
        EventOutput output = output(out, NEVER, new WaitingText(MANY));
        out.take(MANY);
        output.write("data: 1\n\n");
        output.end();
        output.tick(Duration.ZERO);
        out.take(1);
        output.giveUp("too late");
        assertEquals("data: 1\n\n", out.text());
        assertEquals(0, failures.get());
        assertThrows(IOException.class, () -> output.write("data: 2\n\n"));
    }

    @Test
    void comment_isNotWrittenIntoAnEvent() throws Exception {
        var out = new ScriptedOutput();
        EventOutput output = output(out, NEVER, new WaitingText(MANY));
        String text = "x".repeat(100_000);
        CompletableFuture<Boolean> written = write(output, text);
        while (!written.isDone()) {
            output.tick(Duration.ZERO);
            out.take(1);
        }
        assertTrue(written.get());
        assertEquals(text, out.text().replace(":\n\n", ""));
        assertTrue(out.text().contains(text), "a comment is within the event");
    }

    @Test
    void clientThatReadsNothing_isGivenUpAfterTheTimeout() {
        var out = new ScriptedOutput();
        EventOutput output = output(out, Duration.ofMillis(50), new WaitingText(MANY));
        assertThrows(IOException.class, () -> output.write("x"));
        assertThrows(IOException.class, () -> output.write("y"));
        assertEquals(1, failures.get());
        assertEquals("", out.text());
    }

    @Test
    void disconnect_isNoticedByAComment() throws IOException {
        var out = new ScriptedOutput();
        EventOutput output = output(out, NEVER, new WaitingText(MANY));
        out.take(MANY);
        output.write("data: 1\n\n");
        out.breakConnection();
        output.tick(Duration.ZERO);
        assertEquals(1, failures.get());
        assertThrows(IOException.class, () -> output.write("data: 2\n\n"));
    }

    @Test
    void textThatWaitsInAllStreams_isLimited() throws InterruptedException, ExecutionException {
        var waiting = new WaitingText(2 * 250);
        String text = "x".repeat(100);
        var first = new ScriptedOutput();
        CompletableFuture<Boolean> one = write(output(first, NEVER, waiting), text);
        awaitWaiting(waiting, 1);
        var second = new ScriptedOutput();
        CompletableFuture<Boolean> two = write(output(second, NEVER, waiting), text);
        awaitWaiting(waiting, 2);
        var third = new ScriptedOutput();
        CompletableFuture<Boolean> three = write(output(third, NEVER, waiting), text);
        assertEquals(false, one.get(), "the stream that waits longest is ended");
        second.take(9);
        third.take(9);
        assertTrue(two.get());
        assertTrue(three.get());
        awaitWaiting(waiting, 0);
    }

    private static void awaitWaiting(WaitingText waiting, int streams) throws InterruptedException {
        while (waiting.streams() != streams) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
