package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.LegalHold;
import ee.chatkit.store.InactiveThreads;
import ee.chatkit.store.InactiveThreads.InactiveThread;
import ee.chatkit.store.InactiveThreads.Scan;
import ee.chatkit.store.LegalHolds;
import ee.chatkit.store.NotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Threads without activity are found, and deleted unless they are active again or held. */
public interface InactiveThreadsContract extends StoreContract {
    InactiveThreads inactiveThreads();

    LegalHolds holds();

    @Test
    default void scan_findsThreadsBeforeTheCutoff() {
        var ada = newUser();
        Instant now = clock().instant();
        var old = addThread(now.minus(Duration.ofDays(10)));
        var recent = addThread(now.minus(Duration.ofDays(9)));
        Instant cutoff = now.minus(Duration.ofDays(10)).plusMillis(1);
        List<InactiveThread> found = scanAll(now, cutoff);
        assertTrue(ids(found).contains(old.id()));
        assertTrue(!ids(found).contains(recent.id()));
        InactiveThread entry = only(found, old);
        assertEquals(old.updatedAt(), entry.updatedAt());
        assertEquals(cutoff, entry.cutoff());
        assertNull(entry.holdId());
        assertNull(entry.opportunityId());
        assertTrue(!ids(scanAll(now, null)).contains(old.id()));
        assertTrue(!ids(found).contains(addThread(ada).id()));
    }

    @Test
    default void periodOfOpportunity_precedesThatOfAll() {
        var ada = newUser();
        Instant now = clock().instant();
        var shorter = newOpportunity(ada);
        opportunities().updateOpportunity(ada, shorter.id(), old -> old.withRetentionDays(5));
        var longer = newOpportunity(ada);
        opportunities().updateOpportunity(ada, longer.id(), old -> old.withRetentionDays(50));
        assertEquals(5, opportunities().loadOpportunity(ada, shorter.id()).retentionDays());
        Instant sixDaysAgo = now.minus(Duration.ofDays(6));
        var inShorter = store().addThread(ada, thread(sixDaysAgo).withOpportunityId(shorter.id()));
        var inLonger = store().addThread(ada, thread(sixDaysAgo).withOpportunityId(longer.id()));
        for (@Nullable Instant general : new @Nullable Instant[] {null, now.minus(Duration.ofDays(1))}) {
            List<InactiveThread> found = scanAll(now, general);
            assertEquals(now.minus(Duration.ofDays(5)), only(found, inShorter).cutoff());
            assertEquals(ada, only(found, inShorter).owner());
            assertEquals(shorter.id(), only(found, inShorter).opportunityId());
            assertTrue(!ids(found).contains(inLonger.id()));
        }
        assertTrue(inactiveThreads().hasOpportunityPeriods());
        opportunities().updateOpportunity(ada, shorter.id(), old -> old.withRetentionDays(null));
        assertTrue(!ids(scanAll(now, null)).contains(inShorter.id()));
    }

    @Test
    default void delete_sparesActiveAndHeldThreads() {
        var ada = newUser();
        Instant now = clock().instant();
        Instant ago = now.minus(Duration.ofDays(10));
        var gone = store().addThread(ada, thread(ago));
        var active = store().addThread(ada, thread(ago));
        var held = store().addThread(ada, thread(ago));
        var attachment = attachment(gone);
        store().saveAttachment(ada, attachment);
        List<InactiveThread> found = scanAll(now, now.minus(Duration.ofDays(9))).stream()
                .filter(entry -> Set.of(gone.id(), active.id(), held.id()).contains(entry.id()))
                .toList();
        assertEquals(3, found.size());
        addMessage(ada, active, "msg_1");
        var hold = new LegalHold(holds().generateHoldId(), held.id(), null, "R", "records", now);
        holds().place(new Caller("records"), hold);
        assertEquals(1, inactiveThreads().delete(found).orElse(-1));
        assertThrows(NotFoundException.class, () -> store().loadThread(ada, gone.id()));
        assertThrows(NotFoundException.class, () -> store().loadAttachment(ada, attachment.id()));
        store().loadThread(ada, active.id());
        store().loadThread(ada, held.id());
        assertEquals(
                hold.id(),
                only(scanAll(now, now.minus(Duration.ofDays(9))), held).holdId());
        assertEquals(0, inactiveThreads().delete(found).orElse(-1));
        holds().lift(new Caller("records"), hold.id());
        assertEquals(1, inactiveThreads().delete(found).orElse(-1));
    }

    private List<InactiveThread> scanAll(Instant now, @Nullable Instant cutoff) {
        List<InactiveThread> all = new ArrayList<>();
        String after = "";
        while (true) {
            Scan scan = inactiveThreads().scan(now, cutoff, after, 50);
            all.addAll(scan.inactive());
            String last = scan.last();
            if (last == null) {
                return all;
            }
            assertTrue(scan.scanned() <= 50 && scan.scanned() > 0);
            after = last;
        }
    }

    private static InactiveThread only(List<InactiveThread> found, ChatThread thread) {
        List<InactiveThread> entries =
                found.stream().filter(entry -> entry.id().equals(thread.id())).toList();
        assertEquals(1, entries.size());
        return entries.getFirst();
    }

    private static Set<String> ids(List<InactiveThread> found) {
        return found.stream().map(InactiveThread::id).collect(Collectors.toSet());
    }

    private ChatThread addThread(Instant time) {
        return store().addThread(newUser(), thread(time));
    }

    private ChatThread thread(Instant time) {
        return ChatThread.create(store().generateThreadId(), time);
    }
}
