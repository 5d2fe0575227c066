--liquibase formatted sql logicalFilePath:chatkit/000-adopt-supabase.sql

-- Takes over, where they are, the tables that the Python version keeps in Supabase. Both versions can use them from then
-- on: columns and triggers come, what is read by Python stays. One changeset, so that it happens wholly or not at all.
--
-- A table that was taken over has a trigger of the name chatkit_adopted. What is undone by a rollback is remembered in
-- chatkit_adopted: columns that were added, rules that were loosened, types and values that were changed.

--changeset chatkit:adopt-supabase splitStatements:false stripComments:false rollbackSplitStatements:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:16 select count(*) from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relkind = 'r' and c.relnamespace = to_regnamespace(current_schema()) and a.attnum > 0 and not a.attisdropped and (c.relname::text, a.attname::text, format_type(a.atttypid, null)) in (('opportunities', 'id', 'text'), ('opportunities', 'user_id', 'uuid'), ('opportunities', 'name', 'text'), ('opportunities', 'created_at', 'timestamp with time zone'), ('opportunities', 'created_at', 'timestamp without time zone'), ('chatkit_threads', 'id', 'text'), ('chatkit_threads', 'opportunity_id', 'text'), ('chatkit_threads', 'title', 'text'), ('chatkit_threads', 'metadata', 'jsonb'), ('chatkit_threads', 'created_at', 'timestamp with time zone'), ('chatkit_threads', 'created_at', 'timestamp without time zone'), ('chatkit_threads', 'updated_at', 'timestamp with time zone'), ('chatkit_threads', 'updated_at', 'timestamp without time zone'), ('chatkit_thread_items', 'id', 'text'), ('chatkit_thread_items', 'thread_id', 'text'), ('chatkit_thread_items', 'item_type', 'text'), ('chatkit_thread_items', 'content', 'jsonb'), ('chatkit_thread_items', 'created_at', 'timestamp with time zone'), ('chatkit_thread_items', 'created_at', 'timestamp without time zone'), ('chatkit_thread_items', 'updated_at', 'timestamp with time zone'), ('chatkit_thread_items', 'updated_at', 'timestamp without time zone'))
--precondition-sql-check expectedResult:0 select count(*) from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relkind = 'r' and c.relnamespace = to_regnamespace(current_schema()) and a.attnum > 0 and not a.attisdropped and (c.relname::text, a.attname::text) in (('chatkit_threads', 'last_seq'), ('chatkit_threads', 'user_uuid'), ('chatkit_threads', 'status'), ('chatkit_threads', 'status_reason'), ('chatkit_threads', 'allowed_image_domains'), ('chatkit_thread_items', 'seq'), ('chatkit_thread_items', 'item_class'))

lock table opportunities, chatkit_threads, chatkit_thread_items in access exclusive mode;

create table chatkit_adopted (
    what      text not null check (what in ('owner', 'added', 'not null', 'type', 'value', 'trigger')),
    of_table  text,
    of_column text,
    of_row    text,
    was       jsonb
);
alter table chatkit_adopted enable row level security;

-- Columns. The user's id is text to us and a uuid to them: theirs gets another name, which policies, keys and views follow.
do $$
declare
    c record;
