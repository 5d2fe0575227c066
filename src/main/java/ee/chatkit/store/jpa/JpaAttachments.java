package ee.chatkit.store.jpa;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.Deletions;
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

/** Attachments and feedback: {@code chatkit_attachments} and {@code chatkit_feedback}. */
final class JpaAttachments implements AttachmentMaintenance {
    /** Locks the thread as a foreign key does, which Citus cannot have to a distributed table. */
    private static final String SAVE = """
        with thread as (select 1 from chatkit_threads where id = ? and user_id = ? for key share)
        insert into chatkit_attachments as a (id, user_id, thread_id, type, name, mime_type, size, details, created_at)
        select ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ? where (select count(*) from thread) = ?
        on conflict (id) do update
        set thread_id = excluded.thread_id, type = excluded.type, name = excluded.name,
            mime_type = excluded.mime_type, size = excluded.size, details = excluded.details,
            created_at = excluded.created_at
        where a.user_id = excluded.user_id
        returning 1\
        """;

    /** All items in one statement; the items exist, because their thread is locked. */
    private static final String SAVE_FEEDBACK = """
        insert into chatkit_feedback as f (thread_id, item_id, kind, created_at)
        select i.thread_id, i.id, ?, ? from chatkit_thread_items i
        where i.thread_id = ? and i.id = any(?)
        on conflict (thread_id, item_id) do update set kind = excluded.kind, created_at = excluded.created_at
        returning 1\
        """;

    /** A row that was locked is checked again, so an attachment that was sent meanwhile stays. */
    private static final String DELETE_UNSENT = """
        with old as materialized (
            select id from chatkit_attachments
            where thread_id is null and created_at < ?
            order by created_at limit ?)
        delete from chatkit_attachments a using old
        where a.id = old.id and a.thread_id is null
        returning a.user_id, a.id\
        """;

    private static final String DELETE = "delete from chatkit_attachments a where a.id = ? and a.user_id = ?";

    /** Usually there are no holds, and this deletes; it does not look for the thread, which Citus may have on another node. */
    private static final String DELETE_WITHOUT_HOLDS =
            DELETE + " and (a.thread_id is null or not exists (select 1 from chatkit_holds))";

    private static final String DELETED = " returning 1";

    private static final String FIND_ANY =
            "select " + AttachmentEntity.COLUMNS + " from chatkit_attachments a where a.id = ?";

    private final Database database;
    private final Clock clock;

