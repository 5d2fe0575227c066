package ee.chatkit.store.jpa;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.jpa.BatchStatement.Column;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements that write an archive. Each inserts the rows that do not exist and returns, in order, the outcome of each row
 * as the name of an {@link ee.chatkit.store.WriteOutcome}. Its final select sees the tables as they were before the insert.
 */
final class ArchiveStatements {
    static final BatchStatement<ArchiveEntry.OwnedOpportunity> OPPORTUNITIES = BatchStatement.of(
            """
            with given as (
                select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality as
                    g (id, user_id, name, client, description, phase, summary, status, created, updated, retention, n)),
            added as (
                insert into opportunities (id, user_id, name, client_name, description, current_phase,
                    context_summary, status, created_at, updated_at, retention_days)
                select id, user_id, name, client, description, phase, summary, status,
                    created::timestamptz, updated::timestamptz, retention::integer from given
                on conflict (id) do nothing returning id)
            select case
                when a.id is not null then 'ADDED'
                when o.user_id is distinct from g.user_id then 'ID_TAKEN'
                when (case when coalesce(o.name, '') ~ '^\\s*$' then o.id else o.name end, o.client_name, o.description, o.current_phase,
                        o.context_summary, o.created_at,
                        case when lower(o.status) in %s then 'completed' else 'active' end, o.retention_days)
                    is not distinct from
                    (g.name, g.client, g.description, g.phase, g.summary, g.created::timestamptz, g.status,
                        g.retention::integer)
                    then 'ALREADY_THERE'
                else 'DIFFERENT' end
            from given g left join added a on a.id = g.id left join opportunities o on o.id = g.id
            order by g.n\
            """.formatted(list(OpportunityEntity.COMPLETED_WORDS)),
            Column.text(given -> given.opportunity().id()),
            Column.text(ArchiveEntry.OwnedOpportunity::userId),
            Column.text(given -> given.opportunity().details().name()),
            Column.text(given -> given.opportunity().details().clientName()),
            Column.text(given -> given.opportunity().details().description()),
            Column.text(given -> given.opportunity().details().currentPhase()),
            Column.text(given -> given.opportunity().details().contextSummary()),
            Column.text(given -> EnumColumns.of(given.opportunity().status())),
            Column.text(given -> given.opportunity().createdAt().toString()),
            Column.text(given -> given.opportunity().updatedAt().toString()),
            Column.number(given -> days(given.opportunity())));

    static final BatchStatement<ArchiveEntry.ActiveSelection> ACTIVE = BatchStatement.of(
            """
            with given as (
                select * from unnest(?, ?) with ordinality as g (user_id, opportunity_id, n)),
            added as (
                insert into active_opportunity as x (user_id, opportunity_id, updated_at)
                select g.user_id, g.opportunity_id, now() from given g
                where exists (select 1 from opportunities o where o.id = g.opportunity_id and o.user_id = g.user_id)
                on conflict (user_id) do update
                set opportunity_id = excluded.opportunity_id, updated_at = excluded.updated_at
                where x.opportunity_id is null
                returning user_id)
            select case
                when a.user_id is not null then 'ADDED'
                when x.opportunity_id = g.opportunity_id then 'ALREADY_THERE'
                when x.opportunity_id is null then 'NO_OPPORTUNITY'
                else 'ANOTHER_ACTIVE' end
            from given g left join added a on a.user_id = g.user_id
            left join active_opportunity x on x.user_id = g.user_id
            order by g.n\
            """,
            Column.text(ArchiveEntry.ActiveSelection::userId),
            Column.text(ArchiveEntry.ActiveSelection::opportunityId));

    /** The outcomes that {@link #ACTIVE} would return; locks nothing. */
    static final BatchStatement<ArchiveEntry.ActiveSelection> CHECK_ACTIVE = BatchStatement.of(
            """
            select case
                when x.opportunity_id = g.opportunity_id then 'ALREADY_THERE'
                when x.opportunity_id is not null then 'ANOTHER_ACTIVE'
                when exists (select 1 from opportunities o where o.id = g.opportunity_id and o.user_id = g.user_id)
                    then 'ADDED'
                else 'NO_OPPORTUNITY' end
            from unnest(?, ?) with ordinality as g (user_id, opportunity_id, n)
            left join active_opportunity x on x.user_id = g.user_id
            order by g.n\
            """,
            Column.text(ArchiveEntry.ActiveSelection::userId),
            Column.text(ArchiveEntry.ActiveSelection::opportunityId));

