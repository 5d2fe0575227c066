package ee.chatkit.store.memory;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.store.UserRecords;
import ee.chatkit.store.memory.OwnedRecords.OwnedRecord;
import java.util.List;
import java.util.stream.Stream;

/** {@link UserRecords} in memory. */
record MemoryUserRecords(
        StoreLock lock,
        MemoryOpportunityStore opportunities,
        MemoryThreads threads,
        MemoryAttachments attachments,
        MemoryTurns turns,
        MemoryIdempotencyStore keys)
        implements UserRecords {
    @Override
    public Counts count(Caller user) {
        return lock.call(() -> {
            List<MemoryThread> own = of(user, threads).toList();
            return new Counts(
                    of(user, opportunities).count(),
                    own.size(),
                    own.stream().mapToLong(thread -> thread.items().size()).sum(),
                    own.stream().mapToLong(thread -> thread.feedback().size()).sum(),
                    of(user, attachments).count(),
                    turns.of(user.userId()).size(),
                    keys.count(user),
                    opportunities.active().containsKey(user.userId()) ? 1 : 0);
        });
    }

    @Override
    public List<String> attachmentsOf(Caller user, String threadId) {
        return lock.call(() -> of(user, attachments)
                .filter(attachment -> threadId.equals(attachment.threadId()))
                .map(Attachment::id)
                .toList());
    }

    @Override
    public List<String> deleteRemains(Caller user) {
        return lock.call(() -> {
            List<String> unsent = of(user, attachments)
                    .filter(attachment -> attachment.threadId() == null)
                    .map(Attachment::id)
                    .toList();
            unsent.forEach(id -> attachments.delete(user, id));
            turns.of(user.userId()).forEach(turns::delete);
            opportunities.active().remove(user.userId());
            keys.deleteOf(user);
            return unsent;
        });
    }

    private static <T> Stream<T> of(Caller user, OwnedRecords<T> records) {
        return records.all()
                .filter(found -> found.userId().equals(user.userId()))
                .map(OwnedRecord::value);
    }
}
