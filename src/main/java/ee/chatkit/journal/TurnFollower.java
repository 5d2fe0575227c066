package ee.chatkit.journal;

import ee.chatkit.model.Caller;
import ee.chatkit.model.TurnRecord;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.TurnEventPage;
import ee.chatkit.store.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Reads the events of a turn from the journal as they are written, on any node. On the node that runs the turn a follower is woken;
 * on others it asks every {@value #POLL_MILLIS} ms. It holds one page of events at a time.
 */
public final class TurnFollower {
    /** How long a store may be unavailable before a follower gives up. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int POLL_MILLIS = 250;
    private static final int LOCAL_WAIT_MILLIS = 1000;
    private static final int RETRY_MILLIS = 1000;

    private final NodeTurns turns;
    private final Caller caller;
    private final String turnId;
    private final BooleanSupplier cancelled;
    private long last;

    /** Whether this node has said that there is more. */
    private boolean woken;

    /**
     * A follower that has seen some events.
     *
     * @param after the number of the last event that is known; 0 for none
     * @param cancelled whether to stop following
     */
    public TurnFollower(NodeTurns turns, Caller caller, String turnId, long after, BooleanSupplier cancelled) {
        this.turns = turns;
        this.caller = caller;
        this.turnId = turnId;
        this.last = after;
        this.cancelled = cancelled;
    }

    /**
     * Follows the turn to its end. Blocks.
     *
     * @param out gets each event once, in order
     * @return the turn, which has ended; empty if following was cancelled
     * @throws NotFoundException if the turn does not exist, is another caller's or was deleted
     * @throws UnavailableException if the store was unavailable for too long
     * @throws InterruptedException if the thread is interrupted
     */
    public Optional<TurnRecord> follow(Consumer<TurnEvent> out) throws InterruptedException {
        long failingSince = 0;
        while (!cancelled.getAsBoolean()) {
            Optional<JournalledTurn> local = turns.find(caller, turnId);
            try {
                TurnEventPage page = turns.journal().read(caller, turnId, last);
                failingSince = 0;
                boolean wokenForNothing = woken && page.events().isEmpty();
                last = page.firstNumber() - 1;
                for (String event : page.events()) {
                    out.accept(new TurnEvent(++last, event));
                }
                if (page.hasMore()) {
                    continue;
                }
                if (!page.turn().isRunning()) {
                    return Optional.of(page.turn());
                }
                if (wokenForNothing) {
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                }
            } catch (NotFoundException e) {
                if (local.isEmpty() || local.get().isBegunInJournal() || !turns.isJournalled()) {
                    throw e;
                }
            } catch (UnavailableException e) {
                long now = System.nanoTime();
                failingSince = failingSince == 0 ? now : failingSince;
                if (now - failingSince > PATIENCE.toNanos()) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
            await(local);
        }
        return Optional.empty();
    }

    private void await(Optional<JournalledTurn> local) throws InterruptedException {
        if (local.isPresent()) {
            woken = local.get().awaitWritten(last, LOCAL_WAIT_MILLIS);
        } else {
            woken = false;
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
