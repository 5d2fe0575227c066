package ee.chatkit.governance;

import ee.chatkit.governance.ErasureReport.HeldRecord;
import ee.chatkit.model.AuditAction;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditOutcome;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.HeldException;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import ee.chatkit.store.UserRecords;
import ee.chatkit.store.UserRecords.Counts;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Deletes all records of a user, except what is under legal hold: threads with all that is in them, opportunities, then what is left.
 *
 * <p>The audit log has the erasure, when it begins and when it ends, by who has asked for it, and each deletion, of the origin {@value
 * #ORIGIN}. What it has of the user stays: ids.
 *
 * <p>Each thread and each opportunity is deleted by itself. A call ends after {@link #MAX_DURATION}, and can be repeated: it goes on with
 * what is left, also after an earlier one was interrupted. What the user adds meanwhile is left, too.
 *
 * <p>Safe for use by multiple threads.
 */
public final class Erasure {
    /** After how long a call ends, complete or not. */
    static final Duration MAX_DURATION = Duration.ofSeconds(30);

    private static final String ORIGIN = "erasure";
    private static final Logger LOG = System.getLogger(Erasure.class.getName());
    private static final PageRequest PAGE = PageRequest.first(100, SortOrder.ASC);

    private final Store store;
    private final OpportunityStore opportunities;
    private final AttachmentContents contents;
    private final UserRecords records;
    private final AuditTrail auditTrail;
    private final Duration maxDuration;

    /** @param contents where the contents of attachments are, if not in the store */
    public Erasure(
            Store store,
            OpportunityStore opportunities,
            AttachmentContents contents,
            UserRecords records,
            AuditTrail auditTrail) {
        this(store, opportunities, contents, records, auditTrail, MAX_DURATION);
    }

    Erasure(
            Store store,
            OpportunityStore opportunities,
            AttachmentContents contents,
            UserRecords records,
            AuditTrail auditTrail,
            Duration maxDuration) {
        this.store = store;
        this.opportunities = opportunities;
        this.contents = contents;
        this.records = records;
        this.auditTrail = auditTrail;
        this.maxDuration = maxDuration;
    }

    /**
     * Deletes the records of a user.
     *
     * @param administrator who has asked for it
     * @throws ee.chatkit.store.UnavailableException if the store fails; nothing is deleted if the audit log cannot record that it begins
     */
    public ErasureReport erase(Caller administrator, Caller user) {
        AuditEntry entry = AuditEntry.of(
                        administrator, AuditAction.USER_ERASE, "user", user.userId(), AuditOutcome.STARTED)
                .with("role", "administrator");
        auditTrail.record(entry);
        try {
            ErasureReport report = erase(new Caller(user.userId(), ORIGIN));
            auditTrail.recordEnd(entry.with(AuditOutcome.DONE)
                    .with("complete", report.isComplete())
                    .with("threads", report.deleted().threads())
                    .with("threads_kept", report.kept().threads()));
            return report;
        } catch (RuntimeException e) {
            auditTrail.recordEnd(entry.with(AuditOutcome.FAILED));
            throw e;
        }
    }

    private ErasureReport erase(Caller user) {
        long end = System.nanoTime() + maxDuration.toNanos();
        Counts before = records.count(user);
        List<HeldRecord> held = new ArrayList<>();
        boolean complete =
                forAll(request -> store.listThreads(user, request), thread -> deleteThread(user, thread, held), end)
                        && forAll(
                                request -> opportunities.listOpportunities(user, request),
                                opportunity -> deleteOpportunity(user, opportunity, held),
                                end);
        records.deleteRemains(user).forEach(id -> contents.delete(user, id));
        Counts kept = records.count(user);
        var report = new ErasureReport(user, complete, before.minus(kept), kept, held);
        log(report);
        return report;
    }

    private static void log(ErasureReport report) {
        LOG.log(
                Level.INFO,
                "Erasure of user \"{0}\": {1} threads deleted, {2} kept{3}.",
                report.user().userId(),
                report.deleted().threads(),
                report.kept().threads(),
                report.isComplete() ? "" : "; not complete, repeat it");
    }

    /** Lists in an order that deletions do not change. */
    private static <T> boolean forAll(Function<PageRequest, Page<T>> list, Consumer<T> delete, long end) {
        PageRequest request = PAGE;
        while (true) {
            Page<T> page = list.apply(request);
            for (T entry : page.data()) {
                if (System.nanoTime() - end > 0) {
                    return false;
                }
                delete.accept(entry);
            }
            if (!page.hasMore()) {
                return true;
            }
            request = request.next(page);
        }
    }

    private void deleteThread(Caller user, ChatThread thread, List<HeldRecord> held) {
        List<String> attachments = records.attachmentsOf(user, thread.id());
        try {
            store.deleteThread(user, thread.id());
        } catch (HeldException e) {
            add(held, new HeldRecord(true, thread.id(), e.holdId()));
            return;
        }
        attachments.forEach(id -> contents.delete(user, id));
    }

    private void deleteOpportunity(Caller user, Opportunity opportunity, List<HeldRecord> held) {
        try {
            opportunities.deleteOpportunity(user, opportunity.id());
        } catch (HeldException e) {
            add(held, new HeldRecord(false, opportunity.id(), e.holdId()));
        }
    }

    private static void add(List<HeldRecord> held, HeldRecord found) {
        if (held.size() < ErasureReport.MAX_HELD) {
            held.add(found);
        }
    }
}
