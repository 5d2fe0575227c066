package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Ids;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.store.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The thread operations of {@link ee.chatkit.store.Store}. */
public interface ThreadsContract extends StoreContract {
    @Test
    default void name_isMemoryOrPostgresql() {
        assertTrue(List.of("memory", "postgresql").contains(store().name()), store().name());
    }

    @Test
    default void generateThreadId_returnsNewIdAndStoresNothing() {
        String id = store().generateThreadId();
        assertTrue(id.startsWith(Ids.THREAD), id);
        assertNotEquals(id, store().generateThreadId());
        StoreAssertions.assertNotFound(ResourceType.THREAD, id, () -> store().loadThread(newUser(), id));
    }

    @Test
    default void addThread_isLoadedUnchanged() {
        var ada = newUser();
        var thread = newThread()
                .withTitle("Bridge, north side")
                .withAllowedImageDomains(List.of("b.example", "a.example"))
                .withMetadata("{\"colour\":\"red\",\"n\":[1,2,{\"x\":null}]}")
                .withUpdatedAt(clock().instant().plusSeconds(5));
        StoreAssertions.assertEquivalent(thread, store().addThread(ada, thread));
        StoreAssertions.assertEquivalent(thread, store().loadThread(ada, thread.id()));
        StoreAssertions.assertEquivalent(
                thread, store().listThreads(ada, everything()).data().getFirst());
    }

    @Test
    default void threadStatus_isPreserved() {
        var ada = newUser();
        for (ThreadStatus status : List.of(
                ThreadStatus.ACTIVE,
                new ThreadStatus.Locked(null),
                new ThreadStatus.Locked("under review"),
                new ThreadStatus.Closed(null),
                new ThreadStatus.Closed(""))) {
            var thread = store().addThread(ada, newThread().withStatus(status));
            assertEquals(status, thread.status());
            assertEquals(status, store().loadThread(ada, thread.id()).status());
        }
    }

    @Test
    default void emptyAllowedImageDomains_differFromNull() {
        var ada = newUser();
        var none = store().addThread(ada, newThread().withAllowedImageDomains(List.of()));
        var unlimited = addThread(ada);
        assertEquals(List.of(), store().loadThread(ada, none.id()).allowedImageDomains());
        assertNull(store().loadThread(ada, unlimited.id()).allowedImageDomains());
    }

    @Test
    default void emptyTitle_differsFromNull() {
        var ada = newUser();
        var empty = store().addThread(ada, newThread().withTitle(""));
        var none = addThread(ada);
        assertEquals("", store().loadThread(ada, empty.id()).title());
        assertNull(store().loadThread(ada, none.id()).title());
    }

    @Test
    default void timesOfThread_keepMicrosecondsOverTheWholeRange() {
        var ada = newUser();
        for (String time : List.of(
                "0001-01-01T00:00:00Z",
                "1582-10-10T12:00:00.000001Z",
                "1969-12-31T23:59:59.999999Z",
                "2026-03-29T01:30:00.123456789Z",
                "9999-12-31T23:59:59.999999Z")) {
            var instant = Instant.parse(time);
            var thread = new ChatThread(
                    store().generateThreadId(), null, null, ThreadStatus.ACTIVE, null, "{}", instant, instant);
            StoreAssertions.assertEquivalent(thread, store().addThread(ada, thread));
            StoreAssertions.assertEquivalent(thread, store().loadThread(ada, thread.id()));
        }
    }

    @Test
    default void addThreadTwice_isConflictAndChangesNothing() {
        var ada = newUser();
        var thread = store().addThread(ada, newThread().withTitle("first"));
        StoreAssertions.assertConflict(
                ResourceType.THREAD, thread.id(), () -> store().addThread(ada, thread.withTitle("second")));
        StoreAssertions.assertEquivalent(thread, store().loadThread(ada, thread.id()));
    }

    @Test
    default void loadUnknownThread_isNotFound() {
        StoreAssertions.assertNotFound(
                ResourceType.THREAD, "thr_none", () -> store().loadThread(newUser(), "thr_none"));
    }

    @Test
    default void saveNewThread_addsIt() {
        var ada = newUser();
        var thread = newThread().withTitle("new").withMetadata("{\"a\":1}");
        StoreAssertions.assertEquivalent(thread, store().saveThread(ada, thread));
        StoreAssertions.assertEquivalent(thread, store().loadThread(ada, thread.id()));
        assertEquals(List.of(thread.id()), threadIds(ada));
    }

    @Test
    default void saveExistingThread_replacesMutableFieldsAndKeepsTimesAndItems() {
        var ada = newUser();
        var first = addThread(ada);
        addMessages(ada, first, 2);
        clock().advance(Duration.ofHours(1));
        var again = newVersion(first);
        var saved = store().saveThread(ada, again);

        var expected = again.withUpdatedAt(first.updatedAt());
        expected = new ChatThread(
                expected.id(),
                null,
                expected.title(),
                expected.status(),
                expected.allowedImageDomains(),
                expected.metadata(),
                first.createdAt(),
                first.updatedAt());
        StoreAssertions.assertEquivalent(expected, saved);
        StoreAssertions.assertEquivalent(expected, store().loadThread(ada, first.id()));
        assertEquals(List.of("msg_1", "msg_2"), itemIds(ada, first));
        assertEquals(List.of(first.id()), threadIds(ada));
    }

