package ee.chatkit.store.memory;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.Opportunity;
import ee.chatkit.store.Archive.Writer;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.WriteOutcome;
import ee.chatkit.store.memory.OwnedRecords.OwnedRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link Writer} in memory. Collects the entries and applies them in {@link #commit}, all under one hold of the lock and
 * only if nothing that they depend on has changed since they were added. A dry run never applies them; it keeps them,
 * because later entries refer to them.
 */
final class MemoryWriter implements Writer {
    private final MemoryArchive archive;
    private final boolean keep;
    private final Map<String, OwnedRecord<Opportunity>> opportunities = new LinkedHashMap<>();
    private final Map<String, String> active = new LinkedHashMap<>();
    private final Map<String, PendingThread> threads = new LinkedHashMap<>();
    private final Map<String, OwnedRecord<Attachment>> attachments = new LinkedHashMap<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private final Map<String, LegalHold> holds = new LinkedHashMap<>();
    private String lastThread = "";

    MemoryWriter(MemoryArchive archive, boolean keep) {
        this.archive = archive;
        this.keep = keep;
    }

    @Override
    public List<WriteOutcome> add(List<ArchiveEntry> entries) {
        List<ArchiveEntry> storable =
                entries.stream().map(MemoryWriter::storable).toList();
        return archive.lock().call(() -> storable.stream().map(this::add).toList());
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
            case ArchiveEntry.PlacedHold hold -> hold;
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
            case ArchiveEntry.PlacedHold(var hold) -> add(hold);
        };
    }

    private WriteOutcome add(LegalHold hold) {
        LegalHold pending = holds.get(hold.id());
        LegalHold stored = pending == null ? archive.holds().find(hold.id()) : pending;
        if (stored != null) {
            return stored.equals(hold) ? WriteOutcome.ALREADY_THERE : WriteOutcome.DIFFERENT;
        }
        String threadId = hold.threadId();
        String opportunityId = hold.opportunityId();
        if (threadId != null && !hasThread(threadId)) {
            return WriteOutcome.NO_THREAD;
        }
        if (opportunityId != null && opportunity(opportunityId) == null) {
            return WriteOutcome.NO_OPPORTUNITY;
        }
        holds.put(hold.id(), hold);
        return WriteOutcome.ADDED;
    }

    private boolean hasThread(String id) {
        return threads.containsKey(id) || archive.threads().findOwned(id) != null;
    }

    private WriteOutcome add(ArchiveEntry.OwnedOpportunity given) {
        OwnedRecord<Opportunity> stored = opportunity(given.opportunity().id());
        if (stored == null) {
            opportunities.put(given.opportunity().id(), new OwnedRecord<>(given.userId(), given.opportunity()));
            return WriteOutcome.ADDED;
        }
        boolean same =
                given.opportunity().withUpdatedAt(stored.value().updatedAt()).equals(stored.value());
        return compare(given.userId(), stored.userId(), same);
    }

    private WriteOutcome add(ArchiveEntry.ActiveSelection given) {
        String stored = active.getOrDefault(
                given.userId(), archive.opportunities().active().get(given.userId()));
        if (stored != null) {
            return stored.equals(given.opportunityId()) ? WriteOutcome.ALREADY_THERE : WriteOutcome.ANOTHER_ACTIVE;
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
        PendingThread pending = threads.get(id);
        OwnedRecord<MemoryThread> stored = archive.threads().findOwned(id);
        if (pending != null) {
            return compare(given, pending.userId(), pending.thread());
        }
        if (stored != null) {
            WriteOutcome outcome =
                    compare(given, stored.userId(), stored.value().thread());
            if (outcome == WriteOutcome.ALREADY_THERE) {
                threads.put(id, new PendingThread(given, stored.value()));
            }
            return outcome;
        }
        String opportunityId = given.thread().opportunityId();
        if (opportunityId != null && !owns(given.userId(), opportunity(opportunityId))) {
            return WriteOutcome.NO_OPPORTUNITY;
        }
        threads.put(id, new PendingThread(given));
        return WriteOutcome.ADDED;
    }

    private static WriteOutcome compare(ArchiveEntry.OwnedThread given, String owner, ChatThread known) {
        boolean same = given.thread().withUpdatedAt(known.updatedAt()).equals(known);
        return compare(given.userId(), owner, same);
    }

    private WriteOutcome add(ArchiveEntry.OwnedAttachment given) {
        String threadId = given.attachment().threadId();
        PendingThread thread = threadId == null ? null : threads.get(threadId);
        if (threadId != null && (thread == null || !thread.userId().equals(given.userId()))) {
            return WriteOutcome.NO_THREAD;
        }
        String id = given.attachment().id();
        OwnedRecord<Attachment> stored =
                attachments.getOrDefault(id, archive.attachments().findOwned(id));
        if (stored != null) {
            return compare(given.userId(), stored.userId(), given.attachment().isSameExceptKey(stored.value()));
        }
        attachments.put(id, new OwnedRecord<>(given.userId(), given.attachment()));
        return WriteOutcome.ADDED;
    }

    private static WriteOutcome compare(String userId, String owner, boolean same) {
        if (!owner.equals(userId)) {
            return WriteOutcome.ID_TAKEN;
        }
        return same ? WriteOutcome.ALREADY_THERE : WriteOutcome.DIFFERENT;
    }

    private @Nullable OwnedRecord<Opportunity> opportunity(String id) {
        OwnedRecord<Opportunity> pending = opportunities.get(id);
        return pending == null ? archive.opportunities().findOwned(id) : pending;
    }

    private static boolean owns(String userId, @Nullable OwnedRecord<Opportunity> opportunity) {
        return opportunity != null && opportunity.userId().equals(userId);
    }

    @Override
    public void record(AuditEntry entry) {
        audit.add(entry);
    }

    @Override
    public void commit() {
        if (keep) {
            archive.lock().run(() -> {
                if (!isStillValid()) {
                    throw new UnavailableException("The store was changed while the entries were written: try again");
                }
                apply();
                audit.forEach(archive.auditLog()::record);
            });
            audit.clear();
            opportunities.clear();
            active.clear();
            attachments.clear();
            holds.clear();
            threads.keySet().removeIf(id -> !id.equals(lastThread));
            threads.values().forEach(PendingThread::markStored);
        }
    }

    /** Whether the entries can still be added: other threads may have written since they were validated. */
    private boolean isStillValid() {
        return opportunities.keySet().stream()
                        .allMatch(id -> archive.opportunities().findOwned(id) == null)
                && active.entrySet().stream()
                        .allMatch(entry -> !archive.opportunities().active().containsKey(entry.getKey())
                                && owns(entry.getKey(), opportunity(entry.getValue())))
                && threads.values().stream().allMatch(this::isStillValid)
                && attachments.keySet().stream()
                        .allMatch(id -> archive.attachments().findOwned(id) == null)
                && holds.values().stream().allMatch(this::isStillValid);
    }

    private boolean isStillValid(LegalHold hold) {
        String threadId = hold.threadId();
        String opportunityId = hold.opportunityId();
        return archive.holds().find(hold.id()) == null
                && (threadId == null || hasThread(threadId))
                && (opportunityId == null || opportunity(opportunityId) != null);
    }

    private boolean isStillValid(PendingThread thread) {
        String opportunityId = thread.thread().opportunityId();
        return thread.fits(archive.threads().findOwned(thread.thread().id()))
                && (opportunityId == null || owns(thread.userId(), opportunity(opportunityId)));
    }

    private void apply() {
        opportunities.values().forEach(given -> archive.opportunities().add(new Caller(given.userId()), given.value()));
        archive.opportunities().active().putAll(active);
        threads.values().forEach(thread -> thread.write(archive.threads()));
        attachments
                .values()
                .forEach(given ->
                        archive.attachments().save(new Caller(given.userId()), given.value(), archive.threads()));
        holds.values().forEach(archive.holds()::add);
    }

    /** Entries that were not committed are in no store. */
    @Override
    public void close() {}
}