    /** A thread, and the number of its items in the same batch. */
    record NewThread(String userId, ChatThread thread, long items) {}

    static final BatchStatement<NewThread> THREADS = BatchStatement.of(
            """
            with given as (
                select id, user_id, opportunity_id, title, status, reason, domains::text[], metadata::jsonb,
                    created::timestamptz, updated::timestamptz, pinned::boolean, archived::boolean, labels::text[], items, n
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality as
                    g (id, user_id, opportunity_id, title, status, reason, domains, metadata, created, updated, pinned,
                        archived, labels, items, n)),
            found as (select t.* from chatkit_threads t join given g on g.id = t.id),
            added as (
                insert into chatkit_threads (id, user_id, opportunity_id, title, status, status_reason,
                    allowed_image_domains, metadata, created_at, updated_at, pinned, archived, labels, last_seq)
                select id, user_id, opportunity_id, title, status, reason, domains, metadata, created, updated, pinned,
                    archived, labels, items
                from given g
                where g.opportunity_id is null or exists (
                    select 1 from opportunities o where o.id = g.opportunity_id and o.user_id = g.user_id)
                on conflict (id) do nothing returning id)
            select case
                when a.id is not null then 'ADDED'
                when t.id is null then 'NO_OPPORTUNITY'
                when t.user_id <> g.user_id then 'ID_TAKEN'
                when (t.opportunity_id, t.title, t.status, t.status_reason, t.allowed_image_domains, t.metadata,
                        t.created_at, t.pinned, t.archived, t.labels)
                    is not distinct from
                    (g.opportunity_id, g.title, g.status, g.reason, g.domains, g.metadata, g.created, g.pinned, g.archived,
                        g.labels)
                    then 'ALREADY_THERE'
                else 'DIFFERENT' end
            from given g left join added a on a.id = g.id left join found t on t.id = g.id
            order by g.n\
            """,
            Column.text(given -> given.thread.id()),
            Column.text(NewThread::userId),
            Column.text(given -> given.thread.opportunityId()),
            Column.text(given -> given.thread.title()),
            Column.text(given -> ThreadEntity.word(given.thread.status())),
            Column.text(given -> ThreadEntity.reason(given.thread.status())),
            Column.text(given -> domains(given.thread)),
            Column.text(given -> given.thread.metadata()),
            Column.text(given -> given.thread.createdAt().toString()),
            Column.text(given -> given.thread.updatedAt().toString()),
            Column.text(given -> Boolean.toString(given.thread.pinned())),
            Column.text(given -> Boolean.toString(given.thread.archived())),
            Column.text(given -> labels(given.thread)),
            Column.number(NewThread::items));

    /** Locks the row of a thread, as every writer of a thread does; Citus locks no rows of several nodes in one statement. */
    private static final String LOCK_THREAD = "select 1 from chatkit_threads where id = ? for no key update";

    /** Locks the rows of so many threads, in the order of the parameters, in one round trip. */
    static String lockThreads(int count) {
        return String.join("; ", Collections.nCopies(count, LOCK_THREAD));
    }

    /** The last positions of existing threads; a statement of its own, which sees what was committed during the wait. */
    static final String FIND_ENDS = """
        select t.id, t.last_seq, coalesce((select max(i.seq) from chatkit_thread_items i where i.thread_id = t.id), 0)
        from chatkit_threads t where t.id = any(?)\
        """;

    /** An item at its position. */
    record PositionedItem(long position, ThreadItem item) {}

    private static final String INSERT_ITEMS = """
        insert into chatkit_thread_items (thread_id, seq, id, item_type, content, created_at, updated_at)
        select thread_id, seq, id, type, content::jsonb, created::timestamptz, created::timestamptz
        from unnest(?, ?, ?, ?, ?, ?) as g (thread_id, seq, id, type, content, created)
        """;

    /** Inserts all items, or fails with a unique violation. */
    static final BatchStatement<PositionedItem> ITEMS = items(INSERT_ITEMS);

