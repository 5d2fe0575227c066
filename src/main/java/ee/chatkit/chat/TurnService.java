package ee.chatkit.chat;

import ee.chatkit.journal.NodeTurns;
import ee.chatkit.journal.TurnEvent;
import ee.chatkit.journal.TurnFollower;
import ee.chatkit.model.Caller;
import ee.chatkit.model.TurnRecord;
import ee.chatkit.model.TurnState;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.protocol.json.EventJson;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.TurnEventPage;
import ee.chatkit.store.UnavailableException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The turns of callers, whichever node runs them: which are running, their events from any number on, and their cancellation.
 *
 * <p>Instances are safe for use by multiple threads.
 */
public final class TurnService {
    private static final System.Logger LOG = System.getLogger(TurnService.class.getName());

    private final NodeTurns turns;

    /** The turns of a journal. */
    public TurnService(NodeTurns turns) {
        this.turns = turns;
    }

    /**
     * Returns the turns that are running in a thread, in the order in which they began. One that has begun within the last tenth of a second on
     * another node may be missing.
     *
     * @throws NotFoundException if the thread is not the caller's
     */
    public List<TurnRecord> running(Caller caller, String threadId) {
        return turns.running(caller, threadId);
    }

    /**
     * Finds a turn that is running or has ended a short time ago.
     *
     * @throws NotFoundException if there is none of the caller's
     */
    public TurnRecord find(Caller caller, String turnId) {
        return turns.record(caller, turnId);
    }

    /**
     * Follows a turn to its end. If its node is gone, the last event is an error that offers a retry. The turn is not affected when the
     * follower disconnects.
     *
     * @param after the number of the last event that is not to be sent; 0 for none
     * @throws NotFoundException if there is no such turn of the caller's
     */
    public EventSource follow(Caller caller, String turnId, long after) {
        TurnRecord turn = turns.record(caller, turnId);
        return new FollowedTurn(turn.id(), caller, after);
    }

    /**
     * Returns whether a follower that has seen events up to a number has seen all of a turn. An interrupted turn has more to say to each follower:
     * that it is interrupted.
     *
     * @param after the number of the last event that was seen
     * @throws NotFoundException if there is no such turn of the caller's
     */
    public boolean isOver(Caller caller, String turnId, long after) {
        TurnEventPage page = turns.journal().read(caller, turnId, after);
        TurnState state = page.turn().state();
        return page.events().isEmpty() && state != TurnState.RUNNING && state != TurnState.INTERRUPTED;
    }

    /**
     * Has a turn cancelled, on whichever node it runs: its partial answer is stored as after a disconnect. A turn that has ended is not
     * affected.
     *
     * @return the turn, which may still be running for a moment
     * @throws NotFoundException if there is no such turn of the caller's
     */
    public TurnRecord cancel(Caller caller, String turnId) {
        return turns.cancel(caller, turnId);
    }

    private final class FollowedTurn implements EventSource {
        private final String turnId;
        private final Caller caller;
        private final long after;
        private final AtomicBoolean cancelled = new AtomicBoolean();

        FollowedTurn(String turnId, Caller caller, long after) {
            this.turnId = turnId;
            this.caller = caller;
            this.after = after;
        }

        @Override
        public void stream(Consumer<TurnEvent> out) {
            var follower = new TurnFollower(turns, caller, turnId, after, cancelled::get);
            try {
                Optional<TurnRecord> ended = follower.follow(out);
                if (ended.isPresent() && ended.get().state() == TurnState.INTERRUPTED) {
                    fail(out, Failure.streamError(true));
                }
            } catch (NotFoundException e) {
                fail(out, Failure.custom("This conversation was deleted.", false));
            } catch (UnavailableException e) {
                LOG.log(Level.DEBUG, "Following turn {0} ends: {1}", turnId, e.getMessage());
                fail(out, Failure.streamError(true));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.log(
                        Level.DEBUG,
                        "Follower of turn {0} disconnected: {1}",
                        turnId,
                        e.getClass().getName());
            }
        }

        private static void fail(Consumer<TurnEvent> out, Failure failure) {
            PreparedStream.untilDisconnected(() -> out.accept(new TurnEvent(0, EventJson.write(failure))));
        }

        @Override
        public void cancel() {
            cancelled.set(true);
        }

        @Override
        public void close() {}

        @Override
        public boolean isReplay() {
            return false;
        }

        @Override
        public Optional<String> turnId() {
            return Optional.of(turnId);
        }
    }
}
