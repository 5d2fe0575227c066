package ee.chatkit.store;

import ee.chatkit.model.Caller;
import ee.chatkit.model.TurnRecord;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Keeps the events of turns for some time, so that a client can follow a turn that it has lost sight of, from any node, and so that
 * a partial answer outlives the node that produced it. Items are stored by {@link Store}, whether a turn is journalled or not.
 *
 * <p><b>Nodes.</b> Each process that runs turns has a random id, a node, under which it writes its turns and {@linkplain #beat
 * beats}. The turns of a node that has not beaten for a time are {@linkplain #claimOrphans claimed} by another one.
 *
 * <p><b>Numbers.</b> The events of a turn are numbered from 1 without gaps, by the node that runs it.
 *
 * <p><b>Durability.</b> {@link #write} may return before its effect is durable: a database that is killed may lose what was
 * written in its last second. It never keeps later events of a turn without the earlier ones of the same call or of calls before.
 *
 * <p><b>Ownership.</b> A turn belongs to the owner of its thread at the time it began. Turns of other callers are not found. Deleting a
 * thread, alone or with its opportunity, deletes its turns and their events. Neither is exported.
 *
 * <p><b>Time.</b> Heartbeats and times of turns are measured by one clock: that of the database, or of the only node.
 *
 * <p>JTA transactions, blocking and failures are as specified by {@link Store}. Implementations are safe for use by multiple threads.
 */
public interface TurnJournal {
    /** The most turns that {@link #running} returns. */
    int MAX_RUNNING = 100;

    /** The length of a page of events, in characters, after which it ends. */
    int MAX_CHARACTERS = 256 * 1024;

    /** The number of events of a page, after which it ends. */
    int MAX_EVENTS = 2_000;

    /**
     * Writes what has happened in turns of a node since the last call: turns that began, events, ends. The parts of a turn take effect
     * together.
     *
     * <p>Turns whose threads do not exist (any more), or belong to others, are ignored, and so is what concerns turns that were not
     * begun, have ended, or were claimed by another node. Events that are written already are ignored, also in front of new ones, so a
     * call whose outcome is unknown can be repeated, with what has happened since. Events behind a gap are not read, and a turn that ends
     * with such events is interrupted; that can only be when the database was killed and has lost some.
     *
     * @param node the node that runs the turns
     * @param changes at most one for each turn
     */
    void write(UUID node, List<TurnChange> changes);

    /**
     * Begins a turn in a thread in which no other turn is running. Of several concurrent calls for a thread one begins a turn. Turns of
     * {@link #write} are not prevented.
     *
     * @return whether it has begun
     * @throws NotFoundException if the thread does not exist or is another caller's
     */
    boolean beginAlone(UUID node, Caller caller, String threadId, String turnId);

    /**
     * Finds a turn of the caller.
     *
     * @throws NotFoundException if there is none, or it is another caller's
     */
    TurnRecord find(Caller caller, String turnId);

    /**
     * Returns the turns that are running in a thread, in the order in which they began, at most {@value #MAX_RUNNING}.
     *
     * @throws NotFoundException if the thread does not exist or is another caller's
     */
    List<TurnRecord> running(Caller caller, String threadId);

    /**
     * Reads events of a turn and, in the same snapshot, its state: when it has ended and the page has no more, there are no others.
     *
     * <p>A page ends after the events of the {@link #write} with which it exceeds {@value #MAX_CHARACTERS} characters, or reaches
     * {@value #MAX_EVENTS} events.
     *
     * @param after events with greater numbers are read, from the next one on; 0 for all
     * @throws NotFoundException if the turn does not exist or is another caller's
     */
    TurnEventPage read(Caller caller, String turnId, long after);

    /**
     * Has the node that runs a turn cancel it: its next {@link #beat} reports that. Has no effect on a turn that has ended.
     *
     * @throws NotFoundException if the turn does not exist or is another caller's
     */
    void requestCancel(Caller caller, String turnId);

    /**
     * Tells that a node is alive.
     *
     * @return the turns that it still runs as the journal knows it, and which of them it is to cancel. A turn that it has written and
     *     that is missing here was claimed by another node, deleted with its thread, or lost by a database that was killed
     */
    List<NodeTurn> beat(UUID node);

    /**
     * Takes over running turns of nodes that have not beaten for a time, oldest first: from now on they are the calling node's, and its
     * {@link #beat} reports them. Of several nodes that call this at the same time, one gets a turn. The call is a beat, too.
     *
     * @param silence how long a node must not have beaten; a node that never has counts from its turn's beginning
     * @param limit the maximum number of turns
     */
    List<OrphanedTurn> claimOrphans(UUID node, Duration silence, int limit);

    /**
     * Deletes turns that have ended, oldest first, with their events, and nodes that have not beaten for a day. May run on several nodes
     * at the same time.
     *
     * @param keep how long ago a turn must have ended
     * @param limit the maximum number of turns to delete
     * @return the number of deleted turns; fewer than the limit when none is left
     */
    int sweep(Duration keep, int limit);
}
