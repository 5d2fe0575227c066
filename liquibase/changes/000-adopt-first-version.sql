--liquibase formatted sql logicalFilePath:chatkit/000-adopt-first-version.sql

-- The first Python version in Supabase knows no users. The one column by which 000-adopt-supabase.sql recognizes the later
-- version makes it adopt this one too; whatever else is missing it adds and remembers itself. The column's comment, which
-- follows it when it is renamed, tells the rollback that it is to be dropped.

--changeset chatkit:adopt-first-version splitStatements:false stripComments:false rollbackSplitStatements:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:15 select count(*) from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relkind = 'r' and c.relnamespace = to_regnamespace(current_schema()) and a.attnum > 0 and not a.attisdropped and (c.relname::text, a.attname::text, format_type(a.atttypid, null)) in (('opportunities', 'id', 'text'), ('opportunities', 'name', 'text'), ('opportunities', 'created_at', 'timestamp with time zone'), ('opportunities', 'created_at', 'timestamp without time zone'), ('chatkit_threads', 'id', 'text'), ('chatkit_threads', 'opportunity_id', 'text'), ('chatkit_threads', 'title', 'text'), ('chatkit_threads', 'metadata', 'jsonb'), ('chatkit_threads', 'created_at', 'timestamp with time zone'), ('chatkit_threads', 'created_at', 'timestamp without time zone'), ('chatkit_threads', 'updated_at', 'timestamp with time zone'), ('chatkit_threads', 'updated_at', 'timestamp without time zone'), ('chatkit_thread_items', 'id', 'text'), ('chatkit_thread_items', 'thread_id', 'text'), ('chatkit_thread_items', 'item_type', 'text'), ('chatkit_thread_items', 'content', 'jsonb'), ('chatkit_thread_items', 'created_at', 'timestamp with time zone'), ('chatkit_thread_items', 'created_at', 'timestamp without time zone'), ('chatkit_thread_items', 'updated_at', 'timestamp with time zone'), ('chatkit_thread_items', 'updated_at', 'timestamp without time zone'))
--precondition-sql-check expectedResult:0 select count(*) from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relkind = 'r' and c.relnamespace = to_regnamespace(current_schema()) and a.attnum > 0 and not a.attisdropped and (c.relname::text, a.attname::text) in (('opportunities', 'user_id'), ('opportunities', 'user_uuid'), ('active_opportunity', 'user_id'), ('active_opportunity', 'user_uuid'), ('chatkit_threads', 'user_id'), ('chatkit_threads', 'user_uuid'), ('chatkit_threads', 'last_seq'), ('chatkit_threads', 'status'), ('chatkit_threads', 'status_reason'), ('chatkit_threads', 'allowed_image_domains'), ('chatkit_thread_items', 'seq'), ('chatkit_thread_items', 'item_class'))
alter table opportunities add column user_id uuid;
comment on column opportunities.user_id is 'Added by ChatKit EE';
/* liquibase rollback
do $$
begin
    if exists (
            select from pg_attribute a
            where a.attrelid = to_regclass('opportunities') and a.attname = 'user_id' and not a.attisdropped
                and col_description(a.attrelid, a.attnum) = 'Added by ChatKit EE') then
        alter table opportunities drop column user_id;
        notify pgrst, 'reload schema';
    end if;
end
$$;
*/
