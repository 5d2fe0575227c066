package ee.chatkit.store;

import ee.chatkit.model.AuditAction;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.model.LegalHold;

/** What both stores record of legal holds in the audit log. */
public final class LegalHoldEntries {
    private LegalHoldEntries() {}

    /** A hold that was placed, without its reason. */
    public static AuditEntry placed(Caller administrator, LegalHold hold) {
        AuditEntry entry = entry(administrator, AuditAction.HOLD_PLACE, hold.id());
        String thread = hold.threadId();
        return thread == null
                ? entry.with("opportunity_id", String.valueOf(hold.opportunityId()))
                : entry.with("thread_id", thread);
    }

    /** A hold that was lifted. */
    public static AuditEntry lifted(Caller administrator, String holdId) {
        return entry(administrator, AuditAction.HOLD_LIFT, holdId);
    }

    private static AuditEntry entry(Caller administrator, String action, String holdId) {
        return AuditEntry.done(administrator, action, "hold", holdId).with("role", "administrator");
    }
}
