--liquibase formatted sql logicalFilePath:chatkit/010-row-level-security.sql

-- Applied only where row-level security was chosen. The server names the user of each statement in chatkit.caller, and what
-- it does for all users (sweeps, export and import) has chatkit.all_users, both until the transaction ends: see
-- ee.chatkit.store.jpa.RowAccess. Without either, no row can be read or written. Forced, because the server's role may own
-- the tables.
--
-- A setting is read by a subquery, once for each statement. The conditions are inside of "case": an estimate of how many
-- rows they leave is then a half, not the few that an unknown user id suggests, so the plans are those without policies.
-- Rows of a thread or an attachment are visible if that is, by a subquery that cannot become a scan of all threads of a user.

--changeset chatkit:row-level-security contextFilter:row-level-security splitStatements:false stripComments:false rollbackSplitStatements:false
--preconditions onFail:HALT
--precondition-sql-check expectedResult:0 select count(*) from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass(quote_ident(current_schema()) || '.chatkit_thread_items')
do $$
declare
    name text;
begin
    foreach name in array array['opportunities', 'active_opportunity', 'chatkit_threads',
            'chatkit_idempotency_keys'] loop
        execute format(
            'create policy chatkit_caller on %I using (case'
                || ' when user_id = (select current_setting(''chatkit.caller'', true)) then true'
                || ' when (select current_setting(''chatkit.all_users'', true)) = ''on'' then true'
                || ' else false end)',
            name);
    end loop;

    -- A thread that the same statement has added, or that was added while it waited for a lock, is visible to a volatile
    -- function, but not yet to a subquery.
    execute format(
        'create function chatkit_is_visible_thread(thread text) returns boolean language plpgsql volatile as %L',
        format('begin return exists (select from %I.chatkit_threads t where t.id = thread); end', current_schema()));

    foreach name in array array['opportunities', 'active_opportunity', 'chatkit_threads', 'chatkit_thread_items',
            'chatkit_feedback', 'chatkit_attachments', 'chatkit_attachment_uploads', 'chatkit_attachment_chunks',
            'chatkit_idempotency_keys'] loop
        execute format('alter table %I enable row level security, force row level security', name);
    end loop;
end
$$;

create policy chatkit_caller on chatkit_thread_items
    using (case
        when (select current_setting('chatkit.all_users', true)) = 'on' then true
        else (select true from chatkit_threads t where t.id = chatkit_thread_items.thread_id)
    end)
    with check (case
        when (select current_setting('chatkit.all_users', true)) = 'on' then true
        when (select true from chatkit_threads t where t.id = chatkit_thread_items.thread_id) then true
        else chatkit_is_visible_thread(thread_id)
    end);

create policy chatkit_caller on chatkit_feedback using (case
    when (select current_setting('chatkit.all_users', true)) = 'on' then true
    else (select true from chatkit_threads t where t.id = chatkit_feedback.thread_id)
end);

-- The owner of what was sent is that of its thread.
create policy chatkit_caller on chatkit_attachments using (case
    when (select current_setting('chatkit.all_users', true)) = 'on' then true
    when thread_id is null then user_id = (select current_setting('chatkit.caller', true))
    when (select true from chatkit_threads t where t.id = chatkit_attachments.thread_id) then true
    else chatkit_is_visible_thread(thread_id)
end);

create policy chatkit_caller on chatkit_attachment_uploads using (case
    when (select current_setting('chatkit.all_users', true)) = 'on' then true
    else (select true from chatkit_attachments a where a.id = chatkit_attachment_uploads.attachment_id)
end);

create policy chatkit_caller on chatkit_attachment_chunks using (case
    when (select current_setting('chatkit.all_users', true)) = 'on' then true
    else (select true from chatkit_attachment_uploads u where u.id = chatkit_attachment_chunks.upload_id)
end);
/* liquibase rollback
do $$
declare
    name text;
begin
    foreach name in array array['opportunities', 'active_opportunity', 'chatkit_threads', 'chatkit_thread_items',
            'chatkit_feedback', 'chatkit_attachments', 'chatkit_attachment_uploads', 'chatkit_attachment_chunks',
            'chatkit_idempotency_keys'] loop
        execute format('drop policy chatkit_caller on %I', name);
        execute format('alter table %I disable row level security, no force row level security', name);
    end loop;
end
$$;
drop function chatkit_is_visible_thread(text);
*/

