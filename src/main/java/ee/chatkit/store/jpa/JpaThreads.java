package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.Kind;
import ee.chatkit.store.NotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** Threads: {@code chatkit_threads}. */
final class JpaThreads {
    /** Links the new thread to the opportunity it names or to the active one, in the inserting statement. */
    private static final String INSERT = """
        insert into chatkit_threads as t (id, user_id, opportunity_id, title, status, status_reason,
            allowed_image_domains, metadata, created_at, updated_at)
        select :id, :user,
            coalesce(cast(:opportunity as text),
                (select a.opportunity_id from active_opportunity a where a.user_id = :user)),
            cast(:title as text), cast(:status as text), cast(:reason as text), cast(:domains as text[]),
            cast(:metadata as jsonb), cast(:created as timestamptz), cast(:updated as timestamptz)
        where cast(:opportunity as text) is null
           or exists (select 1 from opportunities o where o.id = :opportunity and o.user_id = :user)
        """;

    private static final String ADD = INSERT + "on conflict (id) do nothing returning " + Rows.THREAD;

    /** A thread that is there keeps its opportunity, so the one named does not matter then. */
    private static final String SAVE = INSERT + """
           or exists (select 1 from chatkit_threads s where s.id = :id and s.user_id = :user)
        on conflict (id) do update
        set title = excluded.title, status = excluded.status, status_reason = excluded.status_reason,
            allowed_image_domains = excluded.allowed_image_domains, metadata = excluded.metadata
        where t.user_id = excluded.user_id
        """ + "returning " + Rows.THREAD;

    private static final String LOAD =
            "select " + Rows.THREAD + " from chatkit_threads t where t.id = :id and t.user_id = :user";

    private static final String LIST = "select " + Rows.THREAD + " from chatkit_threads t where t.user_id = :user";
    private static final String OF_OPPORTUNITY = " and t.opportunity_id = :opportunity";
    private static final String NEWER =
            " and (t.updated_at, t.id) > (:time, :after) order by t.updated_at, t.id limit :limit";
    private static final String OLDER =
            " and (t.updated_at, t.id) < (:time, :after) order by t.updated_at desc, t.id desc limit :limit";

    private static final String DELETE =
            "delete from chatkit_threads where id = :id and user_id = :user returning cast(1 as bigint) as n";

    private static final String EXISTS =
            "select cast(1 as bigint) as n from chatkit_threads where id = :id and user_id = :user";

    private static final String OPPORTUNITY_EXISTS =
            "select cast(1 as bigint) as n from opportunities where id = :id and user_id = :user";

    private final Database database;

    JpaThreads(Database database) {
        this.database = database;
    }

    ChatThread add(Caller caller, ChatThread thread) {
        return insert(ADD, caller, thread, new ConflictException(Kind.THREAD, thread.id()));
    }

    ChatThread save(Caller caller, ChatThread thread) {
        return insert(SAVE, caller, thread, new NotFoundException(Kind.THREAD, thread.id()));
    }

    private ChatThread insert(String sql, Caller caller, ChatThread thread, RuntimeException otherwise) {
        ChatThread storable = thread.storable();
        return database.statement(session -> {
            Object[] row = bind(Rows.threads(session, sql), caller, storable).getSingleResultOrNull();
            if (row != null) {
                return Rows.thread(row);
            }
            String opportunity = storable.opportunityId();
            if (opportunity != null && !exists(session, OPPORTUNITY_EXISTS, caller, opportunity)) {
                throw new NotFoundException(Kind.OPPORTUNITY, opportunity);
            }
            throw otherwise;
        });
    }

    private static NativeQuery<Object[]> bind(NativeQuery<Object[]> query, Caller caller, ChatThread thread) {
        return query.setParameter("id", thread.id())
                .setParameter("user", caller.userId())
                .setParameter("opportunity", thread.opportunityId(), String.class)
                .setParameter("title", thread.title(), String.class)
                .setParameter("status", ThreadEntity.word(thread.status()))
                .setParameter("reason", ThreadEntity.reason(thread.status()), String.class)
                .setParameter("domains", ThreadEntity.domains(thread), String[].class)
                .setParameter("metadata", thread.metadata())
                .setParameter("created", thread.createdAt())
                .setParameter("updated", thread.updatedAt());
    }

