--liquibase formatted sql logicalFilePath:chatkit/017-search.sql

-- The index of ee.chatkit.store.Search: a row for each item that has text, and for each title (position 0), with numbers of the
-- pairs and triples of characters in it (ee.chatkit.search.Grams). It is written in the background; a thread knows up to which
-- position its items are in it, and whether its title is. Nothing is indexed when the columns come: what is stored already is
-- indexed like what is new.
--
-- The partial index has threads of which something is missing, which are few. It is the only cost for those who append: their
-- update of the thread has a new version in each index anyway, because the time of activity is in two of them.
--
-- Rows of items that are deleted go in the same statement, not by a foreign key, which would lock each item when it is indexed.

--changeset chatkit:search splitStatements:false stripComments:false rollbackSplitStatements:false
alter table chatkit_threads
    add column indexed_seq bigint not null default 0,
    add column title_indexed boolean not null default false;
create index chatkit_threads_unindexed on chatkit_threads (user_id, updated_at)
    where indexed_seq < last_seq or not title_indexed;
create table chatkit_search (
    thread_id  text collate "C" not null,
    seq        bigint not null,
    user_id    text collate "C" not null,
    created_at timestamptz not null,
    grams      smallint[] not null,
    primary key (thread_id, seq)
) with (autovacuum_vacuum_insert_threshold = -1);
create index chatkit_search_time on chatkit_search (user_id, created_at, (thread_id collate "C"), seq);
create index chatkit_search_grams on chatkit_search using gin (grams) with (gin_pending_list_limit = 1024);
alter table chatkit_search alter column grams set statistics 1000;

-- Where Citus has distributed the threads already, 014-citus.sql does the rest. The owner of rows follows that of their thread, as
-- for attachments: see 011-attachment-owners.sql.
do $$
declare
    distributed boolean := false;
begin
    if to_regclass('pg_catalog.pg_dist_partition') is not null then
        execute 'select exists (select from pg_dist_partition where logicalrelid = ''chatkit_threads''::regclass)'
            into distributed;
    end if;
    if not distributed then
        alter table chatkit_search add constraint chatkit_search_thread_id_fkey
            foreign key (thread_id) references chatkit_threads (id) on delete cascade;
        execute format(
            'create function chatkit_search_owner() returns trigger language plpgsql security definer'
                || ' set search_path = pg_catalog, %I, pg_temp as %L',
            current_schema(),
            'declare before text := current_setting(''chatkit.all_users'', true);'
                || ' begin'
                || ' perform set_config(''chatkit.all_users'', ''on'', true);'
                || ' delete from chatkit_search where thread_id = new.id;'
                || ' update chatkit_threads set indexed_seq = 0, title_indexed = false where id = new.id;'
                || ' perform set_config(''chatkit.all_users'', coalesce(before, ''''), true);'
                || ' return null;'
                || ' end');
        revoke execute on function chatkit_search_owner() from public;
        create trigger chatkit_search_owner after update of user_id on chatkit_threads
            for each row when (old.user_id <> new.user_id) execute function chatkit_search_owner();
    end if;
end
$$;
/* liquibase rollback
drop function if exists chatkit_search_owner() cascade;
drop table chatkit_search;
drop index chatkit_threads_unindexed;
alter table chatkit_threads drop column title_indexed, drop column indexed_seq;
*/

-- What the Python version changes is to be found, too; what it deletes is not to stay in the index.

--changeset chatkit:adopted-search splitStatements:false stripComments:false rollbackSplitStatements:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select count(*) from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass(quote_ident(current_schema()) || '.chatkit_thread_items')
alter table chatkit_search alter column thread_id type text collate "default";
alter table chatkit_search enable row level security;
do $$
begin
    execute format(
        'create function chatkit_adopted_search() returns trigger language plpgsql security definer'
            || ' set search_path = pg_catalog, %I, pg_temp as %L',
        current_schema(),
        'begin'
            || ' if tg_table_name = ''chatkit_threads'' then'
            || ' new.title_indexed := false;'
            || ' return new;'
            || ' elsif tg_op = ''UPDATE'' then'
            || ' update chatkit_threads set indexed_seq = new.seq - 1'
            || ' where id = new.thread_id and indexed_seq >= new.seq;'
            || ' else'
            || ' delete from chatkit_search where thread_id = old.thread_id and seq = old.seq;'
            || ' end if;'
            || ' return null;'
            || ' end');
end
$$;
revoke execute on function chatkit_adopted_search() from public;
create trigger chatkit_search_title before update of title on chatkit_threads
    for each row when (old.title is distinct from new.title) execute function chatkit_adopted_search();
create trigger chatkit_search_change after update of content, item_type on chatkit_thread_items
    for each row when (old.content <> new.content or old.item_type <> new.item_type)
    execute function chatkit_adopted_search();
create trigger chatkit_search_delete after delete on chatkit_thread_items
    for each row execute function chatkit_adopted_search();
/* liquibase rollback
drop function if exists chatkit_adopted_search() cascade;
*/
