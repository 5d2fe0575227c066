package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.store.AppendResult;
import ee.chatkit.store.ClockSkew;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.Deletions;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.ThreadNotActiveException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Items: {@code chatkit_thread_items}.
 *
 * <p><b>Append</b> is one statement. It increments {@code last_seq} in the row of the thread, which checks the owner and, for a
 * message, the status, locks the row and yields the position, and inserts the item with it. Concurrent appends to a thread queue at that row, so
 * positions are consecutive and an item becomes visible in their order, with times of creation that follow it; no row means
 * that the caller has no such thread. An id that the thread has violates the unique constraint, which undoes the statement;
 * in a transaction, which that would abort, the statement looks for the id first, at the cost of an index lookup. The cost is
 * independent of the length of the thread.
 *
 * <p><b>Every writer locks the thread's row first</b>, so writers of one thread cannot deadlock; readers are not blocked.
 *
 * <p><b>Pages</b> are read from the primary key (thread, position): a cursor carries the position of the last item, so a page
 * costs its rows wherever it is. A cursor that is a plain id costs one more read. One row more than the page is read, which
 * tells whether another page follows. Pages end early at {@link ee.chatkit.store.PageBudget}; see {@link PagedQuery}.
 */
final class JpaItems {
    /**
     * The new time of latest activity, which never decreases, except that a time in the future gives way to the present. The
     * parameters are the latest time that a clock of another node may show, and twice the present.
     */
    private static final String ACTIVITY = "case when t.updated_at > ? then ? else greatest(t.updated_at, ?) end";

    static final String APPEND = append("");

    private static final String ACTIVE = "and t.status = 'active' ";
    private static final String APPEND_MESSAGE = append(ACTIVE);

    /**
     * For transactions, which a unique violation would abort: returns no row if the thread has an item of this id. What remains is
     * an item that is added concurrently and, in an adopted schema, one of another thread.
     */
    private static final String APPEND_NEW = append(newId());

    private static final String APPEND_NEW_MESSAGE = append(ACTIVE + newId());

    private static String newId() {
        return "and not exists (select 1 from chatkit_thread_items i where i.thread_id = t.id and i.id = ?)";
    }

    private static String append(String condition) {
        return """
            with thread as (
                update chatkit_threads t set last_seq = t.last_seq + 1, updated_at = %1$s,
                    last_item_at = greatest(?, coalesce(t.last_item_at, (
                        select least(i.created_at, ?) from chatkit_thread_items i
                        where i.thread_id = t.id order by i.seq desc limit 1)))
                where t.id = ? and t.user_id = ? %2$s
                returning %3$s, t.last_seq, t.last_item_at),
            item as (
                insert into chatkit_thread_items (thread_id, seq, id, item_type, content, created_at, updated_at)
                select id, last_seq, ?, ?, cast(? as jsonb), greatest(?, last_item_at), ? from thread
                returning seq, created_at as item_created_at)
            select %3$s, seq, item_created_at from thread t, item\
            """.formatted(ACTIVITY, condition, ThreadEntity.COLUMNS);
    }

    /** Locks the row of the thread first, as an append does. The index has the item, and those behind it, no more. */
    private static final String REPLACE = """
        with thread as (
            update chatkit_threads t set updated_at = %s, indexed_seq = least(t.indexed_seq, (
                select i.seq - 1 from chatkit_thread_items i where i.thread_id = t.id and i.id = ?))
            where t.id = ? and t.user_id = ?
              and exists (select 1 from chatkit_thread_items i where i.thread_id = t.id and i.id = ?)
            returning t.id)
        update chatkit_thread_items i set item_type = ?, content = cast(? as jsonb), updated_at = ?
        from thread where i.thread_id = ? and i.id = ?
        returning 1\
        """.formatted(ACTIVITY);

    /** Locks the row of the thread; returns the position up to which its items are in the index of searches. */
    private static final String LOCK =
            "select indexed_seq from chatkit_threads where id = ? and user_id = ? for no key update";

    private static final String UNINDEX =
            "update chatkit_threads set indexed_seq = ? where id = ? and user_id = ? returning 1";

    /** No row: no such thread. A row without an id: no such item in it. */
    private static final String LOAD = """
         from chatkit_threads t
        left join chatkit_thread_items i on i.thread_id = t.id and i.id = ?
        where t.id = ? and t.user_id = ?\
        """;

