package ee.chatkit.store.memory;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.Opportunity;
import ee.chatkit.store.Archive.Writer;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.WriteOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gathers what is to be added until it is committed. Of a dry run it keeps all in mind, because later entries need it. */
final class MemoryWriter implements Writer {
    private final MemoryTables tables;
    private final boolean keep;
    private final Map<String, OwnedRecord<Opportunity>> opportunities = new LinkedHashMap<>();
    private final Map<String, String> active = new LinkedHashMap<>();
    private final Map<String, PendingThread> threads = new LinkedHashMap<>();
    private final Map<String, OwnedRecord<Attachment>> attachments = new LinkedHashMap<>();
    private String lastThread = "";

    MemoryWriter(MemoryTables tables, boolean keep) {
        this.tables = tables;
        this.keep = keep;
    }

    @Override
    public List<WriteOutcome> add(List<ArchiveEntry> entries) {
        List<ArchiveEntry> storable =
                entries.stream().map(MemoryWriter::storable).toList();
        return tables.guard().call(() -> storable.stream().map(this::add).toList());
    }

    private static ArchiveEntry storable(ArchiveEntry archiveEntry) {
        return switch (archiveEntry) {
            case ArchiveEntry.OwnedOpportunity opportunity -> opportunity;
            case ArchiveEntry.ActiveSelection active -> active;
            case ArchiveEntry.OwnedThread(String userId, var thread) ->
                new ArchiveEntry.OwnedThread(userId, thread.storable());
            case ArchiveEntry.StoredItem(var item) -> new ArchiveEntry.StoredItem(item.storable());
            case ArchiveEntry.ItemFeedback feedback -> feedback;
            case ArchiveEntry.OwnedAttachment(String userId, var attachment) ->
                new ArchiveEntry.OwnedAttachment(userId, attachment.storable());
        };
    }

    private WriteOutcome add(ArchiveEntry archiveEntry) {
        return switch (archiveEntry) {
            case ArchiveEntry.OwnedOpportunity given -> add(given);
            case ArchiveEntry.ActiveSelection given -> add(given);
            case ArchiveEntry.OwnedThread given -> add(given);
            case ArchiveEntry.StoredItem(var item) -> {
                PendingThread thread = threads.get(item.threadId());
                yield thread == null ? WriteOutcome.NO_THREAD : thread.add(item);
            }
            case ArchiveEntry.ItemFeedback(var feedback) -> {
                PendingThread thread = threads.get(feedback.threadId());
                yield thread == null ? WriteOutcome.NO_THREAD : thread.add(feedback);
            }
            case ArchiveEntry.OwnedAttachment given -> add(given);
        };
    }

    private WriteOutcome add(ArchiveEntry.OwnedOpportunity given) {
        OwnedRecord<Opportunity> there = opportunity(given.opportunity().id());
        if (there == null) {
            opportunities.put(given.opportunity().id(), new OwnedRecord<>(given.userId(), given.opportunity()));
            return WriteOutcome.ADDED;
        }
        boolean same =
                given.opportunity().withUpdatedAt(there.value().updatedAt()).equals(there.value());
        return found(given.userId(), there.userId(), same);
    }

    private WriteOutcome add(ArchiveEntry.ActiveSelection given) {
        String there = active.getOrDefault(
                given.userId(), tables.opportunities().active().get(given.userId()));
        if (there != null) {
            return there.equals(given.opportunityId()) ? WriteOutcome.ALREADY_THERE : WriteOutcome.ANOTHER_ACTIVE;
        }
        if (!owns(given.userId(), opportunity(given.opportunityId()))) {
            return WriteOutcome.NO_OPPORTUNITY;
        }
        active.put(given.userId(), given.opportunityId());
        return WriteOutcome.ADDED;
    }