--changeset chatkit:row-level-security-of-turns contextFilter:row-level-security
-- A changeset of its own, because databases may have got the policies above before the journal of turns. Nodes are of no user.
create policy chatkit_caller on chatkit_turns using (case
    when user_id = (select current_setting('chatkit.caller', true)) then true
    when (select current_setting('chatkit.all_users', true)) = 'on' then true
    else false
end);
create policy chatkit_caller on chatkit_turn_events using (case
    when (select current_setting('chatkit.all_users', true)) = 'on' then true
    else (select true from chatkit_turns u
        where u.id = chatkit_turn_events.turn_id and u.thread_id = chatkit_turn_events.thread_id)
end);
create policy chatkit_caller on chatkit_nodes using (case
    when (select current_setting('chatkit.all_users', true)) = 'on' then true
    else false
end);
alter table chatkit_turns enable row level security, force row level security;
alter table chatkit_turn_events enable row level security, force row level security;
alter table chatkit_nodes enable row level security, force row level security;
--rollback drop policy chatkit_caller on chatkit_turns;
--rollback drop policy chatkit_caller on chatkit_turn_events;
--rollback drop policy chatkit_caller on chatkit_nodes;
--rollback alter table chatkit_turns disable row level security, no force row level security;
--rollback alter table chatkit_turn_events disable row level security, no force row level security;
--rollback alter table chatkit_nodes disable row level security, no force row level security;

--changeset chatkit:row-level-security-of-audit contextFilter:row-level-security
-- The audit log is of no user: the server adds to it in the transactions of users with the access of all users.
create policy chatkit_caller on chatkit_audit using (case
    when (select current_setting('chatkit.all_users', true)) = 'on' then true
    else false
end);
create policy chatkit_caller on chatkit_audit_head using (case
    when (select current_setting('chatkit.all_users', true)) = 'on' then true
    else false
end);
alter table chatkit_audit enable row level security, force row level security;
alter table chatkit_audit_head enable row level security, force row level security;
--rollback drop policy chatkit_caller on chatkit_audit;
--rollback drop policy chatkit_caller on chatkit_audit_head;
--rollback alter table chatkit_audit disable row level security, no force row level security;
--rollback alter table chatkit_audit_head disable row level security, no force row level security;

--changeset chatkit:row-level-security-of-search contextFilter:row-level-security
-- An index can be asked for grams only by a condition of the policy itself, because the operator is not leakproof: a condition of
-- the statement would be checked after the policy, for each row of the user.
create policy chatkit_caller on chatkit_search using (
    case
        when user_id = (select current_setting('chatkit.caller', true)) then true
        when (select current_setting('chatkit.all_users', true)) = 'on' then true
        else false
    end
    and grams @> (select coalesce(nullif(current_setting('chatkit.search_grams', true), ''), '{}')::smallint[]));
alter table chatkit_search enable row level security, force row level security;
--rollback drop policy chatkit_caller on chatkit_search;
--rollback alter table chatkit_search disable row level security, no force row level security;

--changeset chatkit:row-level-security-of-holds contextFilter:row-level-security
-- Holds are of no user. A deletion by a user must see those that forbid it; only what is done for all users can place them.
create policy chatkit_caller on chatkit_holds
    using (case
        when (select current_setting('chatkit.all_users', true)) = 'on' then true
        when thread_id is null then (select true from opportunities o where o.id = chatkit_holds.opportunity_id)
        else (select true from chatkit_threads t where t.id = chatkit_holds.thread_id)
    end)
    with check (case
        when (select current_setting('chatkit.all_users', true)) = 'on' then true
        else false
    end);
alter table chatkit_holds enable row level security, force row level security;
--rollback drop policy chatkit_caller on chatkit_holds;
--rollback alter table chatkit_holds disable row level security, no force row level security;
