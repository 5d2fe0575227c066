--liquibase formatted sql logicalFilePath:chatkit/005-adopted-tables.sql

-- Our own tables beside those that were taken over from Supabase, which shows every table to the web that has no row-level
-- security. No policy is made, so that only the owner sees them. Later tables need the same. Ids that refer to the tables
-- taken over compare as those do, or no index of theirs would be used.

--changeset chatkit:adopted-tables splitStatements:false stripComments:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select count(*) from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass(quote_ident(current_schema()) || '.chatkit_thread_items')
alter table chatkit_attachments alter column thread_id type text collate "default";
alter table chatkit_feedback
    alter column thread_id type text collate "default",
    alter column item_id type text collate "default";
do $$
declare
    name text;
begin
    foreach name in array array['chatkit_attachments', 'chatkit_feedback', 'chatkit_attachment_uploads',
            'chatkit_attachment_chunks', 'databasechangelog', 'databasechangeloglock'] loop
        execute format('alter table %I enable row level security', name);
    end loop;
    if not exists (
            select from pg_trigger
            where tgname = 'chatkit_adopted' and tgrelid = 'active_opportunity'::regclass) then
        alter table active_opportunity enable row level security;
    end if;
end
$$;
--rollback empty