    private static final String LIST = """
         from chatkit_thread_items i
        where i.thread_id = ? and exists (select 1 from chatkit_threads t where t.id = ? and t.user_id = ?)
        """;
    private static final String NOT_HIDDEN = ThreadItem.HIDDEN_TYPES.stream()
            .sorted()
            .collect(Collectors.joining("', '", " and i.item_type not in ('", "')"));
    private static final String ASCENDING = " and i.seq > ? order by i.seq";
    private static final String DESCENDING = " and i.seq < ? order by i.seq desc";

    /** Whether the thread is held, to be read once: what is deleted depends on it. */
    private static final String HOLD = """
        hold as (
            select h.id from chatkit_holds h, thread
            where h.thread_id = thread.id or h.opportunity_id = thread.opportunity_id limit 1),
        """;

    /** No row: no such thread. The second column: the thread is held, so nothing was deleted. */
    private static final String DELETE = """
        with thread as (
            select id, opportunity_id from chatkit_threads where id = ? and user_id = ? for no key update),
        """ + HOLD + """
        feedback as (
            delete from chatkit_feedback f using thread where f.thread_id = ? and f.item_id = ?
              and not exists (select 1 from hold) returning 1),
        searched as (
            delete from chatkit_search s using chatkit_thread_items i, thread
            where s.thread_id = ? and i.thread_id = s.thread_id and i.id = ? and s.seq = i.seq
              and not exists (select 1 from hold) returning 1),
        gone as (
            delete from chatkit_thread_items i using thread where i.thread_id = ? and i.id = ?
              and not exists (select 1 from hold) returning 1)
        select (select count(*) from gone), exists (select 1 from hold) from thread\
        """;

    /** No row: no such thread. A row without a position: no such item in it. The third column as of {@link #DELETE}. */
    private static final String DELETE_AFTER = """
        with thread as (
            select id, opportunity_id from chatkit_threads where id = ? and user_id = ? for no key update),
        """ + HOLD + """
        last as (
            select i.seq from chatkit_thread_items i, thread where i.thread_id = ? and i.id = ?),
        feedback as (
            delete from chatkit_feedback f using chatkit_thread_items i, last l
            where f.thread_id = ? and i.thread_id = f.thread_id and i.id = f.item_id and i.seq > l.seq
              and not exists (select 1 from hold) returning 1),
        searched as (
            delete from chatkit_search s using last l where s.thread_id = ? and s.seq > l.seq
              and not exists (select 1 from hold) returning 1),
        gone as (
            delete from chatkit_thread_items i using last l where i.thread_id = ? and i.seq > l.seq
              and not exists (select 1 from hold) returning 1)
        select (select seq from last), (select count(*) from gone), exists (select 1 from hold) from thread\
        """;

    private static final String ANY_AFTER =
            "select 1 from chatkit_thread_items i where i.thread_id = ? and i.seq > ? limit 1";

    private static final PagedQuery<ItemEntity> PAGES = pages(false);
    private static final PagedQuery<ItemEntity> PAGES_OF_ADOPTED = pages(true);

    private static PagedQuery<ItemEntity> pages(boolean adopted) {
        return new PagedQuery<>(
                ItemEntity.columns(adopted),
                max -> ItemEntity.shortColumns(adopted, max),
                row -> row.getBytes(4) == null, // does not decode the text
                item -> item.content.length(),
                last -> Cursor.format(last.id, last.seq));
    }

    private final Database database;
    private final Clock clock;

