package ee.chatkit.store.jpa;

import java.time.Instant;

/** Where the items of a thread end while an archive is written. */
final class ThreadImportState {
    private final Instant updatedAt;
    private final boolean wasThere;
    private final long lastThere;
    private long passed;
    private long writtenEnd;
    private long lastPlace;

    private ThreadImportState(Instant updatedAt, boolean wasThere, long lastThere, long writtenEnd, long lastPlace) {
        this.updatedAt = updatedAt;
        this.wasThere = wasThere;
        this.lastThere = lastThere;
        this.writtenEnd = writtenEnd;
        this.lastPlace = lastPlace;
    }

    /**
     * A thread that was just added.
     *
     * @param writtenEnd its last place, as its row has it already
     */
    static ThreadImportState fresh(Instant updatedAt, long writtenEnd) {
        return new ThreadImportState(updatedAt, false, 0, writtenEnd, 0);
    }

    /** The same thread, of which it has turned out that it was there. */
    ThreadImportState there(long end, long lastItem) {
        return new ThreadImportState(updatedAt, true, lastItem, end, end);
    }

    /** The same thread after others could write to it: what they have put at its end stays there, the rest comes behind. */
    ThreadImportState goOn(long end) {
        var thread = new ThreadImportState(updatedAt, true, lastThere, end, end);
        thread.passed = passed;
        return thread;
    }

    boolean wasThere() {
        return wasThere;
    }

    /** An item that is there comes by in the file. */
    void passed(long place) {
        passed = Math.max(passed, place);
    }

    /** Whether items are there of which none has come by yet: what is not there stood in front of them. */
    boolean hasGoneOn() {
        return passed < lastThere;
    }

    long nextPlace() {
        return ++lastPlace;
    }

    boolean endHasMoved() {
        return lastPlace > writtenEnd;
    }

    void endWritten() {
        writtenEnd = lastPlace;
    }

    long lastPlace() {
        return lastPlace;
    }

    /** As the file has it. */
    Instant updatedAt() {
        return updatedAt;
    }
}