    ChatThread load(Caller caller, String threadId) {
        return database.statement(session -> find(session, caller, threadId))
                .orElseThrow(() -> new NotFoundException(Kind.THREAD, threadId));
    }

    private static Optional<ChatThread> find(StatelessSession session, Caller caller, String threadId) {
        Object[] row = Rows.threads(session, LOAD)
                .setParameter("id", threadId)
                .setParameter("user", caller.userId())
                .getSingleResultOrNull();
        return row == null ? Optional.empty() : Optional.of(Rows.thread(row));
    }

    ChatThread update(Caller caller, String threadId, UnaryOperator<ChatThread> change) {
        return Change.of(database, session -> {
                    if (!lock(session, caller, threadId)) {
                        return null;
                    }
                    ThreadEntity entity = session.createSelectionQuery(
                                    "select t from ThreadEntity t left join fetch t.opportunity where t.id = :id",
                                    ThreadEntity.class)
                            .setParameter("id", threadId)
                            .getSingleResult();
                    return new Change.Row<>(entity.toModel(), change, changed -> {
                        entity.change(changed.storable());
                        session.update(entity);
                        return find(session, caller, threadId).orElseThrow();
                    });
                })
                .orElseThrow(() -> new NotFoundException(Kind.THREAD, threadId));
    }

    /**
     * Locks a thread's row until the transaction ends; a statement of its own, so that the next one sees what was stored
     * while this one waited.
     *
     * @return whether the thread is there and the caller's
     */
    static boolean lock(StatelessSession session, Caller caller, String threadId) {
        return exists(session, EXISTS + " for no key update", caller, threadId);
    }

    Page<ChatThread> list(Caller caller, @Nullable String opportunityId, PageRequest page) {
        return database.statement(session -> {
            List<ChatThread> rows = rows(session, caller, opportunityId, page);
            if (rows.isEmpty()
                    && opportunityId != null
                    && !exists(session, OPPORTUNITY_EXISTS, caller, opportunityId)) {
                throw new NotFoundException(Kind.OPPORTUNITY, opportunityId);
            }
            return Page.of(rows, page.limit(), last -> Cursor.text(last.id(), Rows.micros(last.updatedAt())));
        });
    }

    private static List<ChatThread> rows(
            StatelessSession session, Caller caller, @Nullable String opportunityId, PageRequest page) {
        Rows.TimePosition from = position(session, caller, page);
        String sql = LIST
                + (opportunityId == null ? "" : OF_OPPORTUNITY)
                + switch (page.order()) {
                    case ASC -> NEWER;
                    case DESC -> OLDER;
                };
        NativeQuery<Object[]> query = Rows.threads(session, sql)
                .setParameter("user", caller.userId())
                .setParameter("time", from.time())
                .setParameter("after", from.id())
                .setParameter("limit", page.limit() + 1);
        if (opportunityId != null) {
            query.setParameter("opportunity", opportunityId);
        }
        return query.getResultList().stream().map(Rows::thread).toList();
    }

    private static Rows.TimePosition position(StatelessSession session, Caller caller, PageRequest page) {
        Cursor after = page.after();
        if (after == null) {
            return Rows.TimePosition.begin(page.order());
        }
        Long position = after.position();
        if (position != null) {
            return Rows.TimePosition.at(after, position);
        }
        return find(session, caller, after.id())
                .map(thread -> new Rows.TimePosition(thread.updatedAt(), thread.id()))
                .orElseThrow(() -> new NotFoundException(Kind.CURSOR, after.id()));
    }

    boolean delete(Caller caller, String threadId) {
        return database.statement(session -> exists(session, DELETE, caller, threadId));
    }

    /** Whether a thread is there and the caller's. */
    static boolean exists(StatelessSession session, Caller caller, String threadId) {
        return exists(session, EXISTS, caller, threadId);
    }

    private static boolean exists(StatelessSession session, String sql, Caller caller, String id) {
        return Rows.number(session, sql)
                        .setParameter("id", id)
                        .setParameter("user", caller.userId())
                        .getSingleResultOrNull()
                != null;
    }
}
