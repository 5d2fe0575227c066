package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.ThreadFilter;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.Deletions;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.PageBudget;
import ee.chatkit.store.ResourceType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Threads: {@code chatkit_threads}. Lists are ordered by time of latest activity and id, and read by {@link TimePosition}
 * from an index with these columns.
 */
final class JpaThreads {
    /** Links the new thread to the opportunity it names or to the active one, in the same statement. */
    private static final String INSERT = """
        with given (id, user_id, opportunity_id, title, status, reason, domains, metadata, created, updated, pinned,
                archived, labels, items) as (
            values (?, ?, ?, ?, ?, ?, cast(? as text[]), cast(? as jsonb), ?, ?, cast(? as boolean),
                cast(? as boolean), cast(? as text[]), ?))
        insert into chatkit_threads as t (id, user_id, opportunity_id, title, status, status_reason,
            allowed_image_domains, metadata, created_at, updated_at, pinned, archived, labels, last_seq)
        select g.id, g.user_id,
            coalesce(g.opportunity_id,
                (select a.opportunity_id from active_opportunity a where a.user_id = g.user_id)),
            g.title, g.status, g.reason, g.domains, g.metadata, g.created, g.updated, g.pinned, g.archived, g.labels,
            g.items
        from given g
        where g.opportunity_id is null
           or exists (select 1 from opportunities o where o.id = g.opportunity_id and o.user_id = g.user_id)
        """;

    private static final String ADD = INSERT + "on conflict (id) do nothing returning " + ThreadEntity.COLUMNS;

    /** Adds the thread with its first item. */
    private static final String ADD_WITH_ITEM = "with added as (" + ADD + """
        ), item as (
            insert into chatkit_thread_items (thread_id, seq, id, item_type, content, created_at, updated_at)
            select id, 1, ?, ?, cast(? as jsonb), ?, ? from added)
        select * from added\
        """;

    /** An existing thread keeps its opportunity, so the one it names is not checked. */
    private static final String SAVE = INSERT + """
           or exists (select 1 from chatkit_threads s where s.id = ? and s.user_id = ?)
        on conflict (id) do update
        set title = excluded.title, status = excluded.status, status_reason = excluded.status_reason,
            allowed_image_domains = excluded.allowed_image_domains, metadata = excluded.metadata,
            title_indexed = t.title_indexed and t.title is not distinct from excluded.title
        where t.user_id = excluded.user_id
        """ + "returning " + ThreadEntity.COLUMNS;

    private static final String SET_TITLE = """
        update chatkit_threads t set title = coalesce(t.title, ?), title_indexed = t.title_indexed and t.title is not null
        where t.id = ? and t.user_id = ?
        returning\
        """ + " " + ThreadEntity.COLUMNS;

    private static final String LOAD =
            "select " + ThreadEntity.COLUMNS + " from chatkit_threads t where t.id = ? and t.user_id = ?";

    private static final PagedQuery<ChatThread> PAGES = new PagedQuery<>(
            ThreadEntity.COLUMNS,
            ThreadEntity::shortColumns,
            row -> row.getString(7) == null,
            PageBudget::length,
            last -> Cursor.format(last.id(), TimePosition.micros(last.updatedAt())));

    private static final String OF_USER = " from chatkit_threads t where t.user_id = ?";
    private static final String OF_OPPORTUNITY = OF_USER + " and t.opportunity_id = ?";
    private static final String ASCENDING = " and (t.updated_at, t.id) > (?, ?) order by t.updated_at, t.id";
    private static final String DESCENDING = " and (t.updated_at, t.id) < (?, ?) order by t.updated_at desc, t.id desc";

    /** Foreign keys delete what is in the thread, except attachments on Citus; those are locked after their thread. */
    private static final String DELETE = """
        with thread as (
            delete from chatkit_threads t where t.id = ? and t.user_id = ? and not exists %s returning t.id),
        gone as (delete from chatkit_attachments a using thread where a.thread_id = thread.id returning 1)
        select (select count(*) from gone) from thread\
        """.formatted(JpaLegalHolds.IS_HELD);

    private static final String EXISTS = "select 1 from chatkit_threads where id = ? and user_id = ?";

    private static final String OPPORTUNITY_EXISTS = "select 1 from opportunities where id = ? and user_id = ?";

    private final Database database;

