package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.AppendResult;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.StoreException;
import ee.chatkit.store.ThreadNotActiveException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Items that are stored together with their new thread or with the links of their attachments, completely or not at all.
 *
 * <p><b>Cost.</b> A thread with its first item is one statement. Attachments, regardless of their number, add two: one
 * that locks and checks them before anything is written, and one that links them. Because a rejection precedes the first
 * write, it leaves a JTA transaction of the caller usable.
 */
final class JpaMessages {
    private static final String LOCK_THREAD =
            "select id, id from chatkit_threads where id = ? and user_id = ? for no key update";

    private static final String LOCK_ATTACHMENT =
            "; select id, thread_id from chatkit_attachments where id = ? and user_id = ? for no key update";

    private static final String LINK = """
        update chatkit_attachments a set thread_id = ? where a.id = any(?) and a.user_id = ? returning 1\
        """;

    private final Database database;
    private final JpaItems items;
    private final Clock clock;

    JpaMessages(Database database, JpaItems items, Clock clock) {
        this.database = database;
        this.items = items;
        this.clock = clock;
    }

    ChatThread addThread(Caller caller, ChatThread thread, ThreadItem first, List<String> attachmentIds) {
        ChatThread newThread = thread.storable();
        ThreadItem item = first.storable();
        if (!item.threadId().equals(newThread.id())) {
            throw new IllegalArgumentException("the item belongs to another thread");
        }
        Instant now = clock.instant();
        if (attachmentIds.isEmpty()) {
            return database.statement(caller, session -> JpaThreads.add(session, caller, newThread, item, now));
        }
        return transaction(caller, session -> {
            requireLinkable(session, caller, newThread.id(), false, attachmentIds);
            ChatThread added = JpaThreads.add(session, caller, newThread, item, now);
            link(session, caller, added.id(), attachmentIds);
            return added;
        });
    }

    AppendResult addMessage(Caller caller, ThreadItem message, List<String> attachmentIds) {
        ThreadItem storable = message.storable();
        boolean callersTransaction = database.isInCallersTransaction();
        try {
            return transaction(caller, session -> {
                requireLinkable(session, caller, storable.threadId(), true, attachmentIds);
                AppendResult appended = items.appendNewMessage(session, caller, storable);
                link(session, caller, storable.threadId(), attachmentIds);
                return appended;
            });
        } catch (RuntimeException e) {
            throw !callersTransaction && SqlFailure.isUniqueViolation(e)
                    ? new ConflictException(ResourceType.ITEM, storable.id())
                    : e;
        }
    }

    /**
     * Locks the thread, if it is there already, before the attachments, as every writer does, and rejects those that cannot be
     * linked to it. One statement for each row, because Citus locks no rows of several nodes by one; all in one round trip.
     */
    private static void requireLinkable(
            StatelessSession session, Caller caller, String threadId, boolean present, List<String> ids) {
        List<String> sorted = ids.stream().distinct().sorted().toList();
        List<String> parameters = new ArrayList<>(List.of(threadId, caller.userId()));
        sorted.forEach(id -> parameters.addAll(List.of(id, caller.userId())));
        List<List<Attached>> found = JdbcStatements.lists(
                session,
                LOCK_THREAD + LOCK_ATTACHMENT.repeat(sorted.size()),
                row -> new Attached(row.getString(1), row.getString(2)),
                parameters.toArray());
        if (found.getFirst().isEmpty() == present) {
            throw present
                    ? new NotFoundException(ResourceType.THREAD, threadId)
                    : new ConflictException(ResourceType.THREAD, threadId);
        }
        Map<String, @Nullable String> threads = new HashMap<>();
        found.subList(1, found.size()).forEach(rows -> rows.forEach(row -> threads.put(row.id, row.threadId)));
        for (String id : ids) {
            if (!threads.containsKey(id)) {
                throw new NotFoundException(ResourceType.ATTACHMENT, id);
            }
            String other = threads.get(id);
            if (other != null && !other.equals(threadId)) {
                throw new ConflictException(ResourceType.ATTACHMENT, id, "was sent in another thread");
            }
        }
    }

    private static void link(StatelessSession session, Caller caller, String threadId, List<String> ids) {
        JdbcStatements.any(session, LINK, threadId, ids.toArray(String[]::new), caller.userId());
    }

    /** Rejections are thrown after the transaction: Hibernate would mark the caller's transaction rollback-only. */
    private <T> T transaction(Caller caller, Function<StatelessSession, T> work) {
        var result = database.transaction(caller, session -> {
            try {
                return new Result<>(work.apply(session), null);
            } catch (NotFoundException | ConflictException | ThreadNotActiveException e) {
                return new Result<T>(null, e);
            }
        });
        if (result.rejection != null) {
            throw result.rejection;
        }
        return Objects.requireNonNull(result.value);
    }

    private record Result<T>(@Nullable T value, @Nullable StoreException rejection) {}

    /** An attachment with its thread; of the first query, the thread. */
    private record Attached(String id, @Nullable String threadId) {}
}
