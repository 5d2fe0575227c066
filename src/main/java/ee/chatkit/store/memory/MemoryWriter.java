package ee.chatkit.store.memory;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.Entry;
import ee.chatkit.model.Opportunity;
import ee.chatkit.store.Archive.Writer;
import ee.chatkit.store.Outcome;
import ee.chatkit.store.UnavailableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gathers what is to be added until it is committed. Of a dry run it keeps all in mind, because later entries need it. */
final class MemoryWriter implements Writer {
    private final MemoryTables tables;
    private final boolean keep;
    private final Map<String, Owned<Opportunity>> opportunities = new LinkedHashMap<>();
    private final Map<String, String> active = new LinkedHashMap<>();
    private final Map<String, ThreadToCome> threads = new LinkedHashMap<>();
    private final Map<String, Owned<Attachment>> attachments = new LinkedHashMap<>();
    private String lastThread = "";

    MemoryWriter(MemoryTables tables, boolean keep) {
        this.tables = tables;
        this.keep = keep;
    }

    @Override
    public List<Outcome> add(List<Entry> entries) {
        List<Entry> storable = entries.stream().map(MemoryWriter::storable).toList();
        return tables.guard().call(() -> storable.stream().map(this::add).toList());
    }

    private static Entry storable(Entry entry) {
        return switch (entry) {
            case Entry.OfOpportunity opportunity -> opportunity;
            case Entry.OfActive active -> active;
            case Entry.OfThread(String userId, var thread) -> new Entry.OfThread(userId, thread.storable());
            case Entry.OfItem(var item) -> new Entry.OfItem(item.storable());
            case Entry.OfFeedback feedback -> feedback;
            case Entry.OfAttachment(String userId, var attachment) ->
                new Entry.OfAttachment(userId, attachment.storable());
        };
    }

    private Outcome add(Entry entry) {
        return switch (entry) {
            case Entry.OfOpportunity given -> add(given);
            case Entry.OfActive given -> add(given);
            case Entry.OfThread given -> add(given);
            case Entry.OfItem(var item) -> {
                ThreadToCome thread = threads.get(item.threadId());
                yield thread == null ? Outcome.NO_THREAD : thread.add(item);
            }
            case Entry.OfFeedback(var feedback) -> {
                ThreadToCome thread = threads.get(feedback.threadId());
                yield thread == null ? Outcome.NO_THREAD : thread.add(feedback);
            }
            case Entry.OfAttachment given -> add(given);
        };
    }

    private Outcome add(Entry.OfOpportunity given) {
        Owned<Opportunity> there = opportunity(given.opportunity().id());
        if (there == null) {
            opportunities.put(given.opportunity().id(), new Owned<>(given.userId(), given.opportunity()));
            return Outcome.ADDED;
        }
        boolean same =
                given.opportunity().withUpdatedAt(there.value().updatedAt()).equals(there.value());
        return found(given.userId(), there.userId(), same);
    }

    private Outcome add(Entry.OfActive given) {
        String there = active.getOrDefault(
                given.userId(), tables.opportunities().active().get(given.userId()));
        if (there != null) {
            return there.equals(given.opportunityId()) ? Outcome.ALREADY_THERE : Outcome.ANOTHER_ACTIVE;
        }
        if (!owns(given.userId(), opportunity(given.opportunityId()))) {
            return Outcome.NO_OPPORTUNITY;
        }
        active.put(given.userId(), given.opportunityId());
        return Outcome.ADDED;
    }

    private Outcome add(Entry.OfThread given) {
        String id = given.thread().id();
        lastThread = id;
        ThreadToCome coming = threads.get(id);
        MemoryThread there = tables.threads().find(id);
        if (coming == null && there == null) {
            String opportunityId = given.thread().opportunityId();
            if (opportunityId != null && !owns(given.userId(), opportunity(opportunityId))) {
                return Outcome.NO_OPPORTUNITY;
            }
            threads.put(id, ThreadToCome.fresh(given));
            return Outcome.ADDED;
        }
        var known = coming == null ? Objects.requireNonNull(there).thread() : coming.thread();
        String owner = coming == null ? Objects.requireNonNull(there).userId() : coming.userId();
        Outcome outcome = found(
                given.userId(),
                owner,
                given.thread().withUpdatedAt(known.updatedAt()).equals(known));
        if (outcome == Outcome.ALREADY_THERE && coming == null) {
            threads.put(id, ThreadToCome.there(given, Objects.requireNonNull(there)));
        }
        return outcome;
    }

    private Outcome add(Entry.OfAttachment given) {
        String threadId = given.attachment().threadId();
        ThreadToCome thread = threadId == null ? null : threads.get(threadId);
        if (threadId != null && (thread == null || !thread.userId().equals(given.userId()))) {
            return Outcome.NO_THREAD;
        }
        String id = given.attachment().id();
        Owned<Attachment> there =
                attachments.getOrDefault(id, tables.attachments().owned(id));
        if (there != null) {
            return found(given.userId(), there.userId(), given.attachment().equals(there.value()));
        }
        attachments.put(id, new Owned<>(given.userId(), given.attachment()));
        return Outcome.ADDED;
    }

    private static Outcome found(String userId, String owner, boolean same) {
        if (!owner.equals(userId)) {
            return Outcome.ID_TAKEN;
        }
        return same ? Outcome.ALREADY_THERE : Outcome.DIFFERENT;
    }

    private @Nullable Owned<Opportunity> opportunity(String id) {
        Owned<Opportunity> coming = opportunities.get(id);
        return coming == null ? tables.opportunities().find(id) : coming;
    }

    private static boolean owns(String userId, @Nullable Owned<Opportunity> opportunity) {
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
            threads.values().forEach(ThreadToCome::written);
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

    private boolean isStillRight(ThreadToCome thread) {
        String opportunityId = thread.thread().opportunityId();
        return thread.fits(tables.threads().find(thread.thread().id()))
                && (opportunityId == null || opportunity(opportunityId) != null);
    }

    private void apply() {
        opportunities.values().forEach(owned -> tables.opportunities().add(new Caller(owned.userId()), owned.value()));
        active.forEach((userId, id) -> tables.opportunities().activate(new Caller(userId), id));
        threads.values().forEach(thread -> thread.write(tables.threads()));
        attachments
                .values()
                .forEach(owned ->
                        tables.attachments().save(new Caller(owned.userId()), owned.value(), tables.threads()));
    }

    /** What was not committed is in no store. */
    @Override
    public void close() {}
}
