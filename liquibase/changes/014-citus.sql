--liquibase formatted sql logicalFilePath:chatkit/014-citus.sql

-- Applied only where it was chosen (chatkit-cli migrate --citus): distributes the tables over the nodes of Citus.
--
-- A thread is on one node with its items, its feedback and its turns, an attachment with its uploads and their bytes, so that
-- nearly all statements go to one node. Idempotency keys, which each request writes, are distributed by user. Opportunities, who
-- has which of them active, and the nodes that run turns are few or small rows: reference tables, of which each node of Citus
-- has a copy, so that the foreign key of threads stays.
--
-- What Citus cannot enforce is dropped: the foreign key of attachments to their thread, which is on another node (statements
-- that delete threads delete them), and the trigger by which the owner of attachments follows that of their thread (whoever
-- changes the one by SQL changes the other). A foreign key does what the trigger did that deletes the events of turns. Unique
-- constraints get the distribution column.

--changeset chatkit:citus-without-search-keys contextFilter:citus
-- In front of the distribution, which no local table may refer to.
alter table chatkit_search drop constraint if exists chatkit_search_thread_id_fkey;
drop function if exists chatkit_search_owner() cascade;

--changeset chatkit:citus contextFilter:citus
--preconditions onFail:HALT
--precondition-sql-check expectedResult:1 select count(*) from pg_extension where extname = 'citus'
--precondition-sql-check expectedResult:0 select count(*) from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass(quote_ident(current_schema()) || '.chatkit_thread_items')
--precondition-sql-check expectedResult:0 select count(*) from pg_policies where schemaname = current_schema() and policyname = 'chatkit_caller'
set local citus.multi_shard_modify_mode = 'sequential';
drop trigger chatkit_thread_owner on chatkit_threads;
drop trigger chatkit_chunk_attachment on chatkit_attachment_chunks;
alter table chatkit_attachments drop constraint chatkit_attachments_thread_id_fkey;
alter table chatkit_attachment_chunks
    drop constraint chatkit_attachment_chunks_upload_id_fkey,
    drop constraint chatkit_attachment_chunks_pkey,
    add primary key (attachment_id, upload_id, seq);
alter table chatkit_attachment_uploads
    drop constraint chatkit_attachment_uploads_attachment_id_fkey,
    drop constraint chatkit_attachment_uploads_pkey,
    add primary key (attachment_id, id);
drop trigger chatkit_delete_turn_events on chatkit_turns;
alter table chatkit_turn_events
    drop constraint chatkit_turn_events_pkey,
    add primary key (thread_id, turn_id, last_number);
alter table chatkit_turns drop constraint chatkit_turns_thread_id_fkey;
alter table chatkit_feedback drop constraint chatkit_feedback_thread_id_fkey;
alter table chatkit_thread_items drop constraint chatkit_thread_items_thread_id_fkey;
alter table chatkit_threads drop constraint chatkit_threads_opportunity_id_fkey;
alter table active_opportunity drop constraint active_opportunity_opportunity_id_fkey;

select create_reference_table('opportunities');
select create_reference_table('active_opportunity');
select create_distributed_table('chatkit_threads', 'id', colocate_with => 'none');
select create_distributed_table('chatkit_thread_items', 'thread_id', colocate_with => 'chatkit_threads');
select create_distributed_table('chatkit_feedback', 'thread_id', colocate_with => 'chatkit_threads');
select create_reference_table('chatkit_nodes');
select create_distributed_table('chatkit_turns', 'thread_id', colocate_with => 'chatkit_threads');
select create_distributed_table('chatkit_turn_events', 'thread_id', colocate_with => 'chatkit_threads');
select create_distributed_table('chatkit_attachments', 'id', colocate_with => 'none');
select create_distributed_table('chatkit_attachment_uploads', 'attachment_id', colocate_with => 'chatkit_attachments');
select create_distributed_table('chatkit_attachment_chunks', 'attachment_id', colocate_with => 'chatkit_attachments');
select create_distributed_table('chatkit_idempotency_keys', 'user_id', colocate_with => 'none');

alter table active_opportunity add constraint active_opportunity_opportunity_id_fkey
    foreign key (opportunity_id) references opportunities (id) on delete set null;
alter table chatkit_threads add constraint chatkit_threads_opportunity_id_fkey
    foreign key (opportunity_id) references opportunities (id) on delete cascade;
alter table chatkit_thread_items add constraint chatkit_thread_items_thread_id_fkey
    foreign key (thread_id) references chatkit_threads (id) on delete cascade;
alter table chatkit_feedback add constraint chatkit_feedback_thread_id_fkey
    foreign key (thread_id) references chatkit_threads (id) on delete cascade;
alter table chatkit_turns add constraint chatkit_turns_thread_id_fkey
    foreign key (thread_id) references chatkit_threads (id) on delete cascade;
alter table chatkit_turn_events add constraint chatkit_turn_events_turn_fkey
    foreign key (thread_id, turn_id) references chatkit_turns (thread_id, id) on delete cascade;
alter table chatkit_attachment_uploads add constraint chatkit_attachment_uploads_attachment_id_fkey
    foreign key (attachment_id) references chatkit_attachments (id) on delete cascade;
alter table chatkit_attachment_chunks add constraint chatkit_attachment_chunks_upload_id_fkey
    foreign key (attachment_id, upload_id) references chatkit_attachment_uploads (attachment_id, id) on delete cascade;

--changeset chatkit:citus-search contextFilter:citus
-- A changeset of its own, because databases may have been distributed before there was a search.
select create_distributed_table('chatkit_search', 'thread_id', colocate_with => 'chatkit_threads');
alter table chatkit_search add constraint chatkit_search_thread_id_fkey
    foreign key (thread_id) references chatkit_threads (id) on delete cascade;

--changeset chatkit:citus-of-holds contextFilter:citus
-- A changeset of its own, because databases may have been distributed before there were legal holds. They are few: each node has a
-- copy.
select create_reference_table('chatkit_holds');
--rollback select undistribute_table('chatkit_holds');