    /** Inserts the items that do not exist; a fifth slower than {@link #ITEMS}. */
    static final BatchStatement<PositionedItem> NEW_ITEMS = items(INSERT_ITEMS + "on conflict do nothing");

    /** The position of the item with each id, and whether it is equal; no position when it does not exist. */
    static final BatchStatement<PositionedItem> FIND_ITEMS = findItems("i.content");

    /** {@link #FIND_ITEMS} for an adopted schema, where contents may have the members of the envelope. */
    static final BatchStatement<PositionedItem> FIND_ADOPTED_ITEMS = findItems(ItemEntity.CONTENT_OF_ADOPTED);

    private static BatchStatement<PositionedItem> findItems(String content) {
        return items("""
            with given as (
                select thread_id, id, type, content::jsonb, created::timestamptz, n
                from unnest(?, ?, ?, ?, ?, ?) with ordinality as g (thread_id, seq, id, type, content, created, n)),
            found as (
                select g.n, i.seq, (i.item_type, %s, i.created_at)
                    is not distinct from (g.type, g.content, g.created) as same
                from given g join chatkit_thread_items i on i.thread_id = g.thread_id and i.id = g.id)
            select f.seq, f.same from given g left join found f on f.n = g.n order by g.n\
            """.formatted(content));
    }

    /** The last position of a thread, and the time of its latest activity. */
    record ThreadEnd(String threadId, long lastPosition, String updatedAt) {}

    static final BatchStatement<ThreadEnd> UPDATE_ENDS = BatchStatement.of(
            """
            with given as materialized (
                select id, last_seq, updated::timestamptz from unnest(?, ?, ?) as g (id, last_seq, updated))
            update chatkit_threads t set last_seq = greatest(t.last_seq, g.last_seq), last_item_at = null,
                updated_at = greatest(t.updated_at, g.updated)
            from given g where t.id = g.id\
            """,
            Column.text(ThreadEnd::threadId),
            Column.number(ThreadEnd::lastPosition),
            Column.text(ThreadEnd::updatedAt));

    static final BatchStatement<Feedback> FEEDBACK = BatchStatement.of(
            """
            with given as (
                select thread_id, item_id, kind, created::timestamptz, n
                from unnest(?, ?, ?, ?) with ordinality as g (thread_id, item_id, kind, created, n)),
            found as (
                select g.n, f.kind from given g
                join chatkit_feedback f on f.thread_id = g.thread_id and f.item_id = g.item_id),
            added as (
                insert into chatkit_feedback (thread_id, item_id, kind, created_at)
                select i.thread_id, i.id, g.kind, g.created from given g
                join chatkit_thread_items i on i.thread_id = g.thread_id and i.id = g.item_id
                where i.item_type not in %s
                on conflict (thread_id, item_id) do nothing returning thread_id, item_id)
            select case
                when a.item_id is not null then 'ADDED'
                when f.kind is null then 'NO_ITEM'
                when f.kind = g.kind then 'ALREADY_THERE'
                else 'DIFFERENT' end
            from given g left join added a on a.thread_id = g.thread_id and a.item_id = g.item_id
            left join found f on f.n = g.n
            order by g.n\
            """.formatted(list(ThreadItem.HIDDEN_TYPES)),
            Column.text(Feedback::threadId),
            Column.text(Feedback::itemId),
            Column.text(feedback -> EnumColumns.of(feedback.kind())),
            Column.text(feedback -> feedback.createdAt().toString()));

