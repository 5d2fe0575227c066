package ee.chatkit.store.memory;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.Archive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link Archive} in memory. What is read is copied first: the records themselves never change. */
record MemoryArchive(MemoryTables tables) implements Archive {
    private static final Comparator<OwnedRecord<Opportunity>> IN_ORDER = Comparator.comparing(
                    (OwnedRecord<Opportunity> ownedRecord) -> ownedRecord.userId(), ActivityKey.BY_CODE_POINT)
            .thenComparing(ownedRecord -> ActivityKey.at(
                    ownedRecord.value().createdAt(), ownedRecord.value().id()));

    @Override
    public void read(Selection selection, Sink sink) throws IOException {
        Copy copy = tables.guard().call(() -> copy(selection));
        for (ArchiveEntry archiveEntry : copy.begin) {
            sink.accept(archiveEntry);
        }
        for (ThreadCopy thread : copy.threads) {
            sink.accept(thread.entry);
            for (ThreadItem item : thread.items) {
                sink.accept(new ArchiveEntry.StoredItem(item));
            }
            for (Feedback feedback : thread.feedback) {
                sink.accept(new ArchiveEntry.ItemFeedback(feedback));
            }
            for (ArchiveEntry.OwnedAttachment attachment :
                    copy.attachments.getOrDefault(thread.entry.thread().id(), List.of())) {
                sink.accept(attachment);
            }
        }
        for (ArchiveEntry.OwnedAttachment attachment : copy.attachments.getOrDefault("", List.of())) {
            sink.accept(attachment);
        }
    }

    @Override
    public long count(Selection selection) {
        Copy copy = tables.guard().call(() -> copy(selection));
        return copy.begin.size()
                + copy.threads.stream()
                        .mapToLong(thread -> 1L + thread.items.size() + thread.feedback.size())
                        .sum()
                + copy.attachments.values().stream().mapToLong(List::size).sum();
    }

    @Override
    public Writer write(boolean keep) {
        return new MemoryWriter(tables, keep);
    }

    /**
     * What there was at one moment.
     *
     * @param attachments by thread; those in none under an empty id
     */
    private record Copy(
            List<ArchiveEntry> begin,
            List<ThreadCopy> threads,
            Map<String, List<ArchiveEntry.OwnedAttachment>> attachments) {}

    private record ThreadCopy(ArchiveEntry.OwnedThread entry, List<ThreadItem> items, List<Feedback> feedback) {}

    private Copy copy(Selection selection) {
        Predicate<String> wanted = userId ->
                selection.owner() == null || userId.equals(selection.owner().userId());
        List<ArchiveEntry> begin = new ArrayList<>();
        tables.opportunities()
                .all()
                .filter(ownedRecord -> wanted.test(ownedRecord.userId()))
                .sorted(IN_ORDER)
                .forEach(ownedRecord ->
                        begin.add(new ArchiveEntry.OwnedOpportunity(ownedRecord.userId(), ownedRecord.value())));
        Map<String, String> active = new TreeMap<>(ActivityKey.BY_CODE_POINT);
        active.putAll(tables.opportunities().active());
        active.forEach((userId, id) -> {
            if (wanted.test(userId)) {
                begin.add(new ArchiveEntry.ActiveSelection(userId, id));
            }
        });
        return new Copy(begin, threads(selection, wanted), attachments(wanted));
    }

    private List<ThreadCopy> threads(Selection selection, Predicate<String> wanted) {
        String after = Objects.requireNonNullElse(selection.afterThread(), "");
        return tables.threads()
                .all()
                .filter(thread -> wanted.test(thread.userId())
                        && ActivityKey.BY_CODE_POINT.compare(thread.thread().id(), after) > 0)
                .sorted(Comparator.comparing(thread -> thread.thread().id(), ActivityKey.BY_CODE_POINT))
                .map(thread -> new ThreadCopy(
                        new ArchiveEntry.OwnedThread(thread.userId(), thread.thread()),
                        thread.items(),
                        thread.feedback()))
                .toList();
    }

    private Map<String, List<ArchiveEntry.OwnedAttachment>> attachments(Predicate<String> wanted) {
        Function<Attachment, String> thread = attachment -> Objects.requireNonNullElse(attachment.threadId(), "");
        Stream<OwnedRecord<Attachment>> owned = tables.attachments().all().filter(found -> wanted.test(found.userId()));
        return owned.sorted(Comparator.comparing(found -> found.value().id(), ActivityKey.BY_CODE_POINT))
                .map(found -> new ArchiveEntry.OwnedAttachment(found.userId(), found.value()))
                .collect(Collectors.groupingBy(
                        found -> thread.apply(found.attachment()), HashMap::new, Collectors.toList()));
    }
}