begin
    for c in
        select a.attrelid::regclass as name
        from pg_attribute a
        where a.attrelid in ('opportunities'::regclass, 'chatkit_threads'::regclass, to_regclass('active_opportunity'))
            and a.attname = 'user_id' and a.atttypid = 'uuid'::regtype and not a.attisdropped
    loop
        execute format('alter table %s rename column user_id to user_uuid', c.name);
    end loop;
    for c in
        select v.of_table, v.of_column, v.type
        from (values
            ('opportunities', 'user_uuid', 'uuid'),
            ('opportunities', 'user_id', 'text collate "C"'),
            ('opportunities', 'client_name', 'text'),
            ('opportunities', 'description', 'text'),
            ('opportunities', 'status', 'text default ''active'''),
            ('opportunities', 'current_phase', 'text'),
            ('opportunities', 'context_summary', 'text'),
            ('opportunities', 'updated_at', 'timestamptz'),
            ('active_opportunity', 'user_uuid', 'uuid'),
            ('active_opportunity', 'user_id', 'text collate "C"'),
            ('chatkit_threads', 'user_uuid', 'uuid'),
            ('chatkit_threads', 'user_id', 'text collate "C"'),
            ('chatkit_threads', 'status', 'text not null default ''active'' check (status in (''active'', ''locked'', ''closed''))'),
            ('chatkit_threads', 'status_reason', 'text'),
            ('chatkit_threads', 'allowed_image_domains', 'text[]'),
            ('chatkit_threads', 'last_seq', 'bigint not null default 0'),
            ('chatkit_thread_items', 'seq', 'bigint'),
            ('chatkit_thread_items', 'item_class', 'text')) as v (of_table, of_column, type)
        where to_regclass(v.of_table) is not null
            and not exists (
                select from pg_attribute a
                where a.attrelid = to_regclass(v.of_table) and a.attname = v.of_column and not a.attisdropped)
    loop
        execute format('alter table %I add column %I %s', c.of_table, c.of_column, c.type);
        insert into chatkit_adopted (what, of_table, of_column) values ('added', c.of_table, c.of_column);
    end loop;
    for c in
        select v.of_table, a.attname, a.attnotnull, a.atttypid
        from (values
            ('opportunities', array['user_uuid', 'client_name', 'description', 'status', 'current_phase',
                'context_summary', 'created_at', 'updated_at']),
            ('active_opportunity', array['user_uuid', 'opportunity_id', 'updated_at']),
            ('chatkit_threads', array['user_uuid', 'opportunity_id', 'title', 'created_at', 'updated_at']),
            ('chatkit_thread_items', array['created_at', 'updated_at'])) as v (of_table, of_columns)
        join pg_attribute a on a.attrelid = to_regclass(v.of_table) and a.attname = any (v.of_columns)
        where not a.attisdropped
    loop
        if c.atttypid = 'timestamp'::regtype then
            execute format(
                'alter table %I alter column %I type timestamptz using %2$I at time zone ''UTC''', c.of_table, c.attname);
            insert into chatkit_adopted (what, of_table, of_column) values ('type', c.of_table, c.attname);
        end if;
        if c.attnotnull and c.attname not in ('created_at', 'updated_at') then
            execute format('alter table %I alter column %I drop not null', c.of_table, c.attname);
            insert into chatkit_adopted (what, of_table, of_column) values ('not null', c.of_table, c.attname);
        end if;
    end loop;
end
$$;

-- Whose is what belongs to nobody that is known: the only user's, else nobody's.
insert into chatkit_adopted (what, was)
select 'owner', to_jsonb(case when count(distinct u.id) = 1 then min(u.id) else 'unowned' end)
from (
    select user_uuid::text as id from opportunities
    union all
    select user_uuid::text from chatkit_threads) as u
where u.id is not null;

insert into chatkit_adopted (what, of_table, of_column, of_row, was)
select 'value', 'chatkit_threads', 'metadata', id, metadata
from chatkit_threads
where jsonb_typeof(metadata) <> 'object';

-- Triggers write what the one version does not know of and the other needs. They are the owner's, because they number
-- items in threads whatever the policies are.
create function chatkit_adopted_user() returns trigger language plpgsql security definer as $$
declare
    owner text := (select o.user_id from opportunities o where o.id = to_jsonb(new) ->> 'opportunity_id');