    private WriteOutcome add(ArchiveEntry.OwnedThread given) {
        String id = given.thread().id();
        lastThread = id;
        PendingThread coming = threads.get(id);
        MemoryThread there = tables.threads().find(id);
        if (coming == null && there == null) {
            String opportunityId = given.thread().opportunityId();
            if (opportunityId != null && !owns(given.userId(), opportunity(opportunityId))) {
                return WriteOutcome.NO_OPPORTUNITY;
            }
            threads.put(id, PendingThread.fresh(given));
            return WriteOutcome.ADDED;
        }
        var known = coming == null ? Objects.requireNonNull(there).thread() : coming.thread();
        String owner = coming == null ? Objects.requireNonNull(there).userId() : coming.userId();
        WriteOutcome writeOutcome = found(
                given.userId(),
                owner,
                given.thread().withUpdatedAt(known.updatedAt()).equals(known));
        if (writeOutcome == WriteOutcome.ALREADY_THERE && coming == null) {
            threads.put(id, PendingThread.there(given, Objects.requireNonNull(there)));
        }
        return writeOutcome;
    }

    private WriteOutcome add(ArchiveEntry.OwnedAttachment given) {
        String threadId = given.attachment().threadId();
        PendingThread thread = threadId == null ? null : threads.get(threadId);
        if (threadId != null && (thread == null || !thread.userId().equals(given.userId()))) {
            return WriteOutcome.NO_THREAD;
        }
        String id = given.attachment().id();
        OwnedRecord<Attachment> there =
                attachments.getOrDefault(id, tables.attachments().owned(id));
        if (there != null) {
            return found(given.userId(), there.userId(), given.attachment().equals(there.value()));
        }
        attachments.put(id, new OwnedRecord<>(given.userId(), given.attachment()));
        return WriteOutcome.ADDED;
    }

    private static WriteOutcome found(String userId, String owner, boolean same) {
        if (!owner.equals(userId)) {
            return WriteOutcome.ID_TAKEN;
        }
        return same ? WriteOutcome.ALREADY_THERE : WriteOutcome.DIFFERENT;
    }

    private @Nullable OwnedRecord<Opportunity> opportunity(String id) {
        OwnedRecord<Opportunity> coming = opportunities.get(id);
        return coming == null ? tables.opportunities().find(id) : coming;
    }

    private static boolean owns(String userId, @Nullable OwnedRecord<Opportunity> opportunity) {
        return opportunity != null && opportunity.userId().equals(userId);
    }

    @Override
    public void commit() {
        if (keep) {
            tables.guard().run(() -> {
                if (!isStillRight()) {
                    throw new UnavailableException("something changed while this was written, try again");
                }
                apply();
            });
            opportunities.clear();
            active.clear();
            attachments.clear();
            threads.keySet().removeIf(id -> !id.equals(lastThread));
            threads.values().forEach(PendingThread::written);
        }
    }

    /** Others may have written since the entries came. */
    private boolean isStillRight() {
        return opportunities.keySet().stream()
                        .allMatch(id -> tables.opportunities().find(id) == null)
                && active.entrySet().stream()
                        .allMatch(entry -> !tables.opportunities().active().containsKey(entry.getKey())
                                && opportunity(entry.getValue()) != null)
                && threads.values().stream().allMatch(this::isStillRight)
                && attachments.keySet().stream()
                        .allMatch(id -> tables.attachments().owned(id) == null);
    }

    private boolean isStillRight(PendingThread thread) {
        String opportunityId = thread.thread().opportunityId();
        return thread.fits(tables.threads().find(thread.thread().id()))
                && (opportunityId == null || opportunity(opportunityId) != null);
    }

    private void apply() {
        opportunities
                .values()
                .forEach(ownedRecord ->
                        tables.opportunities().add(new Caller(ownedRecord.userId()), ownedRecord.value()));
        active.forEach((userId, id) -> tables.opportunities().activate(new Caller(userId), id));
        threads.values().forEach(thread -> thread.write(tables.threads()));
        attachments
                .values()
                .forEach(ownedRecord -> tables.attachments()
                        .save(new Caller(ownedRecord.userId()), ownedRecord.value(), tables.threads()));
    }

    /** What was not committed is in no store. */
    @Override
    public void close() {}
}
