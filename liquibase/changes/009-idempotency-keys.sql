--liquibase formatted sql logicalFilePath:chatkit/009-idempotency-keys.sql

-- The keys of requests that may be sent again, with their answers: see ee.chatkit.store.IdempotencyStore. A row without a
-- status is a request that is being processed or was interrupted. Each row is updated once or twice soon after it was
-- inserted, and no update changes an indexed column unless a key is used again after its time, so pages keep some room.

--changeset chatkit:idempotency-keys
create table chatkit_idempotency_keys (
    user_id        text collate "C" not null,
    key            text collate "C" not null check (length(key) between 1 and 255),
    fingerprint    text collate "C" not null,
    seed           uuid not null,
    attempt        uuid not null,
    lease_until    timestamptz not null,
    effect_at      timestamptz,
    status         integer check (status between 200 and 599),
    location       text,
    body           text,
    content_digest text,
    created_at     timestamptz not null,
    expires_at     timestamptz not null,
    primary key (user_id, key),
    check ((status is null) = (body is null))
) with (fillfactor = 80);
create index chatkit_idempotency_keys_expiry on chatkit_idempotency_keys (expires_at);
--rollback drop table chatkit_idempotency_keys;

-- As 005-adopted-tables.sql for tables beside those that were taken over from Supabase.

--changeset chatkit:adopted-idempotency-keys
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select count(*) from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass(quote_ident(current_schema()) || '.chatkit_thread_items')
alter table chatkit_idempotency_keys enable row level security;
--rollback empty