    static final BatchStatement<ArchiveEntry.OwnedAttachment> ATTACHMENTS = BatchStatement.of(
            """
            with given as (
                select id, user_id, thread_id, type, name, mime_type, size, details::jsonb, created::timestamptz, n
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality as
                    g (id, user_id, thread_id, type, name, mime_type, size, details, created, n)),
            thread as (
                select t.id, t.user_id from chatkit_threads t where t.id in (select thread_id from given)),
            found as (select x.* from chatkit_attachments x join given g on g.id = x.id),
            added as (
                insert into chatkit_attachments (id, user_id, thread_id, type, name, mime_type, size, details, created_at)
                select id, user_id, thread_id, type, name, mime_type, size, details, created from given g
                where g.thread_id is null or exists (
                    select 1 from thread t where t.id = g.thread_id and t.user_id = g.user_id)
                on conflict (id) do nothing returning id)
            select case
                when a.id is not null then 'ADDED'
                when x.id is null then 'NO_THREAD'
                when x.user_id <> g.user_id then 'ID_TAKEN'
                when (x.thread_id, x.type, x.name, x.mime_type, x.size, x.details - 'link_key', x.created_at)
                    is not distinct from
                    (g.thread_id, g.type, g.name, g.mime_type, g.size, g.details - 'link_key', g.created)
                    then 'ALREADY_THERE'
                else 'DIFFERENT' end
            from given g left join added a on a.id = g.id left join found x on x.id = g.id
            order by g.n\
            """,
            Column.text(given -> given.attachment().id()),
            Column.text(ArchiveEntry.OwnedAttachment::userId),
            Column.text(given -> given.attachment().threadId()),
            Column.text(given -> EnumColumns.of(given.attachment().type())),
            Column.text(given -> given.attachment().name()),
            Column.text(given -> given.attachment().mimeType()),
            Column.number(given -> given.attachment().size()),
            Column.text(given -> given.attachment().details()),
            Column.text(given -> given.attachment().createdAt().toString()));

    private ArchiveStatements() {}

    /** Constants as a list in SQL. */
    private static String list(Set<String> words) {
        return words.stream().sorted().collect(Collectors.joining("', '", "('", "')"));
    }

    private static BatchStatement<PositionedItem> items(String sql) {
        return BatchStatement.of(
                sql,
                Column.text(given -> given.item.threadId()),
                Column.number(PositionedItem::position),
                Column.text(given -> given.item.id()),
                Column.text(given -> given.item.type()),
                Column.text(given -> given.item.content()),
                Column.text(given -> given.item.createdAt().toString()));
    }

    static final BatchStatement<LegalHold> HOLDS = BatchStatement.of(
            """
            with given as (
                select id, thread_id, opportunity_id, reason, placed_by, placed::timestamptz, n
                from unnest(?, ?, ?, ?, ?, ?) with ordinality as g (id, thread_id, opportunity_id, reason, placed_by, placed, n)),
            thread as (select t.id from chatkit_threads t where t.id in (select thread_id from given)),
            found as (select h.* from chatkit_holds h join given g on g.id = h.id),
            added as (
                insert into chatkit_holds (id, thread_id, opportunity_id, reason, placed_by, placed_at)
                select id, thread_id, opportunity_id, reason, placed_by, placed from given g
                where exists (select 1 from thread t where t.id = g.thread_id)
                   or exists (select 1 from opportunities o where o.id = g.opportunity_id)
                on conflict (id) do nothing returning id)
            select case
                when a.id is not null then 'ADDED'
                when f.id is null and g.thread_id is not null then 'NO_THREAD'
                when f.id is null then 'NO_OPPORTUNITY'
                when (f.thread_id, f.opportunity_id, f.reason, f.placed_by, f.placed_at)
                    is not distinct from (g.thread_id, g.opportunity_id, g.reason, g.placed_by, g.placed)
                    then 'ALREADY_THERE'
                else 'DIFFERENT' end
            from given g left join added a on a.id = g.id left join found f on f.id = g.id
            order by g.n\
            """,
            Column.text(LegalHold::id),
            Column.text(LegalHold::threadId),
            Column.text(LegalHold::opportunityId),
            Column.text(LegalHold::reason),
            Column.text(LegalHold::placedBy),
            Column.text(hold -> hold.placedAt().toString()));

    private static @Nullable Long days(Opportunity opportunity) {
        Integer days = opportunity.retentionDays();
        return days == null ? null : days.longValue();
    }

    private static @Nullable String domains(ChatThread thread) {
        return arrayLiteral(thread.allowedImageDomains());
    }

    /** Null for none, as the column has it. */
    private static @Nullable String labels(ChatThread thread) {
        return arrayLiteral(thread.labels().isEmpty() ? null : thread.labels());
    }

    /** As a literal of PostgreSQL's text[]. */
    private static @Nullable String arrayLiteral(@Nullable List<String> texts) {
        return texts == null
                ? null
                : texts.stream()
                        .map(text -> text.replace("\\", "\\\\").replace("\"", "\\\""))
                        .collect(Collectors.joining(
                                "\",\"", texts.isEmpty() ? "{" : "{\"", texts.isEmpty() ? "}" : "\"}"));
    }
}
