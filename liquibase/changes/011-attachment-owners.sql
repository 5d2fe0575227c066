--liquibase formatted sql logicalFilePath:chatkit/011-attachment-owners.sql

-- The owner of an attachment that was sent is that of its thread, also where an operator changes that one by SQL. So
-- statements need not look it up. The function is the owner's, because in an adopted schema other roles change threads, and
-- row-level security does not hide from it the attachments of others. Only the trigger calls it.

--changeset chatkit:attachment-owners splitStatements:false stripComments:false
do $$
begin
    execute format(
        'create function chatkit_thread_owner() returns trigger language plpgsql security definer'
            || ' set search_path = pg_catalog, %I, pg_temp as %L',
        current_schema(),
        'declare before text := current_setting(''chatkit.all_users'', true);'
            || ' begin'
            || ' perform set_config(''chatkit.all_users'', ''on'', true);'
            || ' update chatkit_attachments set user_id = new.user_id where thread_id = new.id;'
            || ' perform set_config(''chatkit.all_users'', coalesce(before, ''''), true);'
            || ' return null;'
            || ' end');
end
$$;
revoke execute on function chatkit_thread_owner() from public;
create trigger chatkit_thread_owner after update of user_id on chatkit_threads
    for each row when (old.user_id <> new.user_id) execute function chatkit_thread_owner();
update chatkit_attachments a set user_id = t.user_id
from chatkit_threads t
where t.id = a.thread_id and t.user_id <> a.user_id;
--rollback drop function if exists chatkit_thread_owner() cascade;
