package ee.chatkit.store;

import ee.chatkit.model.AuditAction;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.Caller;

/** What both stores record of deletions in the audit log. */
public final class Deletions {
    /** Details of {@link AuditAction#AUDIT_EXPIRE}: the number and the hash of the last record that was removed. */
    static final String LAST_REMOVED = "last";

    static final String LAST_HASH = "last_hash";

    private static final String ATTACHMENTS = "attachments";

    private Deletions() {}

    /** A thread with this number of attachments. */
    public static AuditEntry thread(Caller caller, String threadId, long attachments) {
        return done(caller, AuditAction.THREAD_DELETE, ResourceType.THREAD, threadId)
                .with(ATTACHMENTS, attachments);
    }

    /** A thread without activity, deleted by retention. */
    public static AuditEntry inactive(String threadId, long attachments) {
        return thread(AuditEntry.SERVER, threadId, attachments).with("reason", "retention");
    }

    /** An item of a thread. */
    public static AuditEntry item(Caller caller, String threadId, String itemId) {
        return done(caller, AuditAction.ITEM_DELETE, ResourceType.ITEM, itemId).with("thread_id", threadId);
    }

    /** Items of a thread behind one of them. */
    public static AuditEntry itemsAfter(Caller caller, String threadId, String itemId, long items) {
        return done(caller, AuditAction.THREAD_TRUNCATE, ResourceType.THREAD, threadId)
                .with("after", itemId)
                .with("items", items);
    }

    /** An opportunity with these numbers of threads and attachments. */
    public static AuditEntry opportunity(Caller caller, String opportunityId, long threads, long attachments) {
        return done(caller, AuditAction.OPPORTUNITY_DELETE, ResourceType.OPPORTUNITY, opportunityId)
                .with("threads", threads)
                .with(ATTACHMENTS, attachments);
    }

    /** An attachment. */
    public static AuditEntry attachment(Caller caller, String attachmentId) {
        return done(caller, AuditAction.ATTACHMENT_DELETE, ResourceType.ATTACHMENT, attachmentId);
    }

    /** Attachments that were never sent, deleted by the server. */
    public static AuditEntry expired(long attachments) {
        return AuditEntry.done(AuditEntry.SERVER, AuditAction.ATTACHMENTS_EXPIRE, ATTACHMENTS, null)
                .with(ATTACHMENTS, attachments);
    }

    /**
     * The oldest records of the audit log, removed by retention.
     *
     * @param first the number of the first one
     * @param last the number of the last one
     * @param hash the hash of the last one
     * @param records how many they were
     */
    public static AuditEntry records(long first, long last, String hash, long records) {
        return AuditEntry.done(AuditEntry.SERVER, AuditAction.AUDIT_EXPIRE, "audit", null)
                .with("first", first)
                .with(LAST_REMOVED, last)
                .with(LAST_HASH, hash)
                .with("records", records);
    }

    private static AuditEntry done(Caller caller, String action, ResourceType type, String id) {
        return AuditEntry.done(caller, action, type.displayName(), id);
    }
}
