package ee.chatkit.store.jpa;

import java.time.Instant;

/** Where the items of a thread end while an archive is written. */
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
     * A thread that was just added.
     *
     * @param writtenEnd its last place, as its row has it already
     */
    static ThreadImportState added(Instant updatedAt, long writtenEnd) {
        return new ThreadImportState(updatedAt, false, 0, writtenEnd, 0);
    }

    /** The same thread, of which it has turned out that it was there. */
    ThreadImportState existing(long end, long lastItem) {
        return new ThreadImportState(updatedAt, true, lastItem, end, end);
    }

    /** The same thread after others could write to it: what they have put at its end stays there, the rest comes behind. */
    ThreadImportState afterCommit(long end) {
        var thread = new ThreadImportState(updatedAt, true, lastExistingPosition, end, end);
        thread.passedPosition = passedPosition;
        return thread;
    }

    boolean existedBefore() {
        return existedBefore;
    }

    /** An item that is there comes by in the file. */
    void passedPosition(long place) {
        passedPosition = Math.max(passedPosition, place);
    }

    /** Whether items are there of which none has come by yet: what is not there stood in front of them. */
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

    /** As the file has it. */
    Instant updatedAt() {
        return updatedAt;
    }
}
