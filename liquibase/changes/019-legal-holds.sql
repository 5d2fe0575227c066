--liquibase formatted sql logicalFilePath:chatkit/019-legal-holds.sql

-- What is under legal hold is deleted by nobody: see ee.chatkit.store.LegalHolds. A hold is on a thread, or on an opportunity with
-- all its threads, later ones too. The server's statements look for holds themselves; triggers reject what passes them because the
-- hold is placed at that moment, and what other applications do. On Citus, which has no triggers, only the statements do.
--
-- A hold has no foreign keys: while it is there, its thread or opportunity cannot go.

--changeset chatkit:legal-holds
create table chatkit_holds (
    id             text collate "C" primary key check (id ~ '^[A-Za-z0-9._:@-]{1,255}$'),
    thread_id      text collate "C",
    opportunity_id text collate "C",
    reason         text not null,
    placed_by      text collate "C" not null,
    placed_at      timestamptz not null,
    check (num_nonnulls(thread_id, opportunity_id) = 1)
);
create index chatkit_holds_thread on chatkit_holds (thread_id) where thread_id is not null;
create index chatkit_holds_opportunity on chatkit_holds (opportunity_id) where opportunity_id is not null;
create index chatkit_holds_placed on chatkit_holds (placed_at, id);
--rollback drop table chatkit_holds;

-- As 005-adopted-tables.sql for tables beside those that were taken over from Supabase.

--changeset chatkit:adopted-legal-holds
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select count(*) from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass(quote_ident(current_schema()) || '.chatkit_thread_items')
alter table chatkit_holds
    alter column thread_id type text collate "default",
    alter column opportunity_id type text collate "default";
alter table chatkit_holds enable row level security;
--rollback empty

-- The function is the owner's, because in an adopted schema other roles delete rows and see no holds, and it sees the rows of all
-- users. It finds the thread of what is deleted; if that was deleted by the same transaction, it was checked then.
--
-- A long thread has many items. After a check its id is kept until the transaction ends, and the condition of the trigger, which
-- is much cheaper than its function, skips the other items of the thread. Nobody places a hold meanwhile: that waits for the lock
-- of the thread, which every writer of a thread has. Where the transaction places holds itself, the next items are checked again.

--changeset chatkit:guards-of-legal-holds splitStatements:false stripComments:false rollbackSplitStatements:false
do $do$
declare
    distributed boolean := false;
begin
    if to_regclass('pg_catalog.pg_dist_partition') is not null then
        execute 'select exists (select from pg_dist_partition where logicalrelid = ''chatkit_threads''::regclass)' into distributed;
    end if;
    if distributed then
        return;
    end if;
    execute format(
        'create function chatkit_guard_held() returns trigger language plpgsql security definer'
            || ' set search_path = pg_catalog, %I, pg_temp as %L',
        current_schema(),
        $body$
declare
    before text := current_setting('chatkit.all_users', true);
    thread text;
    opportunity text;
    hold text;
begin
    perform set_config('chatkit.all_users', 'on', true);
    if exists (select from chatkit_holds) then
        if tg_op = 'TRUNCATE' then
            raise exception using errcode = 'KH001',
                message = tg_table_name || ' has rows, of which one is under legal hold ' || (select min(h.id) from chatkit_holds h);
        end if;
        if tg_table_name = 'opportunities' then
            opportunity := old.id;
        elsif tg_table_name = 'chatkit_threads' then
            thread := old.id;
            opportunity := old.opportunity_id;
        else
            if tg_table_name = 'chatkit_attachment_uploads' then
                thread := (select a.thread_id from chatkit_attachments a where a.id = old.attachment_id);
            else
                thread := old.thread_id;
            end if;
            opportunity := (select t.opportunity_id from chatkit_threads t where t.id = thread);
        end if;
        hold := (select min(h.id) from chatkit_holds h where h.thread_id = thread or h.opportunity_id = opportunity);
        if hold is not null then
            raise exception using errcode = 'KH001', message =
                case when thread is null then 'opportunity ' || opportunity else 'thread ' || thread end
                    || ' is under legal hold ' || hold;
        end if;
    end if;
    perform set_config('chatkit.all_users', coalesce(before, ''), true);
    if tg_op = 'TRUNCATE' then
        return null;
    end if;
    if tg_op = 'UPDATE' then
        return new;
    end if;
    if tg_table_name = 'chatkit_thread_items' then
        perform set_config('chatkit.unheld_thread', old.thread_id, true);
    elsif tg_table_name = 'chatkit_threads' then
        perform set_config('chatkit.unheld_thread', old.id, true);
    end if;
    return old;
end
$body$);
    execute format(
        'create function chatkit_forget_unheld() returns trigger language plpgsql set search_path = pg_catalog, %I, pg_temp as %L',
        current_schema(),
        $body$
begin
    perform set_config('chatkit.unheld_thread', '', true);
    return null;
end
$body$);
    revoke execute on function chatkit_guard_held() from public;
    create trigger chatkit_guard_held before delete on opportunities
        for each row execute function chatkit_guard_held();
    create trigger chatkit_guard_held before delete on chatkit_threads
        for each row execute function chatkit_guard_held();
    create trigger chatkit_guard_held_change before update of id, opportunity_id on chatkit_threads
        for each row when (old.id <> new.id or old.opportunity_id is distinct from new.opportunity_id)
        execute function chatkit_guard_held();
    create trigger chatkit_guard_held before delete on chatkit_thread_items
        for each row when (old.thread_id is distinct from current_setting('chatkit.unheld_thread', true))
        execute function chatkit_guard_held();
    create trigger chatkit_guard_held before delete on chatkit_attachments
        for each row when (old.thread_id is not null) execute function chatkit_guard_held();
    create trigger chatkit_guard_held_change before update of thread_id on chatkit_attachments
        for each row when (old.thread_id is not null and old.thread_id is distinct from new.thread_id)
        execute function chatkit_guard_held();
    create trigger chatkit_guard_held before delete on chatkit_attachment_uploads
        for each row when (old.length is not null) execute function chatkit_guard_held();
    create trigger chatkit_guard_held_truncate before truncate on opportunities
        for each statement execute function chatkit_guard_held();
    create trigger chatkit_guard_held_truncate before truncate on chatkit_threads
        for each statement execute function chatkit_guard_held();
    create trigger chatkit_guard_held_truncate before truncate on chatkit_thread_items
        for each statement execute function chatkit_guard_held();
    create trigger chatkit_guard_held_truncate before truncate on chatkit_attachments
        for each statement execute function chatkit_guard_held();
    create trigger chatkit_forget_unheld after insert or update on chatkit_holds
        for each statement execute function chatkit_forget_unheld();
end
$do$;
--rollback drop function if exists chatkit_guard_held() cascade; drop function if exists chatkit_forget_unheld() cascade;

--changeset chatkit:no-guards-on-citus contextFilter:citus
-- Before the tables are distributed, which tables with triggers cannot be.
drop function if exists chatkit_guard_held() cascade;
drop function if exists chatkit_forget_unheld() cascade;
--rollback empty

--changeset chatkit:retention
alter table opportunities add column retention_days integer;
alter table opportunities add constraint opportunities_retention_days check (retention_days between 1 and 36500);
--rollback alter table opportunities drop column retention_days;
