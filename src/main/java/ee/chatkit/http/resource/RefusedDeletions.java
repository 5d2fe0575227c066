package ee.chatkit.http.resource;

import ee.chatkit.governance.AuditTrail;
import ee.chatkit.http.Problems;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditOutcome;
import ee.chatkit.model.Caller;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Deletions on behalf of callers: one that is refused (404, 409, 412) is recorded in the audit log. */
@Dependent
public class RefusedDeletions {
    private final AuditTrail auditTrail;

    /** Records in this audit trail. */
    @Inject
    public RefusedDeletions(AuditTrail auditTrail) {
        this.auditTrail = auditTrail;
    }

    /**
     * Deletes a record.
     *
     * @param action the name of the deletion in the audit log
     * @param deletion returns whether there was such a record
     * @throws NotFoundException if there was none
     */
    void delete(Caller caller, String action, ResourceType type, String id, BooleanSupplier deletion) {
        attempt(caller, action, type, id, () -> {
            if (!deletion.getAsBoolean()) {
                throw new NotFoundException(type, id);
            }
            return true;
        });
    }

    /** Calls what deletes, and records what it throws, if that is a refusal. */
    <T> T attempt(Caller caller, String action, ResourceType type, String id, Supplier<T> deletion) {
        try {
            return deletion.get();
        } catch (RuntimeException e) {
            Problems.of(e)
                    .filter(problem -> problem.status() == 404 || problem.status() == 409 || problem.status() == 412)
                    .ifPresent(problem -> auditTrail.refuseDeletion(
                            AuditEntry.of(caller, action, type.displayName(), id, AuditOutcome.REFUSED)
                                    .with("status", problem.status())));
            throw e;
        }
    }
}
