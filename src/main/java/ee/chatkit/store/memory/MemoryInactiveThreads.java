package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.store.Deletions;
import ee.chatkit.store.InactiveThreads;
import ee.chatkit.store.memory.OwnedRecords.OwnedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** {@link InactiveThreads} in memory. */
record MemoryInactiveThreads(
        StoreLock lock,
        MemoryThreads threads,
        MemoryOpportunityStore opportunities,
        MemoryLegalHolds holds,
        MemoryAuditLog auditLog)
        implements InactiveThreads {
    @Override
    public Scan scan(Instant now, @Nullable Instant cutoff, String after, int limit) {
        return lock.call(() -> {
            List<OwnedRecord<MemoryThread>> page = threads.all()
                    .filter(found -> ActivityKey.BY_CODE_POINT.compare(
                                    found.value().thread().id(), after)
                            > 0)
                    .sorted(Comparator.comparing(found -> found.value().thread().id(), ActivityKey.BY_CODE_POINT))
                    .limit(limit)
                    .toList();
            List<InactiveThread> inactive = new ArrayList<>();
            for (OwnedRecord<MemoryThread> found : page) {
                ChatThread thread = found.value().thread();
                Instant own = cutoffOf(thread, now, cutoff);
                if (own != null && thread.updatedAt().isBefore(own)) {
                    inactive.add(new InactiveThread(
                            thread.id(),
                            new Caller(found.userId()),
                            thread.opportunityId(),
                            thread.updatedAt(),
                            own,
                            holds.findOn(thread)));
                }
            }
            return new Scan(
                    inactive,
                    page.size(),
                    page.isEmpty() ? null : page.getLast().value().thread().id());
        });
    }

    private @Nullable Instant cutoffOf(ChatThread thread, Instant now, @Nullable Instant general) {
        String opportunityId = thread.opportunityId();
        OwnedRecord<Opportunity> opportunity = opportunityId == null ? null : opportunities.findOwned(opportunityId);
        Integer days = opportunity == null ? null : opportunity.value().retentionDays();
        return days == null ? general : now.minus(Duration.ofDays(days));
    }

    @Override
    public boolean hasOpportunityPeriods() {
        return lock.call(
                () -> opportunities.all().anyMatch(found -> found.value().retentionDays() != null));
    }

    @Override
    public OptionalInt delete(List<InactiveThread> inactive) {
        return OptionalInt.of(lock.call(() -> {
            int deleted = 0;
            for (InactiveThread given : inactive) {
                OwnedRecord<MemoryThread> found = threads.findOwned(given.id());
                if (found != null
                        && found.value().thread().updatedAt().isBefore(given.cutoff())
                        && holds.findOn(found.value().thread()) == null) {
                    auditLog.record(Deletions.inactive(given.id(), threads.delete(found.value())));
                    deleted++;
                }
            }
            return deleted;
        }));
    }
}
