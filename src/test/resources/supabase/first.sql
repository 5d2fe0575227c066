-- A database as the first Python version has it in Supabase, built from its description: no users, no row-level security, one
-- row that says which opportunity is active.
create table opportunities (
    id text primary key,
    name text not null,
    client_name text not null,
    description text,
    current_phase text not null default 'pre_assessment',
    status text not null default 'active',
    created_at timestamptz default now(),
    context_summary text default '',
    stakeholders text[] default '{}',
    key_insights text[] default '{}'
);
create table phase_progress (
    id serial primary key,
    opportunity_id text references opportunities (id) on delete cascade,
    phase text not null,
    status text not null default 'not_started',
    completion_percentage int default 0,
    unique (opportunity_id, phase)
);
create table artifacts (
    id text primary key,
    opportunity_id text references opportunities (id) on delete cascade,
    title text not null,
    phase text not null,
    created_at timestamptz default now()
);
create table tasks (
    id text primary key,
    title text not null,
    phase text not null,
    status text not null default 'todo',
    created_at timestamptz default now()
);
create table active_opportunity (
    id serial primary key,
    opportunity_id text references opportunities (id) on delete set null,
    updated_at timestamptz default now()
);
insert into active_opportunity (opportunity_id) values (null);
create table chatkit_threads (
    id text primary key,
    opportunity_id text references opportunities (id) on delete cascade,
    title text,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    metadata jsonb default '{}'
);
create table chatkit_thread_items (
    id text primary key,
    thread_id text references chatkit_threads (id) on delete cascade,
    item_type text not null,
    content jsonb not null,
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);
create index idx_opportunities_status on opportunities (status);
create index idx_threads_opportunity on chatkit_threads (opportunity_id);
create index idx_items_thread on chatkit_thread_items (thread_id);
create index idx_items_created on chatkit_thread_items (created_at);