begin
    if tg_table_name = 'chatkit_threads' and tg_op = 'INSERT' and owner is not null then
        new.user_id := owner; -- whoever may write into an opportunity must not write in somebody else's name
    elsif new.user_id is null then
        new.user_id := coalesce(
            new.user_uuid::text,
            owner,
            (select a.was #>> '{}' from chatkit_adopted a where a.what = 'owner'));
    end if;
    if tg_op = 'INSERT' or (old.user_id is not null and new.user_id <> old.user_id) then
        new.user_uuid := case
            when new.user_id ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then new.user_id::uuid
        end;
    end if;
    return new;
end
$$;

create function chatkit_adopted_opportunity() returns trigger language plpgsql as $$
begin
    new.created_at := coalesce(new.created_at, new.updated_at, now());
    new.updated_at := coalesce(new.updated_at, new.created_at);
    return new;
end
$$;

create function chatkit_adopted_active() returns trigger language plpgsql as $$
begin
    new.updated_at := coalesce(new.updated_at, now());
    return new;
end
$$;

create function chatkit_adopted_thread() returns trigger language plpgsql as $$
begin
    new.created_at := coalesce(new.created_at, new.updated_at, now());
    new.updated_at := coalesce(new.updated_at, new.created_at);
    new.status := coalesce(new.status, 'active');
    if jsonb_typeof(new.metadata) is distinct from 'object' then
        new.metadata := '{}';
    end if;
    return new;
end
$$;

-- Python reads an item from its content alone, its envelope too; we write no envelope there.
create function chatkit_adopted_item() returns trigger language plpgsql security definer as $$
declare
    word text := new.item_type;
    envelope jsonb;
begin
    if tg_op = 'UPDATE' or new.seq is null then -- ours has no classes: nobody makes an item hidden by its name
        if jsonb_typeof(new.content -> 'type') = 'string'
                and length(new.content ->> 'type') between 1 and 255
                and new.content ->> 'type' !~ '^\s*$|[\u0001-\u001f\u007f-\u009f\ufffd]' then
            word := new.content ->> 'type';
        end if;
        word := case word
            when 'UserMessageItem' then 'user_message'
            when 'AssistantMessageItem' then 'assistant_message'
            when 'ClientToolCallItem' then 'client_tool_call'
            when 'WidgetItem' then 'widget'
            when 'GeneratedImageItem' then 'generated_image'
            when 'StructuredInputItem' then 'structured_input'
            when 'WorkflowItem' then 'workflow'
            when 'TaskItem' then 'task'
            when 'EndOfTurnItem' then 'end_of_turn'
            when 'HiddenContextItem' then 'hidden_context_item'
            when 'SDKHiddenContextItem' then 'sdk_hidden_context'
            else word
        end;
    end if;
    if new.item_type is distinct from word then
        new.item_class := new.item_type;
        new.item_type := word;
    end if;
    new.created_at := coalesce(new.created_at, new.updated_at, now());
    new.updated_at := coalesce(new.updated_at, new.created_at);
    if new.seq is null or (tg_op = 'UPDATE' and new.thread_id <> old.thread_id) then
        update chatkit_threads set last_seq = last_seq + 1 where id = new.thread_id returning last_seq into new.seq;
        new.seq := coalesce(new.seq, 0);
    end if;
    if jsonb_typeof(new.content) = 'object' and (tg_op = 'INSERT' or new.content is distinct from old.content) then
        envelope := jsonb_build_object(
            'id', new.id,
            'thread_id', new.thread_id,
            'type', new.item_type,
            'created_at', to_char(new.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'));
        if tg_op = 'UPDATE' and jsonb_exists(old.content, 'created_at') and new.created_at = old.created_at then
            envelope := envelope || jsonb_build_object('created_at', old.content -> 'created_at');
        end if;
        new.content := envelope || new.content;
    end if;
    return new;
end
$$;

-- Their own triggers rest: what is filled in here is no change that anybody has made.
do $$
declare
    t record;
    f text;
begin
    foreach f in array array['user', 'opportunity', 'active', 'thread', 'item'] loop
        execute format('alter function chatkit_adopted_%s() set search_path = pg_catalog, %I, pg_temp', f, current_schema());
    end loop;
    for t in
        select g.tgrelid::regclass as name, g.tgname, g.tgenabled
        from pg_trigger g
        where g.tgrelid in ('opportunities'::regclass, 'chatkit_threads'::regclass, 'chatkit_thread_items'::regclass,
                to_regclass('active_opportunity'))
            and not g.tgisinternal and g.tgenabled in ('O', 'A')
    loop
        insert into chatkit_adopted (what, of_table, of_row, was)
        values ('trigger', t.name::text, t.tgname, to_jsonb(t.tgenabled::text));
        execute format('alter table %s disable trigger %I', t.name, t.tgname);
    end loop;
    for t in
        select v.of_table, v.of_row
        from (values ('opportunities', 'opportunity'), ('active_opportunity', 'active'), ('chatkit_threads', 'thread'))
            as v (of_table, of_row)
        where to_regclass(v.of_table) is not null
    loop
        execute format('create trigger chatkit_adopted before insert or update on %I'
            ' for each row execute function chatkit_adopted_user()', t.of_table);
        execute format('create trigger chatkit_adopted_row before insert or update on %I'
            ' for each row execute function chatkit_adopted_%s()', t.of_table, t.of_row);
    end loop;
    create trigger chatkit_adopted before insert or update on chatkit_thread_items
        for each row execute function chatkit_adopted_item();
end
$$;

-- What is there gets what it lacks: mostly from the triggers.
update opportunities set user_id = null;

do $$
begin
    if to_regclass('active_opportunity') is not null then
        update active_opportunity set user_id = user_uuid::text where user_uuid is not null;
        -- a user has one choice: the others that belong to nobody are kept under names that nobody has
        update active_opportunity a
        set user_id = case
            when n.place = 1 and not exists (select from active_opportunity o where o.user_id = n.owner) then n.owner
            else 'unowned:' || n.place
        end
        from (
            select s.ctid as row, row_number() over (order by s.updated_at desc nulls last, s.ctid) as place,
                (select was #>> '{}' from chatkit_adopted where what = 'owner') as owner
            from active_opportunity s
            where s.user_id is null) as n
        where a.ctid = n.row;
    end if;
end
$$;

with items as (
    select thread_id, count(*) as n, min(created_at) as oldest, max(created_at) as newest
    from chatkit_thread_items
    group by thread_id)
update chatkit_threads t
set last_seq = coalesce(i.n, 0),
    created_at = coalesce(t.created_at, i.oldest, t.updated_at),
    updated_at = coalesce(t.updated_at, i.newest, t.created_at)
from chatkit_threads s
left join items i on i.thread_id = s.id
where t.id = s.id;

-- In the order in which Python shows them, where that is one: by time, else as they lie; those without a time come last,
-- and stay there.
with placed as (
    select id, row_number() over (partition by thread_id order by created_at, ctid) as seq,
        max(created_at) over (partition by thread_id) as newest
    from chatkit_thread_items)
update chatkit_thread_items i
set seq = placed.seq,
    created_at = coalesce(
        i.created_at, coalesce(placed.newest, t.created_at) + placed.seq * interval '1 microsecond'),
    updated_at = coalesce(i.updated_at, i.created_at, placed.newest, t.created_at)
from placed, chatkit_threads t
where placed.id = i.id and t.id = i.thread_id;

do $$
declare
    t record;
begin
    for t in select * from chatkit_adopted where what = 'trigger' loop
        execute format('alter table %s enable %s trigger %I', t.of_table,
            case t.was #>> '{}' when 'A' then 'always' else '' end, t.of_row);
    end loop;
    delete from chatkit_adopted where what = 'trigger';
    if to_regclass('active_opportunity') is not null then
        alter table active_opportunity
            alter column user_id set not null,
            add constraint chatkit_adopted_user unique (user_id);
        create index active_opportunity_opportunity on active_opportunity (opportunity_id);
    end if;
    if not exists (
            select from pg_constraint
            where contype = 'f' and conrelid = 'chatkit_threads'::regclass
                and confrelid = 'opportunities'::regclass) then
        alter table chatkit_threads add constraint chatkit_adopted_opportunity
            foreign key (opportunity_id) references opportunities (id) on delete cascade;
    end if;
    if not exists (
            select from pg_constraint
            where contype = 'f' and conrelid = 'chatkit_thread_items'::regclass
                and confrelid = 'chatkit_threads'::regclass) then
        alter table chatkit_thread_items add constraint chatkit_adopted_thread
            foreign key (thread_id) references chatkit_threads (id) on delete cascade;
    end if;
end
$$;

alter table opportunities alter column user_id set not null;
create index opportunities_user_created on opportunities (user_id, created_at, id);

alter table chatkit_threads alter column user_id set not null;
create index chatkit_threads_user_activity on chatkit_threads (user_id, updated_at, id);
create index chatkit_threads_opportunity_activity on chatkit_threads (opportunity_id, updated_at, id);

alter table chatkit_thread_items
    alter column seq set not null,
    add constraint chatkit_adopted_fit
        check (thread_id is not null and coalesce(jsonb_typeof(content), '') = 'object' and item_type is not null),
    add constraint chatkit_thread_items_place unique (thread_id, seq),
    add constraint chatkit_thread_items_id unique (thread_id, id);

-- PostgREST keeps the columns' types in mind.
notify pgrst, 'reload schema';

/* liquibase rollback
do $$
declare
    c record;
begin
    if to_regclass('chatkit_adopted') is null then
        return;
    end if;
    lock table opportunities, chatkit_threads, chatkit_thread_items in access exclusive mode;
    for c in
        select v.name from (values ('opportunities'), ('active_opportunity'), ('chatkit_threads'), ('chatkit_thread_items'))
            as v (name)
        where to_regclass(v.name) is not null
    loop
        execute format('drop trigger if exists chatkit_adopted on %I', c.name);
        execute format('drop trigger if exists chatkit_adopted_row on %I', c.name);
    end loop;
    drop function chatkit_adopted_user(), chatkit_adopted_opportunity(), chatkit_adopted_active(),
        chatkit_adopted_thread(), chatkit_adopted_item();

    for c in
        select g.tgrelid::regclass as name, g.tgname, g.tgenabled
        from pg_trigger g
        where g.tgrelid in ('chatkit_threads'::regclass, 'chatkit_thread_items'::regclass)
            and not g.tgisinternal and g.tgenabled in ('O', 'A')
    loop
        insert into chatkit_adopted (what, of_table, of_row, was)
        values ('trigger', c.name::text, c.tgname, to_jsonb(c.tgenabled::text));
        execute format('alter table %s disable trigger %I', c.name, c.tgname);
    end loop;
    alter table chatkit_thread_items
        drop constraint chatkit_thread_items_place,
        drop constraint chatkit_thread_items_id,
        drop constraint chatkit_adopted_fit;
    update chatkit_thread_items i
    set item_type = coalesce(i.item_class, v.class)
    from chatkit_thread_items s
    left join (values
        ('user_message', 'UserMessageItem'),
        ('assistant_message', 'AssistantMessageItem'),
        ('client_tool_call', 'ClientToolCallItem'),
        ('widget', 'WidgetItem'),
        ('generated_image', 'GeneratedImageItem'),
        ('structured_input', 'StructuredInputItem'),
        ('workflow', 'WorkflowItem'),
        ('task', 'TaskItem'),
        ('end_of_turn', 'EndOfTurnItem'),
        ('hidden_context_item', 'HiddenContextItem'),
        ('sdk_hidden_context', 'SDKHiddenContextItem')) as v (type, class) on v.type = s.item_type
    where i.id = s.id and coalesce(i.item_class, v.class) is not null;
    update chatkit_threads t
    set metadata = a.was
    from chatkit_adopted a
    where a.what = 'value' and a.of_table = 'chatkit_threads' and a.of_column = 'metadata' and a.of_row = t.id
        and t.metadata = '{}';
    for c in select * from chatkit_adopted where what = 'trigger' loop
        execute format('alter table %s enable %s trigger %I', c.of_table,
            case c.was #>> '{}' when 'A' then 'always' else '' end, c.of_row);
    end loop;

    alter table chatkit_threads drop constraint if exists chatkit_adopted_opportunity;
    alter table chatkit_thread_items drop constraint if exists chatkit_adopted_thread;
    drop index opportunities_user_created, chatkit_threads_user_activity, chatkit_threads_opportunity_activity;
    for c in select * from chatkit_adopted where what = 'added' and to_regclass(of_table) is not null loop
        execute format('alter table %I drop column %I', c.of_table, c.of_column);
    end loop;
    drop index if exists active_opportunity_opportunity;
    for c in
        select a.attrelid::regclass as name
        from pg_attribute a
        where a.attrelid in ('opportunities'::regclass, 'chatkit_threads'::regclass, to_regclass('active_opportunity'))
            and a.attname = 'user_uuid' and not a.attisdropped
    loop
        execute format('alter table %s rename column user_uuid to user_id', c.name);
    end loop;
    for c in
        select of_table, what, case of_column when 'user_uuid' then 'user_id' else of_column end as name
        from chatkit_adopted
        where what in ('type', 'not null')
        order by what desc
    loop
        if c.what = 'type' then
            execute format(
                'alter table %I alter column %I type timestamp using %2$I at time zone ''UTC''', c.of_table, c.name);
        else
            begin
                execute format('alter table %I alter column %I set not null', c.of_table, c.name);
            exception when not_null_violation then
                raise notice 'rows made since have no %', c.name;
            end;
        end if;
    end loop;
    drop table chatkit_adopted;
    notify pgrst, 'reload schema';
end
$$;
*/
