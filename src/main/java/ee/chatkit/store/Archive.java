package ee.chatkit.store;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.Caller;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the whole content of a store in bulk, for export, import and copies. The bytes of attachments are in
 * {@link AttachmentContents}.
 *
 * <p><b>Ownership.</b> For the server's own use: it acts for no {@link Caller}, so its user must check who may read and
 * write what.
 *
 * <p><b>Order.</b> Opportunities by user, time of creation and id; then the active opportunities by user; then the threads
 * by id, each followed by its items by position, its feedback in the order of the items, and its attachments by id; then
 * the attachments that are in no thread, by id; then, if all users are selected, the legal holds by id. Ids and users are in code
 * point order.
 *
 * <p><b>Memory.</b> Neither direction needs memory in proportion to the content. The in-memory store copies the list of its
 * threads.
 *
 * <p><b>Transactions.</b> Must not be called inside a JTA transaction: it uses connections and transactions of its own.
 * Each operation blocks and may throw {@link UnavailableException}. Implementations are safe for use by multiple threads; a
 * {@link Writer} is confined to one thread at a time.
 */
public interface Archive {
    /**
     * As {@link Store#forDisplay}. For all users, what other nodes, or the users themselves, have written lately may be missing;
     * a read that the replica ends, because it conflicts with what the replica replays, fails as unavailable.
     */
    default Archive forDisplay() {
        return this;
    }

    /**
     * Reads a consistent snapshot, independent of concurrent changes. Holds one connection and one read-only transaction
     * (isolation level repeatable read) until it returns.
     *
     * @param sink receives each entry, on the calling thread
     * @throws IOException when the sink throws it, which ends the read
     */
    void read(Selection selection, Sink sink) throws IOException;

    /** The number of entries that {@link #read} would give now, for displays of progress. */
    long count(Selection selection);

    /**
     * Opens a writer, which holds a connection until it is closed.
     *
     * @param keep whether commits are kept; false for a dry run, which gives the same results and stores nothing
     */
    Writer write(boolean keep);

    /**
     * Selects what is read.
     *
     * @param owner the user whose entries are read; null for all users
     * @param afterThread only threads whose id is greater than this one, with their items, feedback and attachments; null
     *     for all. Entries that are in no thread, and legal holds, are read in any case
     */
    record Selection(@Nullable Caller owner, @Nullable String afterThread) {}

    /** Receives the entries of a read. */
    interface Sink {
        void accept(ArchiveEntry archiveEntry) throws IOException;
    }

    /**
     * Writes entries. Ids, times, order and links are stored as given. Existing entries are not changed, so writing is
     * idempotent: the same entries can be written again.
     *
     * <p>Entries that refer to others follow them, as {@link #read} orders them: an opportunity before its threads, a thread
     * directly before its items, feedback and attachments, and these in this order.
     */
    interface Writer extends AutoCloseable {
        /**
         * Writes entries. They are stored with the next {@link #commit()}. After an exception nothing since the last commit is
         * stored, and the writer can only be closed.
         *
         * @return the outcome of each entry, in the same order
         * @throws IllegalArgumentException when an entry is not {@code storable()}
         */
        List<WriteOutcome> add(List<ArchiveEntry> entries);

        /** Records an act in the audit log, in the transaction of the next {@link #commit()}; in a dry run nothing. */
        void record(AuditEntry entry);

        /** Commits what was added since the last commit, completely or not at all; does nothing in a dry run. */
        void commit();

        /** Rolls back what was not committed, and releases the connection. */
        @Override
        void close();
    }
}