    JpaThreads(Database database) {
        this.database = database;
    }

    ChatThread add(Caller caller, ChatThread thread) {
        ChatThread storable = thread.storable();
        return database.statement(
                caller, session -> insert(session, ADD, caller, storable, 0, List.of(), conflict(thread)));
    }

    /** Adds a thread whose first item is this, in one statement; nothing is added if it throws. */
    static ChatThread add(StatelessSession session, Caller caller, ChatThread thread, ThreadItem first, Instant now) {
        ChatThread active = now.isAfter(thread.updatedAt()) ? thread.withUpdatedAt(now) : thread;
        return insert(
                session,
                ADD_WITH_ITEM,
                caller,
                active,
                1,
                List.of(first.id(), first.type(), first.content(), first.createdAt(), now),
                conflict(thread));
    }

    private static ConflictException conflict(ChatThread thread) {
        return new ConflictException(ResourceType.THREAD, thread.id());
    }

    ChatThread save(Caller caller, ChatThread thread) {
        ChatThread storable = thread.storable();
        var otherwise = new NotFoundException(ResourceType.THREAD, thread.id());
        return database.statement(
                caller,
                session ->
                        insert(session, SAVE, caller, storable, 0, List.of(thread.id(), caller.userId()), otherwise));
    }

    /** @param more the parameters that follow those of the thread */
    private static ChatThread insert(
            StatelessSession session,
            String sql,
            Caller caller,
            ChatThread thread,
            long items,
            List<Object> more,
            RuntimeException otherwise) {
        List<@Nullable Object> parameters = parameters(caller, thread);
        parameters.add(items);
        parameters.addAll(more);
        ChatThread stored = JdbcStatements.one(session, sql, JpaThreads::read, parameters.toArray());
        if (stored != null) {
            return stored;
        }
        String opportunity = thread.opportunityId();
        if (opportunity != null && !existsOpportunity(session, caller, opportunity)) {
            throw new NotFoundException(ResourceType.OPPORTUNITY, opportunity);
        }
        throw otherwise;
    }

    private static List<@Nullable Object> parameters(Caller caller, ChatThread thread) {
        return new ArrayList<>(Arrays.<@Nullable Object>asList(
                thread.id(),
                caller.userId(),
                thread.opportunityId(),
                thread.title(),
                ThreadEntity.word(thread.status()),
                ThreadEntity.reason(thread.status()),
                ThreadEntity.domains(thread),
                thread.metadata(),
                thread.createdAt(),
                thread.updatedAt(),
                thread.pinned(),
                thread.archived(),
                ThreadEntity.labels(thread)));
    }

    ChatThread load(Caller caller, String threadId) {
        return database.read(caller, session -> find(session, caller, threadId))
                .orElseThrow(() -> new NotFoundException(ResourceType.THREAD, threadId));
    }

    static Optional<ChatThread> find(StatelessSession session, Caller caller, String threadId) {
        return Optional.ofNullable(JdbcStatements.one(session, LOAD, JpaThreads::read, threadId, caller.userId()));
    }

    ChatThread setTitleIfAbsent(Caller caller, String threadId, String title) {
        String storable = ChatThread.storableTitle(title);
        ChatThread stored = database.statement(
                caller,
                session ->
                        JdbcStatements.one(session, SET_TITLE, JpaThreads::read, storable, threadId, caller.userId()));
        if (stored == null) {
            throw new NotFoundException(ResourceType.THREAD, threadId);
        }
        return stored;
    }

    static ChatThread read(ResultSet row) throws SQLException {
        return ThreadEntity.of(row).toModel();
    }

    ChatThread update(Caller caller, String threadId, UnaryOperator<ChatThread> change) {
        return LockedUpdate.execute(database, caller, session -> {
                    ThreadEntity entity =
                            Database.lock(session, ThreadEntity.class, ThreadEntity.FIND, caller, threadId);
                    return entity == null
                            ? null
                            : new LockedUpdate.Row<>(
                                    entity.toModel(),
                                    thread -> change.apply(thread).storable(),
                                    changed -> {
                                        entity.change(changed);
                                        session.update(entity);
                                        return find(session, caller, threadId).orElseThrow();
                                    });
                })
                .orElseThrow(() -> new NotFoundException(ResourceType.THREAD, threadId));
    }

