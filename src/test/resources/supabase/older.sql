-- The older variant: threads know no user, and times no zone.
drop policy own on chatkit_thread_items;
drop policy own on chatkit_threads;
alter table chatkit_threads drop column user_id;
alter table chatkit_threads alter column created_at type timestamp using created_at at time zone 'UTC';
alter table chatkit_threads alter column updated_at type timestamp using updated_at at time zone 'UTC';
alter table chatkit_thread_items alter column created_at type timestamp using created_at at time zone 'UTC';
alter table chatkit_thread_items alter column updated_at type timestamp using updated_at at time zone 'UTC';
create policy own on chatkit_threads for all
    using (opportunity_id in (select id from opportunities where user_id = auth.uid()));
create policy own on chatkit_thread_items for all
    using (thread_id in (select id from chatkit_threads));
