--liquibase formatted sql logicalFilePath:chatkit/018-organising.sql

-- How users organise their threads. Each append to a thread adds to all indexes that have the thread, because they have the time
-- of its latest activity. So archived, pinned, labelled and inactive threads, which are few, have an index each, and others are
-- in none of them. Lists leave archived threads out: the index of all threads knows which ones are, so that those are skipped
-- without a look at their rows. It keeps its order, in which servers of the previous version read it during an update.
--
-- One column a statement, and the constraint by itself, as Citus requires.

--changeset chatkit:organising
alter table chatkit_threads add column pinned boolean not null default false;
alter table chatkit_threads add column archived boolean not null default false;
alter table chatkit_threads add column labels text[];
alter table chatkit_threads add constraint chatkit_threads_labels check (cardinality(labels) between 1 and 20);
drop index chatkit_threads_user_activity;
create index chatkit_threads_user_activity on chatkit_threads (user_id, updated_at, id, archived);
create index chatkit_threads_user_archived on chatkit_threads (user_id, updated_at, id) where archived;
create index chatkit_threads_user_pinned on chatkit_threads (user_id, updated_at, id) where pinned;
create index chatkit_threads_user_labelled on chatkit_threads (user_id, updated_at, id) where labels is not null;
create index chatkit_threads_user_inactive on chatkit_threads (user_id, updated_at, id) where status <> 'active';
--rollback drop index chatkit_threads_user_archived;
--rollback drop index chatkit_threads_user_pinned;
--rollback drop index chatkit_threads_user_labelled;
--rollback drop index chatkit_threads_user_inactive;
--rollback drop index chatkit_threads_user_activity;
--rollback create index chatkit_threads_user_activity on chatkit_threads (user_id, updated_at, id);
--rollback alter table chatkit_threads drop column pinned, drop column archived, drop column labels;