    JpaItems(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    AppendResult add(Caller caller, ThreadItem item) {
        return add(caller, item.storable(), APPEND, APPEND_NEW);
    }

    /** @throws ThreadNotActiveException if the thread is locked or closed */
    AppendResult addMessage(Caller caller, ThreadItem message) {
        return add(caller, message.storable(), APPEND_MESSAGE, APPEND_NEW_MESSAGE);
    }

    private AppendResult add(Caller caller, ThreadItem item, String append, String appendNew) {
        if (database.isInCallersTransaction()) {
            return database.statement(caller, session -> appendNew(session, appendNew, caller, item));
        }
        try {
            return database.statement(caller, session -> append(session, append, caller, item));
        } catch (RuntimeException e) {
            throw SqlFailure.isUniqueViolation(e) ? new ConflictException(ResourceType.ITEM, item.id()) : e;
        }
    }

    /** Appends inside a transaction: an id that the thread has is a conflict, after which the transaction can be continued. */
    AppendResult appendNewMessage(StatelessSession session, Caller caller, ThreadItem message) {
        return appendNew(session, APPEND_NEW_MESSAGE, caller, message);
    }

    private AppendResult appendNew(StatelessSession session, String sql, Caller caller, ThreadItem item) {
        return append(session, sql, caller, item, item.id());
    }

    /** Fails with a unique violation if the thread has an item of this id, unless the statement looks for it. */
    private AppendResult append(StatelessSession session, String sql, Caller caller, ThreadItem item, String... newId) {
        Instant now = clock.instant();
        List<Object> parameters = new ArrayList<>(List.of(
                now.plus(ClockSkew.MAX),
                now,
                now,
                item.createdAt().isBefore(now) ? item.createdAt() : now,
                now,
                item.threadId(),
                caller.userId()));
        parameters.addAll(List.of(newId));
        parameters.addAll(List.of(item.id(), item.type(), item.content(), item.createdAt(), now));
        AppendResult appended = JdbcStatements.one(session, sql, JpaItems::appended, parameters.toArray());
        if (appended != null) {
            return appended;
        }
        ChatThread thread = JpaThreads.find(session, caller, item.threadId())
                .orElseThrow(() -> new NotFoundException(ResourceType.THREAD, item.threadId()));
        boolean active = thread.status() instanceof ThreadStatus.Active;
        throw newId.length > 0 && (active || find(session, item.threadId(), item.id()) != null)
                ? new ConflictException(ResourceType.ITEM, item.id())
                : new ThreadNotActiveException(thread);
    }

    private static AppendResult appended(ResultSet row) throws SQLException {
        int thread = ThreadEntity.COLUMN_COUNT;
        return new AppendResult(row.getLong(thread + 1), JdbcStatements.time(row, thread + 2), JpaThreads.read(row));
    }

    void save(Caller caller, ThreadItem item) {
        ThreadItem storable = item.storable();
        if (database.statement(caller, session -> replace(session, caller, storable))) {
            return;
        }
        boolean stored = database.transaction(caller, session -> {
            if (!JpaThreads.lock(session, caller, item.threadId())) {
                return false;
            }
            if (!replace(session, caller, storable)) {
                appendNew(session, APPEND_NEW, caller, storable);
            }
            return true;
        });
        if (!stored) {
            throw new NotFoundException(ResourceType.THREAD, item.threadId());
        }
    }

    private boolean replace(StatelessSession session, Caller caller, ThreadItem item) {
        Instant now = clock.instant();
        return JdbcStatements.any(
                session,
                REPLACE,
                now.plus(ClockSkew.MAX),
                now,
                now,
                item.id(),
                item.threadId(),
                caller.userId(),
                item.id(),
                item.type(),
                item.content(),
                now,
                item.threadId(),
                item.id());
    }

    ThreadItem load(Caller caller, String threadId, String itemId) {
        return database.read(caller, session -> find(session, caller, threadId, itemId, ResourceType.ITEM))
                .toModel();
    }

    private ItemEntity find(
            StatelessSession session, Caller caller, String threadId, String itemId, ResourceType resourceType) {
        Optional<ItemEntity> found = JdbcStatements.one(
                session,
                "select " + database.itemColumns() + LOAD,
                row -> row.getString(1) == null ? Optional.empty() : Optional.of(ItemEntity.of(threadId, row)),
                itemId,
                threadId,
                caller.userId());
        if (found == null) {
            throw new NotFoundException(ResourceType.THREAD, threadId);
        }
        return found.orElseThrow(() -> new NotFoundException(resourceType, itemId));
    }

    ThreadItem update(Caller caller, String threadId, String itemId, UnaryOperator<ThreadItem> change) {
        return LockedUpdate.execute(database, caller, session -> {
                    Long indexed = JdbcStatements.one(session, LOCK, row -> row.getLong(1), threadId, caller.userId());
                    if (indexed == null) {
                        return null;
                    }
                    ItemEntity entity = find(session, threadId, itemId);
                    return entity == null
                            ? null
                            : new LockedUpdate.Row<>(
                                    entity.toModel(), item -> change.apply(item).storable(), changed -> {
                                        entity.content = changed.content();
                                        entity.updatedAt = clock.instant();
                                        session.update(entity);
                                        if (entity.seq <= indexed) {
                                            JdbcStatements.any(
                                                    session, UNINDEX, entity.seq - 1, threadId, caller.userId());
                                        }
                                        return Objects.requireNonNull(find(session, threadId, itemId))
                                                .toModel();
                                    });
                })
                .orElseThrow(() -> notFound(caller, threadId, itemId));
    }

    private static @Nullable ItemEntity find(StatelessSession session, String threadId, String itemId) {
        return session.createNamedSelectionQuery(ItemEntity.FIND, ItemEntity.class)
                .setParameter("threadId", threadId)
                .setParameter("id", itemId)
                .getSingleResultOrNull();
    }

    private NotFoundException notFound(Caller caller, String threadId, String itemId) {
        return database.read(caller, session -> JpaThreads.exists(session, caller, threadId))
                ? new NotFoundException(ResourceType.ITEM, itemId)
                : new NotFoundException(ResourceType.THREAD, threadId);
    }

    Page<ThreadItem> list(Caller caller, String threadId, ItemScope scope, PageRequest page) {
        return database.read(caller, session -> {
            Page<ItemEntity> found = (database.isAdopted() ? PAGES_OF_ADOPTED : PAGES)
                    .page(
                            session,
                            fromOf(scope, page.order()),
                            row -> ItemEntity.of(threadId, row),
                            page,
                            threadId,
                            threadId,
                            caller.userId(),
                            position(session, caller, threadId, scope, page));
            if (found.data().isEmpty() && !JpaThreads.exists(session, caller, threadId)) {
                throw new NotFoundException(ResourceType.THREAD, threadId);
            }
            return new Page<>(found.data().stream().map(ItemEntity::toModel).toList(), found.after());
        });
    }

    private static String fromOf(ItemScope scope, SortOrder sortOrder) {
        String hidden = switch (scope) {
            case ALL -> "";
            case VISIBLE -> NOT_HIDDEN;
        };
        return LIST
                + hidden
                + switch (sortOrder) {
                    case ASC -> ASCENDING;
                    case DESC -> DESCENDING;
                };
    }

    private long position(StatelessSession session, Caller caller, String threadId, ItemScope scope, PageRequest page) {
        Cursor after = page.after();
        if (after == null) {
            return page.order() == SortOrder.ASC ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        Long position = after.position();
        if (position != null) {
            return position;
        }
        ItemEntity entry = find(session, caller, threadId, after.id(), ResourceType.CURSOR);
        if (scope == ItemScope.VISIBLE && entry.toModel().hidden()) {
            throw new NotFoundException(ResourceType.CURSOR, after.id());
        }
        return entry.seq;
    }

    boolean delete(Caller caller, String threadId, String itemId) {
        Long deleted = database.<@Nullable Long>audited(
                caller,
                session -> delete(session, caller, threadId, itemId),
                count -> count == null || count == 0 ? List.of() : List.of(Deletions.item(caller, threadId, itemId)));
        if (deleted == null) {
            throw new NotFoundException(ResourceType.THREAD, threadId);
        }
        return deleted > 0;
    }

    private static @Nullable Long delete(StatelessSession session, Caller caller, String threadId, String itemId) {
        Deletion deletion = JdbcStatements.one(
                session,
                DELETE,
                row -> new Deletion(row.getLong(1), row.getBoolean(2), OptionalLong.empty()),
                threadId,
                caller.userId(),
                threadId,
                itemId,
                threadId,
                itemId,
                threadId,
                itemId);
        if (deletion != null && deletion.held && find(session, threadId, itemId) != null) {
            JpaLegalHolds.requireNotHeld(session, threadId);
        }
        return deletion == null ? null : deletion.count;
    }

    private static @Nullable Deletion deleteAfter(
            StatelessSession session, Caller caller, String threadId, String itemId) {
        Deletion deletion = JdbcStatements.one(
                session,
                DELETE_AFTER,
                row -> new Deletion(
                        row.getLong(2),
                        row.getBoolean(3),
                        row.getObject(1) == null ? OptionalLong.empty() : OptionalLong.of(row.getLong(1))),
                threadId,
                caller.userId(),
                threadId,
                itemId,
                threadId,
                threadId,
                threadId);
        if (deletion != null
                && deletion.held
                && deletion.after.isPresent()
                && JdbcStatements.any(session, ANY_AFTER, threadId, deletion.after.getAsLong())) {
            JpaLegalHolds.requireNotHeld(session, threadId);
        }
        return deletion;
    }

    long deleteAfter(Caller caller, String threadId, String itemId) {
        Deletion deleted = database.<@Nullable Deletion>audited(
                caller,
                session -> deleteAfter(session, caller, threadId, itemId),
                done -> done == null || done.count == 0
                        ? List.of()
                        : List.of(Deletions.itemsAfter(caller, threadId, itemId, done.count)));
        if (deleted == null) {
            throw new NotFoundException(ResourceType.THREAD, threadId);
        }
        if (deleted.after.isEmpty()) {
            throw new NotFoundException(ResourceType.ITEM, itemId);
        }
        return deleted.count;
    }

    /**
     * What a statement has deleted.
     *
     * @param held whether the thread is held, so that nothing was
     * @param after the position behind which; empty if there is no such item
     */
    private record Deletion(long count, boolean held, OptionalLong after) {}
}
