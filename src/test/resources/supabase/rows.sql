-- 3 users, 40 opportunities, 301 threads, 6,300 items and more, with equal times and odd rows.
insert into auth.users
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'user' || n || '@example.com' from generate_series(1, 3) n;

insert into opportunities (id, user_id, name, client_name, status, created_at, stakeholders, key_insights)
select 'opp_' || n, ('00000000-0000-4000-8000-00000000000' || 1 + n % 3)::uuid, 'Brücke ' || n,
    case when n % 2 = 0 then 'Acme' end,
    (array['active', 'completed', 'archived', 'in progress', null])[1 + n % 5],
    timestamptz '2025-01-01 00:00Z' + n / 2 * interval '1 day',
    array['Ann', 'Bob'], array['key ' || n]
from generate_series(1, 40) n;
update opportunities set name = ' ', context_summary = null where id = 'opp_7';
insert into phase_progress (opportunity_id, phase, done) select id, 'discovery', true from opportunities;
insert into artifacts select 'art_' || id, id, '{"a": 1}' from opportunities;
insert into tasks select 'task_' || id, id, 'call' from opportunities;
insert into active_opportunity (user_id, opportunity_id)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, case n when 3 then null else 'opp_' || n + 2 end
from generate_series(1, 3) n;

insert into chatkit_threads (id, user_id, opportunity_id, title, created_at, updated_at, metadata)
select 'thr_' || lpad(n::text, 4, '0'), o.user_id, o.id, case when n % 4 <> 0 then 'Title ' || n end,
    timestamptz '2025-03-01 08:00Z' + n / 3 * interval '1 minute',
    timestamptz '2025-03-02 08:00Z' + n / 3 * interval '1 minute',
    case n % 50 when 7 then null when 8 then '[1, 2]' else jsonb_build_object('n', n) end
from generate_series(1, 300) n
join opportunities o on o.id = 'opp_' || 1 + n % 40;
update chatkit_threads set created_at = null, updated_at = null where id in ('thr_0033', 'thr_0044');
-- no items, no times, no opportunity
insert into chatkit_threads (id, user_id, created_at, updated_at)
values ('thr_empty', '00000000-0000-4000-8000-000000000001', null, null);

-- not in the order of time; about five of a thread have the same
insert into chatkit_thread_items (id, thread_id, item_type, content, created_at, updated_at)
select 'itm_' || lpad(n::text, 6, '0'), thread, class,
    jsonb_build_object('id', 'itm_' || lpad(n::text, 6, '0'), 'thread_id', thread, 'type', type,
        'created_at', to_char(moment + interval '2 hours', 'YYYY-MM-DD"T"HH24:MI:SS.US')) || content,
    moment at time zone 'UTC', moment at time zone 'UTC'
from (
    select n, 'thr_' || lpad((1 + (n * 7) % 300)::text, 4, '0') as thread,
        timestamp '2025-03-01 08:00' + (n * 31) % 6300 / 1500 * interval '1 second' as moment,
        k.class, k.type, k.content
    from generate_series(1, 6300) n
    join (values
        (0, 'UserMessageItem', 'user_message', '{"content": [{"type": "input_text", "text": "Was kostet der Steg? \u00e9 \"x\""}], "attachments": [], "quoted_text": null, "inference_options": {"tool_choice": null, "model": null}}'::jsonb),
        (1, 'AssistantMessageItem', 'assistant_message', '{"content": [{"type": "output_text", "text": "Zwei Millionen.", "annotations": []}]}'),
        (2, 'ClientToolCallItem', 'client_tool_call', '{"status": "completed", "call_id": "c", "name": "n", "arguments": {"id": 1, "created_at": null}, "output": null}'),
        (3, 'WidgetItem', 'widget', '{"widget": {"type": "Card", "id": "inner"}, "copy_text": null}'),
        (4, 'WorkflowItem', 'workflow', '{"workflow": {"type": "custom", "tasks": [], "summary": null, "expanded": false}}'),
        (5, 'TaskItem', 'task', '{"task": {"type": "custom", "status_indicator": "none"}}'),
        (6, 'HiddenContextItem', 'hidden_context_item', '{"content": "hidden"}'),
        (7, 'EndOfTurnItem', 'end_of_turn', '{}'),
        (8, 'SDKHiddenContextItem', 'sdk_hidden_context', '{"content": "cancelled"}'),
        (9, 'GeneratedImageItem', 'generated_image', '{"image": null}'),
        (10, 'StructuredInputItem', 'structured_input', '{"status": "pending", "inputs": []}'))
        as k (kind, class, type, content) on k.kind = n % 11) as made
order by (n * 17) % 6301;

-- odd ones: a class that nobody knows, wire names already, parts of the envelope or none, no times
insert into chatkit_thread_items (id, thread_id, item_type, content, created_at, updated_at) values
    ('odd_class', 'thr_0033', 'OurOwnItem', '{"x": 1}', null, null),
    ('odd_type', 'thr_0033', 'OurOwnItem', '{"type": "our_own", "x": 2.50, "thread_id": "thr_0033"}', null, '2025-03-05'),
    ('odd_number', 'thr_0033', 'user_message', '{"type": 7, "content": []}', '2025-03-04', null),
    ('odd_wire', 'thr_0044', 'assistant_message', '{"content": []}', '2025-03-04', null),
    ('odd_other', 'thr_0044', 'UserMessageItem', '{"id": "other", "type": "HiddenContextItem", "content": "?"}', '2025-03-04', null),
    ('odd_empty', 'thr_0044', 'EndOfTurnItem', '{}', '2025-03-04', null);

-- a trigger of theirs, which nothing that is no change of theirs must wake
create function touched() returns trigger language plpgsql as
    $$ begin new.context_summary := coalesce(new.context_summary, 'touched by a trigger'); return new; end $$;
create trigger touched before update on opportunities for each row execute function touched();
