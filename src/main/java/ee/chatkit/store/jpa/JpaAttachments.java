package ee.chatkit.store.jpa;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** What hangs on threads beside their items: {@code chatkit_attachments} and {@code chatkit_feedback}. */
final class JpaAttachments {
    private static final String SAVE = """
        with given (id, user_id, thread_id, type, name, mime_type, size, details, created) as (
            values (?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?))
        insert into chatkit_attachments as a (id, user_id, thread_id, type, name, mime_type, size, details, created_at)
        select g.* from given g
        where g.thread_id is null
           or exists (select 1 from chatkit_threads t where t.id = g.thread_id and t.user_id = g.user_id)
        on conflict (id) do update
        set thread_id = excluded.thread_id, type = excluded.type, name = excluded.name,
            mime_type = excluded.mime_type, size = excluded.size, details = excluded.details,
            created_at = excluded.created_at
        where a.user_id = excluded.user_id
        returning 1\
        """;

    private static final String LOCK =
            "select 1 from chatkit_attachments where id = ? and user_id = ? for no key update";

    private static final String CHANGE = """
        with given (id, user_id, thread_id, size) as (values (?, ?, ?, ?))
        update chatkit_attachments a set thread_id = g.thread_id, size = g.size from given g
        where a.id = g.id and a.user_id = g.user_id
          and (g.thread_id is null
            or exists (select 1 from chatkit_threads t where t.id = g.thread_id and t.user_id = g.user_id))
        returning 1\
        """;

    private static final String SAVE_FEEDBACK = """
        insert into chatkit_feedback as f (thread_id, item_id, kind, created_at)
        select i.thread_id, i.id, ?, ? from chatkit_thread_items i
        where i.thread_id = ? and i.id = any(?)
        on conflict (thread_id, item_id) do update set kind = excluded.kind, created_at = excluded.created_at
        returning item_id\
        """;

    private final Database database;
    private final Clock clock;

    JpaAttachments(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void save(Caller caller, Attachment attachment) {
        Attachment storable = attachment.storable();
        database.statement(session -> {
            boolean saved = JdbcStatements.any(
                    session,
                    SAVE,
                    storable.id(),
                    caller.userId(),
                    storable.threadId(),
                    EnumColumns.of(storable.type()),
                    storable.name(),
                    storable.mimeType(),
                    storable.size(),
                    storable.details(),
                    storable.createdAt());
            if (!saved) {
                String thread = storable.threadId();
                throw thread == null || JpaThreads.exists(session, caller, thread)
                        ? new NotFoundException(ResourceType.ATTACHMENT, storable.id())
                        : new NotFoundException(ResourceType.THREAD, thread);
            }
            return true;
        });
    }

    Attachment load(Caller caller, String attachmentId) {
        return database.statement(session -> find(session, caller, attachmentId))
                .orElseThrow(() -> new NotFoundException(ResourceType.ATTACHMENT, attachmentId));
    }

    private static Optional<Attachment> find(StatelessSession session, Caller caller, String attachmentId) {
        return session.createSelectionQuery("""
            select a from AttachmentEntity a left join fetch a.thread t left join fetch t.opportunity
            where a.id = :id and a.userId = :user\
            """, AttachmentEntity.class)
                .setParameter("id", attachmentId)
                .setParameter("user", caller.userId())
                .uniqueResultOptional()
                .map(AttachmentEntity::toModel);
    }

    /** The lock is a statement of its own, so that the next one sees what was stored while this one waited. */
    Attachment update(Caller caller, String attachmentId, UnaryOperator<Attachment> change) {
        return LockedUpdate.of(database, session -> {
                    if (!JdbcStatements.any(session, LOCK, attachmentId, caller.userId())) {
                        return null;
                    }
                    Attachment current = find(session, caller, attachmentId).orElseThrow();
                    return new LockedUpdate.Row<>(current, change, changed -> write(session, caller, current, changed));
                })
                .orElseThrow(() -> new NotFoundException(ResourceType.ATTACHMENT, attachmentId));
    }

    private static Attachment write(StatelessSession session, Caller caller, Attachment before, Attachment changed) {
        Attachment wanted = before.withMutableFieldsOf(changed);
        String thread = wanted.threadId();
        if (!JdbcStatements.any(session, CHANGE, wanted.id(), caller.userId(), thread, wanted.size())) {
            throw thread == null
                    ? new IllegalStateException("a row that was locked is not there")
                    : new NotFoundException(ResourceType.THREAD, thread);
        }
        return wanted;
    }

    boolean delete(Caller caller, String attachmentId) {
        return database.transaction(session -> session.createMutationQuery(
                                "delete from AttachmentEntity a where a.id = :id and a.userId = :user")
                        .setParameter("id", attachmentId)
                        .setParameter("user", caller.userId())
                        .executeUpdate())
                > 0;
    }

    void saveFeedback(Caller caller, String threadId, List<String> itemIds, FeedbackKind kind) {
        String[] ids = itemIds.stream().distinct().toArray(String[]::new);
        NotFoundException absent = database.transaction(session -> {
            NotFoundException missing = missing(session, caller, threadId, ids);
            if (missing == null) {
                Instant now = clock.instant();
                JdbcStatements.list(
                        session, SAVE_FEEDBACK, row -> row.getString(1), EnumColumns.of(kind), now, threadId, ids);
            }
            return missing;
        });
        if (absent != null) {
            throw absent;
        }
    }

    private static @Nullable NotFoundException missing(
            StatelessSession session, Caller caller, String threadId, String[] ids) {
        if (!JpaThreads.lock(session, caller, threadId)) {
            return new NotFoundException(ResourceType.THREAD, threadId);
        }
        Set<String> present = new HashSet<>(session.createSelectionQuery("""
            select i.id from ItemEntity i
            where i.threadId = :thread and i.id in :ids and i.itemType not in :hidden\
            """, String.class)
                .setParameter("thread", threadId)
                .setParameterList("ids", ids)
                .setParameterList("hidden", ThreadItem.HIDDEN_TYPES)
                .getResultList());
        for (String id : ids) {
            if (!present.contains(id)) {
                return new NotFoundException(ResourceType.ITEM, id);
            }
        }
        return null;
    }

    List<Feedback> listFeedback(Caller caller, String threadId) {
        return database.statement(session -> {
            List<FeedbackEntity> rows = session.createSelectionQuery("""
                select f from FeedbackEntity f
                join ItemEntity i on i.threadId = f.threadId and i.id = f.itemId
                where f.threadId = :thread and i.thread.userId = :user
                order by i.seq\
                """, FeedbackEntity.class)
                    .setParameter("thread", threadId)
                    .setParameter("user", caller.userId())
                    .getResultList();
            if (rows.isEmpty() && !JpaThreads.exists(session, caller, threadId)) {
                throw new NotFoundException(ResourceType.THREAD, threadId);
            }
            return rows.stream().map(FeedbackEntity::toModel).toList();
        });
    }
}
