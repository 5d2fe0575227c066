package ee.chatkit.store;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Caller;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a store keeps, read and written in bulk: for those who move in, move out or keep a copy elsewhere. The bytes of
 * attachments are in {@link AttachmentContents}.
 *
 * <p>For the server's own use: it acts for no {@link Caller}, so who calls it has to know who may see and write what.
 *
 * <p><b>Order.</b> Opportunities first, by user, time of creation and id; then which ones are active, by user; then the
 * threads by id, each with its items in their order, its feedback in the order of the items, and its attachments by id; then
 * the attachments that are in no thread, by id. Ids and users stand in code point order.
 *
 * <p><b>Memory.</b> Neither direction needs memory in proportion to what there is. The in-memory store, which keeps it all
 * there, copies the list of its threads.
 *
 * <p>Not to be called inside a JTA transaction. Each operation may throw {@link UnavailableException}. Implementations are
 * safe for use by many threads; a {@link Writer} is used by one.
 */
public interface Archive {
    /**
     * Reads everything as it was at one moment, whatever changes meanwhile. Holds one connection and one transaction, which
     * only reads, for as long as it takes.
     *
     * @throws IOException when the sink throws it; reading ends with that
     */
    void read(Selection selection, Sink sink) throws IOException;

    /** How many entries {@link #read} would give now, for those who show how far it is. */
    long count(Selection selection);

    /**
     * Begins to write.
     *
     * @param keep whether what is committed stays; otherwise everything goes as if it did, and nothing is kept in the end
     */
    Writer write(boolean keep);

    /**
     * What is read.
     *
     * @param owner whose; null for everybody's
     * @param afterThread only threads whose id stands behind this one, with what hangs on them. What is not in a thread is
     *     read all the same
     */
    record Selection(@Nullable Caller owner, @Nullable String afterThread) {}

    /** Takes what is read. */
    interface Sink {
        void accept(ArchiveEntry archiveEntry) throws IOException;
    }

    /**
     * Takes entries in. Ids, times, order and links stay as they are given. What is there already is left as it is: the same
     * entries can be written again and again.
     *
     * <p>Entries come in the order in which {@link #read} gives them, as far as one needs another: an opportunity before its
     * threads, a thread directly before its items, feedback and attachments, and these in this order.
     */
    interface Writer extends AutoCloseable {
        /**
         * Writes some entries. What becomes of them is told in the same order, and holds from the next {@link #commit()} on.
         * After an exception nothing since the last commit is kept, and the writer can only be closed.
         *
         * @throws IllegalArgumentException when one of them is not {@code storable()}
         */
        List<WriteOutcome> add(List<ArchiveEntry> entries);

        /** Keeps what was added since the last time, wholly or not at all. */
        void commit();

        /** Drops what was not committed. */
        @Override
        void close();
    }
}
