--liquibase formatted sql logicalFilePath:chatkit/020-audit.sql

-- Who did what: see ee.chatkit.store.AuditLog. Each record has a hash over itself and the hash of the record before, which
-- ee.chatkit.model.AuditRecord computes. The only row of the head is locked by whoever adds a record, until its transaction ends.
--
-- Both are ordinary tables also where Citus has distributed the others: the chain is one, on one node, the coordinator.

--changeset chatkit:audit splitStatements:false stripComments:false rollbackSplitStatements:false
create table chatkit_audit (
    number        bigint primary key check (number > 0),
    at            timestamptz not null,
    actor         text collate "C",
    origin        text not null,
    action        text collate "C" not null,
    object_type   text not null,
    object_id     text collate "C",
    outcome       text not null check (outcome in ('done', 'started', 'refused', 'failed')),
    details       jsonb not null check (jsonb_typeof(details) = 'object'),
    previous_hash bytea not null check (length(previous_hash) = 32),
    hash          bytea not null check (length(hash) = 32)
);
create index chatkit_audit_at on chatkit_audit (at, number);
create index chatkit_audit_actor on chatkit_audit (actor, number);
create index chatkit_audit_action on chatkit_audit (action, number);
create index chatkit_audit_object on chatkit_audit (object_id, number);

-- What was removed by retention ends with the record before first_number, whose hash is the anchor of those that remain.
create table chatkit_audit_head (
    id           boolean primary key default true check (id),
    last_number  bigint not null,
    last_hash    bytea not null,
    last_at      timestamptz not null,
    first_number bigint not null,
    anchor       bytea not null
) with (fillfactor = 10);
insert into chatkit_audit_head (last_number, last_hash, last_at, first_number, anchor)
values (0, decode(repeat('00', 32), 'hex'), to_timestamp(0), 1, decode(repeat('00', 32), 'hex'));

-- Records are removed by retention only, which says so in its transaction.
create function chatkit_audit_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('chatkit.audit_retention', true) = 'on' then
        return old;
    end if;
    raise exception 'chatkit_audit is append-only: % is not allowed', lower(tg_op) using errcode = '42501';
end
$$;
create trigger chatkit_audit_append_only before update or delete on chatkit_audit
    for each row execute function chatkit_audit_append_only();
create trigger chatkit_audit_no_truncate before truncate on chatkit_audit
    for each statement execute function chatkit_audit_append_only();
/* liquibase rollback
drop table chatkit_audit;
drop table chatkit_audit_head;
drop function chatkit_audit_append_only();
*/

-- As 005-adopted-tables.sql for tables beside those that were taken over from Supabase.

--changeset chatkit:adopted-audit
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select count(*) from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass(quote_ident(current_schema()) || '.chatkit_thread_items')
alter table chatkit_audit enable row level security;
alter table chatkit_audit_head enable row level security;
--rollback empty
