package ee.chatkit.store;

import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditRecord;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did what, when, from where, and what became of it: a log to which records are only added, each with a hash over itself and
 * the hash of the one before; see {@link AuditRecord}.
 *
 * <p>The stores themselves record the deletion of threads, items, opportunities and attachments, in the transaction of the
 * deletion: either both are stored or neither. What else is recorded is recorded by {@link #record}.
 *
 * <p><b>Order.</b> Records are numbered in the order of their commits, without gaps. For that, a transaction that records
 * something holds a lock from that moment until it ends, which is why it records last: outside of a JTA transaction directly
 * before its commit; inside of one when the transaction is about to be committed. So deletions are serialized at their ends,
 * over all nodes, and nothing else is.
 *
 * <p><b>JTA transactions.</b> Inside of one, an entry is stored with its commit, and not at all if it is rolled back. If the entry
 * cannot be stored, the commit fails.
 *
 * <p><b>Times</b> are those of the database, and never decrease from record to record.
 *
 * <p>For the server's own use: it acts for no caller, so its user must check who may read. Isolation, blocking and failures are as
 * specified by {@link Store}. The in-memory store keeps the latest 10,000 records.
 */
public interface AuditLog {
    /**
     * Records an act that is stored elsewhere or not at all, in a transaction of its own, or with the JTA transaction of the
     * calling thread. What cannot be stored of its texts is replaced: {@link AuditEntry#storable()}.
     */
    void record(AuditEntry entry);

    /**
     * Lists records by number.
     *
     * @param page the cursor is the number of a record, as the pages have it
     * @throws IllegalArgumentException when the cursor is none of this list
     */
    Page<AuditRecord> list(Filter filter, PageRequest page);

    /** Where the chain begins and ends now. */
    Chain chain();

    /**
     * Removes the oldest records, and records that: one batch, in one transaction. The hash of the last one is kept, so that what
     * remains can be verified. The newest record always stays.
     *
     * @param before removes records of an earlier time
     * @param limit the maximum number of records to remove
     * @return how many were removed; fewer than the limit when none is left
     */
    int removeBefore(Instant before, int limit);

    /**
     * Selects records; null selects all.
     *
     * @param from records of this time or later
     * @param to records before this time
     */
    record Filter(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String objectId,
            @Nullable Instant from,
            @Nullable Instant to) {
        /** Selects all records. */
        public static final Filter ALL = new Filter(null, null, null, null, null);
    }

    /**
     * The ends of the chain.
     *
     * @param first the number of the oldest record that is kept, or will be, in an empty log
     * @param anchor the hash of the record before it
     * @param last the number of the newest record; 0 when there was none
     * @param hash the hash of the newest record
     */
    record Chain(long first, String anchor, long last, String hash) {}
}
