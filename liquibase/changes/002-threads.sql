--liquibase formatted sql logicalFilePath:chatkit/002-threads.sql

-- last_seq is the place of the thread's newest item. Each append updates its thread's row, so pages keep some room.

--changeset chatkit:threads rollbackEndDelimiter:@@
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass(quote_ident(current_schema()) || '.chatkit_threads')
create table chatkit_threads (
    id                    text collate "C" primary key,
    user_id               text collate "C" not null,
    opportunity_id        text collate "C" references opportunities (id) on delete cascade,
    title                 text,
    status                text not null default 'active' check (status in ('active', 'locked', 'closed')),
    status_reason         text,
    allowed_image_domains text[],
    metadata              jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
    created_at            timestamptz not null default now(),
    updated_at            timestamptz not null default now(),
    last_seq              bigint not null default 0
) with (fillfactor = 80);
create index chatkit_threads_user_activity on chatkit_threads (user_id, updated_at, id);
create index chatkit_threads_opportunity_activity on chatkit_threads (opportunity_id, updated_at, id);
--rollback do $$ begin
--rollback if not exists (select from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass('chatkit_threads')) then
--rollback drop table chatkit_threads;
--rollback end if;
--rollback end $$

--changeset chatkit:thread-items rollbackEndDelimiter:@@
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass(quote_ident(current_schema()) || '.chatkit_thread_items')
create table chatkit_thread_items (
    thread_id  text collate "C" not null references chatkit_threads (id) on delete cascade,
    seq        bigint not null,
    id         text collate "C" not null,
    item_type  text not null,
    content    jsonb not null check (jsonb_typeof(content) = 'object'),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (thread_id, seq),
    constraint chatkit_thread_items_id unique (thread_id, id)
);
--rollback do $$ begin
--rollback if not exists (select from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass('chatkit_thread_items')) then
--rollback drop table chatkit_thread_items;
--rollback end if;
--rollback end $$