    JpaAttachments(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void save(Caller caller, Attachment attachment) {
        Attachment storable = attachment.storable();
        database.statement(caller, session -> {
            if (!save(session, caller, storable)) {
                String thread = storable.threadId();
                throw thread == null || JpaThreads.exists(session, caller, thread)
                        ? new NotFoundException(ResourceType.ATTACHMENT, storable.id())
                        : new NotFoundException(ResourceType.THREAD, thread);
            }
            return true;
        });
    }

    /** One statement, which writes nothing when the thread, or an attachment of this id, is not the caller's. */
    private static boolean save(StatelessSession session, Caller caller, Attachment attachment) {
        return JdbcStatements.any(
                session,
                SAVE,
                attachment.threadId(),
                caller.userId(),
                attachment.id(),
                caller.userId(),
                attachment.threadId(),
                EnumColumns.of(attachment.type()),
                attachment.name(),
                attachment.mimeType(),
                attachment.size(),
                attachment.details(),
                attachment.createdAt(),
                attachment.threadId() == null ? 0 : 1);
    }

    Attachment load(Caller caller, String attachmentId) {
        return database.read(caller, session -> find(session, caller, attachmentId))
                .orElseThrow(() -> new NotFoundException(ResourceType.ATTACHMENT, attachmentId));
    }

    private static Optional<Attachment> find(StatelessSession session, Caller caller, String attachmentId) {
        return Optional.ofNullable(
                        Database.find(session, AttachmentEntity.class, AttachmentEntity.FIND, caller, attachmentId))
                .map(AttachmentEntity::toModel);
    }

    Attachment update(Caller caller, String attachmentId, UnaryOperator<Attachment> change) {
        return LockedUpdate.execute(database, caller, session -> {
                    AttachmentEntity entity =
                            Database.lock(session, AttachmentEntity.class, AttachmentEntity.FIND, caller, attachmentId);
                    if (entity == null) {
                        return null;
                    }
                    Attachment current = entity.toModel();
                    return new LockedUpdate.Row<>(current, change, changed -> {
                        Attachment wanted = current.withMutableFieldsOf(changed);
                        requireNotHeld(session, current, wanted.threadId());
                        return write(session, caller, wanted);
                    });
                })
                .orElseThrow(() -> new NotFoundException(ResourceType.ATTACHMENT, attachmentId));
    }

    private static Attachment write(StatelessSession session, Caller caller, Attachment changed) {
        if (!save(session, caller, changed)) {
            String thread = changed.threadId();
            throw thread == null
                    ? new IllegalStateException("locked attachment not found")
                    : new NotFoundException(ResourceType.THREAD, thread);
        }
        return changed;
    }

    boolean delete(Caller caller, String attachmentId) {
        return database.audited(
                caller,
                session -> delete(session, caller, attachmentId),
                deleted -> deleted ? List.of(Deletions.attachment(caller, attachmentId)) : List.of());
    }

    private static boolean delete(StatelessSession session, Caller caller, String attachmentId) {
        if (JdbcStatements.any(session, DELETE_WITHOUT_HOLDS + DELETED, attachmentId, caller.userId())) {
            return true;
        }
        Optional<Attachment> found = find(session, caller, attachmentId);
        found.ifPresent(attachment -> requireNotHeld(session, attachment, null));
        return found.isPresent() && JdbcStatements.any(session, DELETE + DELETED, attachmentId, caller.userId());
    }

    /** Rejects a change by which an attachment would be in its thread no more. */
    private static void requireNotHeld(StatelessSession session, Attachment attachment, @Nullable String newThreadId) {
        String threadId = attachment.threadId();
        if (threadId != null && !threadId.equals(newThreadId)) {
            JpaLegalHolds.requireNotHeld(session, threadId);
        }
    }

    @Override
    public Optional<OwnedAttachment> find(String attachmentId) {
        @Nullable
        AttachmentEntity entity = database.readOfAllUsers(
                session -> JdbcStatements.one(session, FIND_ANY, AttachmentEntity::of, attachmentId));
        return Optional.ofNullable(entity).map(found -> new OwnedAttachment(new Caller(found.userId), found.toModel()));
    }

    @Override
    public List<OwnedId> deleteUnsent(Instant createdBefore, int limit) {
        return database.auditedOfAllUsers(
                session -> JdbcStatements.list(
                        session,
                        DELETE_UNSENT,
                        row -> new OwnedId(new Caller(row.getString(1)), row.getString(2)),
                        createdBefore,
                        limit),
                deleted -> deleted.isEmpty() ? List.of() : List.of(Deletions.expired(deleted.size())));
    }

    void saveFeedback(Caller caller, String threadId, List<String> itemIds, FeedbackKind kind) {
        String[] ids = itemIds.stream().distinct().toArray(String[]::new);
        NotFoundException absent = database.transaction(caller, session -> {
            NotFoundException missing = firstMissing(session, caller, threadId, ids);
            if (missing == null) {
                JdbcStatements.any(session, SAVE_FEEDBACK, EnumColumns.of(kind), clock.instant(), threadId, ids);
            }
            return missing;
        });
        if (absent != null) {
            throw absent;
        }
    }

    private static @Nullable NotFoundException firstMissing(
            StatelessSession session, Caller caller, String threadId, String[] ids) {
        if (!JpaThreads.lock(session, caller, threadId)) {
            return new NotFoundException(ResourceType.THREAD, threadId);
        }
        Set<String> present = new HashSet<>(session.createNamedSelectionQuery(ItemEntity.VISIBLE_IDS, String.class)
                .setParameter("threadId", threadId)
                .setParameterList("itemIds", ids)
                .setParameterList("hiddenTypes", ThreadItem.HIDDEN_TYPES)
                .getResultList());
        for (String id : ids) {
            if (!present.contains(id)) {
                return new NotFoundException(ResourceType.ITEM, id);
            }
        }
        return null;
    }

    List<Feedback> listFeedback(Caller caller, String threadId) {
        return database.read(caller, session -> {
            List<FeedbackEntity> rows = session.createNamedSelectionQuery(FeedbackEntity.LIST, FeedbackEntity.class)
                    .setParameter("threadId", threadId)
                    .setParameter("userId", caller.userId())
                    .getResultList();
            if (rows.isEmpty() && !JpaThreads.exists(session, caller, threadId)) {
                throw new NotFoundException(ResourceType.THREAD, threadId);
            }
            return rows.stream().map(FeedbackEntity::toModel).toList();
        });
    }
}