    /**
     * Locks the row of a thread until the transaction ends; in a statement of its own, so that the next one sees what was
     * committed during the wait.
     *
     * @return whether the caller has such a thread
     */
    static boolean lock(StatelessSession session, Caller caller, String threadId) {
        return JdbcStatements.any(session, EXISTS + " for no key update", threadId, caller.userId());
    }

    Page<ChatThread> list(Caller caller, @Nullable String opportunityId, ThreadFilter filter, PageRequest page) {
        return database.read(caller, session -> {
            Page<ChatThread> found = page(session, caller, opportunityId, filter, page);
            if (found.data().isEmpty() && opportunityId != null && !existsOpportunity(session, caller, opportunityId)) {
                throw new NotFoundException(ResourceType.OPPORTUNITY, opportunityId);
            }
            return found;
        });
    }

    private static Page<ChatThread> page(
            StatelessSession session,
            Caller caller,
            @Nullable String opportunityId,
            ThreadFilter filter,
            PageRequest page) {
        TimePosition from =
                TimePosition.of(page.after(), page.order(), id -> position(session, caller, opportunityId, id));
        String slice = switch (page.order()) {
            case ASC -> ASCENDING;
            case DESC -> DESCENDING;
        };
        List<Object> parameters = new ArrayList<>(List.of(caller.userId()));
        if (opportunityId != null) {
            parameters.add(opportunityId);
        }
        String label = filter.label();
        if (label != null) {
            parameters.add(new String[] {label});
        }
        parameters.addAll(List.of(from.time(), from.id()));
        String list = opportunityId == null ? OF_USER : OF_OPPORTUNITY;
        return PAGES.page(session, list + conditions(filter) + slice, JpaThreads::read, page, parameters.toArray());
    }

    /**
     * The conditions of a filter, as constants except for the label: each is that of a partial index, whose threads are few. What
     * most threads fulfil is filtered from the index of all; of those that are archived it has no more than the entry to skip.
     */
    private static String conditions(ThreadFilter filter) {
        StringBuilder conditions = new StringBuilder();
        if (filter.archived() != null) {
            conditions.append(filter.archived() ? " and t.archived" : " and not t.archived");
        }
        if (filter.pinned() != null) {
            conditions.append(filter.pinned() ? " and t.pinned" : " and not t.pinned");
        }
        if (filter.status() != null) {
            conditions
                    .append(" and t.status = '")
                    .append(EnumColumns.of(filter.status()))
                    .append('\'');
        }
        if (filter.label() != null) {
            conditions.append(" and t.labels is not null and t.labels @> ?");
        }
        return conditions.toString();
    }

    private static TimePosition position(
            StatelessSession session, Caller caller, @Nullable String opportunityId, String cursorId) {
        return find(session, caller, cursorId)
                .filter(thread -> opportunityId == null || opportunityId.equals(thread.opportunityId()))
                .map(thread -> new TimePosition(thread.updatedAt(), thread.id()))
                .orElseThrow(() -> opportunityId == null || existsOpportunity(session, caller, opportunityId)
                        ? new NotFoundException(ResourceType.CURSOR, cursorId)
                        : new NotFoundException(ResourceType.OPPORTUNITY, opportunityId));
    }

    boolean delete(Caller caller, String threadId) {
        Long attachments = database.<@Nullable Long>audited(
                caller,
                session -> delete(session, caller, threadId),
                found -> found == null ? List.of() : List.of(Deletions.thread(caller, threadId, found)));
        return attachments != null;
    }

    /** The number of its attachments. */
    private static @Nullable Long delete(StatelessSession session, Caller caller, String threadId) {
        Long attachments = JdbcStatements.one(session, DELETE, row -> row.getLong(1), threadId, caller.userId());
        if (attachments == null && exists(session, caller, threadId)) {
            JpaLegalHolds.requireNotHeld(session, threadId);
        }
        return attachments;
    }

    /** Whether the caller has such a thread. */
    static boolean exists(StatelessSession session, Caller caller, String threadId) {
        return JdbcStatements.any(session, EXISTS, threadId, caller.userId());
    }

    /** Whether the caller has such an opportunity. */
    static boolean existsOpportunity(StatelessSession session, Caller caller, String opportunityId) {
        return JdbcStatements.any(session, OPPORTUNITY_EXISTS, opportunityId, caller.userId());
    }
}
