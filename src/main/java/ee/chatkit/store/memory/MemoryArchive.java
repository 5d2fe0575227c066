package ee.chatkit.store.memory;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Opportunity;
import ee.chatkit.store.Archive;
import ee.chatkit.store.memory.OwnedRecords.OwnedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@link Archive} in memory. Reading copies the references to the selected records, which are immutable. */
record MemoryArchive(
        StoreLock lock,
        MemoryOpportunityStore opportunities,
        MemoryThreads threads,
        MemoryAttachments attachments,
        MemoryAuditLog auditLog,
        MemoryLegalHolds holds)
        implements Archive {
    private static final Comparator<OwnedRecord<Opportunity>> OPPORTUNITY_ORDER = Comparator.comparing(
                    (OwnedRecord<Opportunity> opportunity) -> opportunity.userId(), ActivityKey.BY_CODE_POINT)
            .thenComparing(opportunity -> ActivityKey.at(
                    opportunity.value().createdAt(), opportunity.value().id()));

    @Override
    public void read(Selection selection, Sink sink) throws IOException {
        for (ArchiveEntry entry : lock.call(() -> snapshot(selection))) {
            sink.accept(entry);
        }
    }

    @Override
    public long count(Selection selection) {
        return lock.call(() -> snapshot(selection)).size();
    }

    @Override
    public Writer write(boolean keep) {
        return new MemoryWriter(this, keep);
    }

    private List<ArchiveEntry> snapshot(Selection selection) {
        Predicate<String> selected = userId ->
                selection.owner() == null || userId.equals(selection.owner().userId());
        List<ArchiveEntry> entries = new ArrayList<>();
        opportunities
                .all()
                .filter(found -> selected.test(found.userId()))
                .sorted(OPPORTUNITY_ORDER)
                .forEach(found -> entries.add(new ArchiveEntry.OwnedOpportunity(found.userId(), found.value())));
        Map<String, String> active = new TreeMap<>(ActivityKey.BY_CODE_POINT);
        active.putAll(opportunities.active());
        active.keySet().removeIf(selected.negate());
        active.forEach((userId, id) -> entries.add(new ArchiveEntry.ActiveSelection(userId, id)));

        Map<String, List<ArchiveEntry>> attachmentsByThread = attachmentsByThread(selected);
        String after = Objects.requireNonNullElse(selection.afterThread(), "");
        threads.all()
                .filter(found -> selected.test(found.userId()))
                .map(OwnedRecord::value)
                .filter(found ->
                        ActivityKey.BY_CODE_POINT.compare(found.thread().id(), after) > 0)
                .sorted(Comparator.comparing(found -> found.thread().id(), ActivityKey.BY_CODE_POINT))
                .forEach(found -> {
                    entries.add(new ArchiveEntry.OwnedThread(found.userId(), found.thread()));
                    found.items().forEach(item -> entries.add(new ArchiveEntry.StoredItem(item)));
                    found.feedback().forEach(feedback -> entries.add(new ArchiveEntry.ItemFeedback(feedback)));
                    entries.addAll(
                            attachmentsByThread.getOrDefault(found.thread().id(), List.of()));
                });
        entries.addAll(attachmentsByThread.getOrDefault("", List.of()));
        if (selection.owner() == null) {
            holds.all().forEach(hold -> entries.add(new ArchiveEntry.PlacedHold(hold)));
        }
        return entries;
    }

    /** Attachments by thread and id; those in no thread under the empty string. */
    private Map<String, List<ArchiveEntry>> attachmentsByThread(Predicate<String> selected) {
        return attachments
                .all()
                .filter(found -> selected.test(found.userId()))
                .sorted(Comparator.comparing(found -> found.value().id(), ActivityKey.BY_CODE_POINT))
                .collect(Collectors.groupingBy(
                        found -> Objects.requireNonNullElse(found.value().threadId(), ""),
                        Collectors.mapping(
                                found -> new ArchiveEntry.OwnedAttachment(found.userId(), found.value()),
                                Collectors.toList())));
    }
}