    @Test
    default void saveExistingThread_canClearTitleAndImageDomains() {
        var ada = newUser();
        var thread =
                store().addThread(ada, newThread().withTitle("here").withAllowedImageDomains(List.of("a.example")));
        store().saveThread(ada, thread.withTitle(null).withAllowedImageDomains(null));
        var loaded = store().loadThread(ada, thread.id());
        assertNull(loaded.title());
        assertNull(loaded.allowedImageDomains());
    }

    @Test
    default void updateThread_changesAndReturnsTheStoredThread() {
        var ada = newUser();
        var thread = store().addThread(ada, newThread().withTitle("before"));
        var updated = store().updateThread(
                        ada,
                        thread.id(),
                        old -> old.withTitle(old.title() + " and after")
                                .withStatus(new ThreadStatus.Locked("busy"))
                                .withAllowedImageDomains(List.of("x.example"))
                                .withMetadata("{\"k\":true}"));
        assertEquals("before and after", updated.title());
        StoreAssertions.assertEquivalent(updated, store().loadThread(ada, thread.id()));
        StoreAssertions.assertEquivalent(
                thread.withTitle("before and after")
                        .withStatus(new ThreadStatus.Locked("busy"))
                        .withAllowedImageDomains(List.of("x.example"))
                        .withMetadata("{\"k\":true}"),
                updated);
    }

    @Test
    default void updateThread_ignoresChangesToIdOpportunityAndTimes() {
        var ada = newUser();
        var other = newOpportunity(ada);
        var thread = addThread(ada);
        clock().tick();
        var updated = store().updateThread(
                        ada,
                        thread.id(),
                        old -> new ChatThread(
                                store().generateThreadId(),
                                other.id(),
                                "renamed",
                                old.status(),
                                null,
                                "{}",
                                clock().instant(),
                                clock().instant()));
        StoreAssertions.assertEquivalent(thread.withTitle("renamed"), updated);
        StoreAssertions.assertEquivalent(updated, store().loadThread(ada, thread.id()));
        assertEquals(List.of(thread.id()), threadIds(ada));
    }

    @Test
    default void setTitleIfAbsent_keepsATitle() {
        var ada = newUser();
        var thread = addThread(ada);
        var titled = store().setTitleIfAbsent(ada, thread.id(), "First\u0000");
        StoreAssertions.assertEquivalent(thread.withTitle("First\uFFFD"), titled);
        StoreAssertions.assertEquivalent(titled, store().setTitleIfAbsent(ada, thread.id(), "Second"));
        StoreAssertions.assertEquivalent(titled, store().loadThread(ada, thread.id()));
        StoreAssertions.assertNotFound(
                ResourceType.THREAD, thread.id(), () -> store().setTitleIfAbsent(newUser(), thread.id(), "Third"));
    }

    @Test
    default void updateThreadWhoseFunctionThrows_changesNothing() {
        var ada = newUser();
        var thread = store().addThread(ada, newThread().withTitle("stays"));
        var failure = new UnsupportedOperationException("no");
        assertSame(
                failure,
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> store().updateThread(ada, thread.id(), old -> {
                            throw failure;
                        })));
        StoreAssertions.assertEquivalent(thread, store().loadThread(ada, thread.id()));
        assertEquals(
                "later",
                store().updateThread(ada, thread.id(), old -> old.withTitle("later"))
                        .title());
    }

    @Test
    default void updateUnknownThread_isNotFound() {
        StoreAssertions.assertNotFound(
                ResourceType.THREAD, "thr_none", () -> store().updateThread(newUser(), "thr_none", thread -> thread));
    }

    @Test
    default void deleteThread_returnsWhetherItExisted() {
        var ada = newUser();
        var thread = addThread(ada);
        assertTrue(store().deleteThread(ada, thread.id()));
        assertFalse(store().deleteThread(ada, thread.id()));
        StoreAssertions.assertNotFound(ResourceType.THREAD, thread.id(), () -> store().loadThread(ada, thread.id()));
        assertEquals(List.of(), threadIds(ada));
    }

    @Test
    default void addThreadWithDeletedId_startsEmpty() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 3);
        store().deleteThread(ada, thread.id());
        store().addThread(ada, thread);
        assertEquals(List.of(), itemIds(ada, thread));
        assertEquals(1, nextPosition(ada, thread));
    }

    private ChatThread newVersion(ChatThread first) {
        return new ChatThread(
                first.id(),
                null,
                "second",
                new ThreadStatus.Closed("done"),
                List.of("c.example"),
                "{\"v\":2}",
                clock().instant(),
                clock().instant());
    }
}
