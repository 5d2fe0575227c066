--liquibase formatted sql logicalFilePath:chatkit/012-feedback-of-threads.sql

-- A foreign key to the item runs a trigger for each item that is deleted, which made the deletion of a long thread several
-- times as slow. Feedback goes with its thread; statements that delete items delete their feedback. Where a server of the
-- previous version deletes an item, during an update, its feedback is not seen any more and goes with the thread. In an
-- adopted schema the Python version deletes items, and does not know of feedback: there the key stays.

--changeset chatkit:feedback-of-threads rollbackEndDelimiter:@@
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass(quote_ident(current_schema()) || '.chatkit_thread_items')
alter table chatkit_feedback
    drop constraint chatkit_feedback_thread_id_item_id_fkey,
    add constraint chatkit_feedback_thread_id_fkey
        foreign key (thread_id) references chatkit_threads (id) on delete cascade;
--rollback do $$ begin
--rollback if exists (select from pg_constraint where conname = 'chatkit_feedback_thread_id_fkey' and conrelid = to_regclass('chatkit_feedback')) then
--rollback delete from chatkit_feedback f where not exists (select from chatkit_thread_items i where i.thread_id = f.thread_id and i.id = f.item_id);
--rollback alter table chatkit_feedback drop constraint chatkit_feedback_thread_id_fkey, add constraint chatkit_feedback_thread_id_item_id_fkey foreign key (thread_id, item_id) references chatkit_thread_items (thread_id, id) on delete cascade;
--rollback end if;
--rollback end $$
