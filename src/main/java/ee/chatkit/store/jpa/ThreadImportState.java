package ee.chatkit.store.jpa;

import java.time.Instant;

/** The state of a thread while its items are imported: where it ends, and what of it existed before. */
final class ThreadImportState {
    private final Instant updatedAt;
    private final boolean existedBefore;
    private final long lastExistingPosition;
    private long passedPosition;
    private long writtenEnd;
    private long lastPosition;

    private ThreadImportState(Instant updatedAt, boolean wasThere, long lastThere, long writtenEnd, long lastPlace) {
        this.updatedAt = updatedAt;
        this.existedBefore = wasThere;
        this.lastExistingPosition = lastThere;
        this.writtenEnd = writtenEnd;
        this.lastPosition = lastPlace;
    }

    /**
     * A thread that was added by this import.
     *
     * @param writtenEnd the last position in its row
     */
    static ThreadImportState added(Instant updatedAt, long writtenEnd) {
        return new ThreadImportState(updatedAt, false, 0, writtenEnd, 0);
    }

    /** This thread, which existed before. */
    ThreadImportState existing(long end, long lastItem) {
        return new ThreadImportState(updatedAt, true, lastItem, end, end);
    }

    /** This thread after a commit: items that were appended concurrently stay, and the remaining items follow them. */
    ThreadImportState afterCommit(long end) {
        var thread = new ThreadImportState(updatedAt, true, lastExistingPosition, end, end);
        thread.passedPosition = passedPosition;
        return thread;
    }

    boolean existedBefore() {
        return existedBefore;
    }

    /** Records that the file contains the existing item at this position. */
    void passedPosition(long place) {
        passedPosition = Math.max(passedPosition, place);
    }

    /** Whether existing items follow that the file has not reached: an item that does not exist was before them. */
    boolean hasDiverged() {
        return passedPosition < lastExistingPosition;
    }

    long nextPosition() {
        return ++lastPosition;
    }

    boolean isEndUnwritten() {
        return lastPosition > writtenEnd;
    }

    void markEndWritten() {
        writtenEnd = lastPosition;
    }

    long lastPosition() {
        return lastPosition;
    }

    /** The time of latest activity in the file. */
    Instant updatedAt() {
        return updatedAt;
    }
}
