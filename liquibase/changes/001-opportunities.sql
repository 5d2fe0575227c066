--liquibase formatted sql logicalFilePath:chatkit/001-opportunities.sql

-- Ids and user ids sort by code point (collation C): the same everywhere, and the cheapest comparison there is.

--changeset chatkit:opportunities rollbackEndDelimiter:@@
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass(quote_ident(current_schema()) || '.opportunities')
create table opportunities (
    id              text collate "C" primary key,
    user_id         text collate "C" not null,
    name            text not null,
    client_name     text,
    description     text,
    status          text not null default 'active' check (status in ('active', 'completed')),
    current_phase   text,
    context_summary text,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now()
);
create index opportunities_user_created on opportunities (user_id, created_at, id);
--rollback do $$ begin
--rollback if not exists (select from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass('opportunities')) then
--rollback drop table opportunities;
--rollback end if;
--rollback end $$

--changeset chatkit:active-opportunity rollbackEndDelimiter:@@
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass(quote_ident(current_schema()) || '.active_opportunity')
create table active_opportunity (
    user_id        text collate "C" primary key,
    opportunity_id text collate "C" references opportunities (id) on delete set null,
    updated_at     timestamptz not null default now()
);
create index active_opportunity_opportunity on active_opportunity (opportunity_id);
--rollback do $$ begin
--rollback if not exists (select from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass('active_opportunity')) then
--rollback drop table active_opportunity;
--rollback end if;
--rollback end $$
