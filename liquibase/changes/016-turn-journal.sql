--liquibase formatted sql logicalFilePath:chatkit/016-turn-journal.sql

-- Running turns and those that have ended lately, with their events: see ee.chatkit.store.TurnJournal. A thread is named with
-- its turn everywhere, because Citus distributes them by it.
--
-- While a turn runs, its events are inserted ten times a second, and nothing else is written: its own row says neither how many
-- there are, nor does a foreign key lock it. They are read while they are new, and a trigger deletes them with their turn. It is of
-- no use to vacuum what was inserted only.

--changeset chatkit:turn-journal splitStatements:false stripComments:false
create table chatkit_nodes (
    id        uuid primary key,
    beaten_at timestamptz not null
) with (fillfactor = 50);
create table chatkit_turns (
    id               text collate "C" not null,
    thread_id        text collate "C" not null references chatkit_threads (id) on delete cascade,
    user_id          text collate "C" not null,
    node             uuid not null,
    state            text collate "C" not null
        check (state in ('running', 'completed', 'failed', 'cancelled', 'interrupted')),
    cancel_requested boolean not null default false,
    created_at       timestamptz not null,
    ended_at         timestamptz,
    primary key (id, thread_id),
    check ((state = 'running') = (ended_at is null))
) with (autovacuum_vacuum_scale_factor = 0.05);
create index chatkit_turns_thread on chatkit_turns (thread_id);
create index chatkit_turns_node on chatkit_turns (node) where state = 'running';
create index chatkit_turns_ended on chatkit_turns (ended_at) where ended_at is not null;
-- A row for each write: the events from first_number to last_number, one a line.
create table chatkit_turn_events (
    thread_id    text collate "C" not null,
    turn_id      text collate "C" not null,
    first_number bigint not null,
    last_number  bigint not null check (last_number >= first_number),
    characters   integer not null,
    events       text not null,
    primary key (turn_id, last_number)
) with (autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_scale_factor = 0.05);
do $$
begin
    -- with the rights of the owner and for all users, as a foreign key would
    execute format(
        'create function chatkit_delete_turn_events() returns trigger language plpgsql security definer'
            || ' set search_path = pg_catalog, %I, pg_temp as %L',
        current_schema(),
        'declare before text := current_setting(''chatkit.all_users'', true);'
            || ' begin'
            || ' perform set_config(''chatkit.all_users'', ''on'', true);'
            || ' delete from chatkit_turn_events where turn_id = old.id and thread_id = old.thread_id;'
            || ' perform set_config(''chatkit.all_users'', coalesce(before, ''''), true);'
            || ' return null;'
            || ' end');
end
$$;
revoke execute on function chatkit_delete_turn_events() from public;
create trigger chatkit_delete_turn_events after delete on chatkit_turns
    for each row execute function chatkit_delete_turn_events();
--rollback drop table chatkit_turn_events;
--rollback drop table chatkit_turns;
--rollback drop table chatkit_nodes;
--rollback drop function if exists chatkit_delete_turn_events() cascade;

-- As 005-adopted-tables.sql for tables beside those that were taken over from Supabase.

--changeset chatkit:adopted-turn-journal
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select count(*) from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass(quote_ident(current_schema()) || '.chatkit_thread_items')
alter table chatkit_turns alter column thread_id type text collate "default";
alter table chatkit_turn_events alter column thread_id type text collate "default";
alter table chatkit_nodes enable row level security;
alter table chatkit_turns enable row level security;
alter table chatkit_turn_events enable row level security;
--rollback empty
