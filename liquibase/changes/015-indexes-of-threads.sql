--liquibase formatted sql logicalFilePath:chatkit/015-indexes-of-threads.sql

-- Each turn adds to the indexes of threads. Threads without an opportunity need not be in the index of opportunities. And few
-- dead rows are vacuumed early, because the new versions of a thread's row are never in place: updated_at is indexed.

--changeset chatkit:indexes-of-threads
drop index chatkit_threads_opportunity_activity;
create index chatkit_threads_opportunity_activity on chatkit_threads (opportunity_id, updated_at, id)
    where opportunity_id is not null;
alter table chatkit_threads set (autovacuum_vacuum_scale_factor = 0.02);
--rollback alter table chatkit_threads reset (autovacuum_vacuum_scale_factor);
--rollback drop index chatkit_threads_opportunity_activity;
--rollback create index chatkit_threads_opportunity_activity on chatkit_threads (opportunity_id, updated_at, id);
