package ee.chatkit.http.resource;

import ee.chatkit.governance.AuditTrail;
import ee.chatkit.model.AuditAction;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditOutcome;
import ee.chatkit.model.Caller;
import ee.chatkit.transfer.Export;
import java.util.concurrent.atomic.AtomicBoolean;

/** Records an export in the audit log: that it begins, and how it ends. Imports are recorded with what they write. */
record TransferAudit(AuditTrail auditTrail, AuditEntry entry, AtomicBoolean completed) implements AutoCloseable {
    /** @throws ee.chatkit.store.UnavailableException if the beginning cannot be recorded */
    static TransferAudit begin(AuditTrail auditTrail, AuditEntry entry) {
        auditTrail.record(entry);
        return new TransferAudit(auditTrail, entry, new AtomicBoolean());
    }

    /** The beginning of an export. */
    static AuditEntry export(Caller caller, Export.Options options) {
        Caller owner = options.owner();
        AuditEntry entry = owner == null
                ? AuditEntry.of(caller, AuditAction.EXPORT, "all users", null, AuditOutcome.STARTED)
                : AuditEntry.of(caller, AuditAction.EXPORT, "user", owner.userId(), AuditOutcome.STARTED);
        entry = entry.with("contents", options.includeContents());
        return options.includeHidden() ? entry.with("role", "administrator") : entry;
    }

    /** The beginning of an import. */
    static AuditEntry imported(Caller caller, boolean admin) {
        AuditEntry entry = AuditEntry.of(caller, AuditAction.IMPORT, "user", caller.userId(), AuditOutcome.STARTED);
        return admin ? entry.with("role", "administrator") : entry;
    }

    void complete() {
        completed.set(true);
    }

    /** Records the end, as done if it is complete. */
    @Override
    public void close() {
        auditTrail.recordEnd(entry.with(completed.get() ? AuditOutcome.DONE : AuditOutcome.FAILED));
    }
}
