-- A database as the Python version has it in Supabase, built from its description: tables, keys, row-level security.
create schema auth;
create table auth.users (id uuid primary key, email text);
create function auth.uid() returns uuid language sql stable as
    $$ select nullif(current_setting('request.jwt.claim.sub', true), '')::uuid $$;

create table opportunities (
    id text primary key,
    user_id uuid references auth.users (id) on delete cascade,
    name text not null,
    client_name text,
    description text,
    current_phase text not null default 'discovery',
    status text default 'active',
    created_at timestamptz default now(),
    context_summary text,
    stakeholders text[],
    key_insights text[]
);
create table phase_progress (
    id serial primary key,
    opportunity_id text references opportunities (id) on delete cascade,
    phase text,
    done boolean
);
create table artifacts (
    id text primary key,
    opportunity_id text references opportunities (id) on delete cascade,
    body jsonb
);
create table tasks (
    id text primary key,
    opportunity_id text references opportunities (id) on delete cascade,
    title text
);
create table active_opportunity (
    id serial primary key,
    user_id uuid unique references auth.users (id) on delete cascade,
    opportunity_id text references opportunities (id) on delete set null,
    updated_at timestamptz default now()
);
create table chatkit_threads (
    id text primary key,
    user_id uuid references auth.users (id) on delete cascade,
    opportunity_id text references opportunities (id) on delete cascade,
    title text,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    metadata jsonb default '{}'
);
create table chatkit_thread_items (
    id text primary key,
    thread_id text not null references chatkit_threads (id) on delete cascade,
    item_type text not null,
    content jsonb not null,
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);
create index idx_items_thread on chatkit_thread_items (thread_id, created_at);

alter table opportunities enable row level security;
alter table phase_progress enable row level security;
alter table artifacts enable row level security;
alter table tasks enable row level security;
alter table active_opportunity enable row level security;
alter table chatkit_threads enable row level security;
alter table chatkit_thread_items enable row level security;
create policy own on opportunities for all using (auth.uid() = user_id) with check (auth.uid() = user_id);
create policy own on active_opportunity for all using (auth.uid() = user_id) with check (auth.uid() = user_id);
create policy own on chatkit_threads for all using (auth.uid() = user_id) with check (auth.uid() = user_id);
create policy own on chatkit_thread_items for all
    using (thread_id in (select id from chatkit_threads where user_id = auth.uid()))
    with check (thread_id in (select id from chatkit_threads where user_id = auth.uid()));
create policy own on phase_progress for all
    using (opportunity_id in (select id from opportunities where user_id = auth.uid()));
