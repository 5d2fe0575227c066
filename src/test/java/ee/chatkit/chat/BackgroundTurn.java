package ee.chatkit.chat;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import ee.chatkit.protocol.event.ThreadStreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A turn that runs on a thread of its own. */
final class BackgroundTurn {
    private static final long TIMEOUT_SECONDS = 20;

    private final LinkedBlockingQueue<ThreadStreamEvent> events = new LinkedBlockingQueue<>();
    private final PreparedStream preparedStream;
    private final FutureTask<Boolean> end;

    private BackgroundTurn(PreparedStream preparedStream) {
        this.preparedStream = preparedStream;
        this.end = new FutureTask<>(() -> preparedStream.run(events::add), true);
    }

    static BackgroundTurn start(PreparedStream preparedStream) {
        var turn = new BackgroundTurn(preparedStream);
        Thread.ofVirtual().start(turn.end);
        return turn;
    }

    /** Waits for the next event. */
    ThreadStreamEvent next() throws InterruptedException {
        ThreadStreamEvent event = events.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        assertNotNull(event, "no event within the timeout");
        return event;
    }

    /** Waits for the next events, and returns their types. */
    List<String> next(int count) throws InterruptedException {
        var kinds = new ArrayList<ThreadStreamEvent>();
        for (int i = 0; i < count; i++) {
            kinds.add(next());
        }
        return ChatFixture.eventTypes(kinds);
    }

    /** Waits for the end of the turn, and returns the other events. */
    List<ThreadStreamEvent> remaining() throws Exception {
        end.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return List.copyOf(events);
    }

    boolean isEnded() {
        return end.isDone();
    }

    void cancel() {
        preparedStream.cancel();
    }
}
