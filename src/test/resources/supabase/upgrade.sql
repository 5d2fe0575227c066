-- The script with which the Python version's users upgrade the first version: users, and row-level security by them. What was
-- there before has no user.
create schema auth;
create table auth.users (id uuid primary key, email text);
create function auth.uid() returns uuid language sql stable as
    $$ select nullif(current_setting('request.jwt.claim.sub', true), '')::uuid $$;
insert into auth.users
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'user' || n || '@example.com' from generate_series(1, 3) n;

alter table opportunities add column if not exists user_id uuid references auth.users (id) on delete cascade;
alter table tasks add column if not exists user_id uuid references auth.users (id) on delete cascade;
alter table active_opportunity add column if not exists user_id uuid references auth.users (id) on delete cascade;
alter table active_opportunity add constraint active_opportunity_user_id_key unique (user_id);
alter table chatkit_threads add column if not exists user_id uuid references auth.users (id) on delete cascade;
create index if not exists idx_opportunities_user on opportunities (user_id);
create index if not exists idx_threads_user on chatkit_threads (user_id);

alter table opportunities enable row level security;
alter table phase_progress enable row level security;
alter table artifacts enable row level security;
alter table tasks enable row level security;
alter table active_opportunity enable row level security;
alter table chatkit_threads enable row level security;
alter table chatkit_thread_items enable row level security;
create policy own on opportunities for all using (auth.uid() = user_id) with check (auth.uid() = user_id);
create policy own on tasks for all using (auth.uid() = user_id) with check (auth.uid() = user_id);
create policy own on active_opportunity for all using (auth.uid() = user_id) with check (auth.uid() = user_id);
create policy own on chatkit_threads for all using (auth.uid() = user_id) with check (auth.uid() = user_id);
create policy own on chatkit_thread_items for all
    using (exists (select from chatkit_threads t where t.id = thread_id and t.user_id = auth.uid()));
create policy own on phase_progress for all
    using (exists (select from opportunities o where o.id = opportunity_id and o.user_id = auth.uid()));
create policy own on artifacts for all
    using (exists (select from opportunities o where o.id = opportunity_id and o.user_id = auth.uid()));
