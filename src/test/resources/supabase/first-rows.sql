-- 12 opportunities, 61 threads, 800 items in an order of time that is not the one in which they lie.
insert into opportunities (id, name, client_name, current_phase, status, created_at, stakeholders)
select 'opp_' || n, 'Pier ' || n, 'Client ' || n, (array['pre_assessment', 'discovery'])[1 + n % 2],
    (array['active', 'completed', 'on_hold'])[1 + n % 3], timestamptz '2025-01-01 00:00Z' + n * interval '1 day', array['Ann']
from generate_series(1, 12) n;
insert into phase_progress (opportunity_id, phase) select id, 'discovery' from opportunities;
insert into artifacts (id, opportunity_id, title, phase) select 'art_' || id, id, 'Plan', 'discovery' from opportunities;
insert into tasks (id, title, phase) select 'task_' || n, 'Call', 'discovery' from generate_series(1, 5) n;
update active_opportunity set opportunity_id = 'opp_3';
insert into chatkit_threads (id, opportunity_id, title, created_at, updated_at)
select 'thr_' || n, case when n % 5 <> 0 then 'opp_' || 1 + n % 12 end, 'Title ' || n,
    timestamptz '2025-03-01 08:00Z' + n * interval '1 minute', timestamptz '2025-03-02 08:00Z' + n * interval '1 minute'
from generate_series(1, 60) n;
insert into chatkit_threads (id, created_at, updated_at) values ('thr_empty', null, null);
insert into chatkit_thread_items (id, thread_id, item_type, content, created_at, updated_at)
select 'itm_' || n, 'thr_' || 1 + n % 60, made.class,
    jsonb_build_object('id', 'itm_' || n, 'thread_id', 'thr_' || 1 + n % 60, 'type', made.type,
        'created_at', to_char(made.moment, 'YYYY-MM-DD"T"HH24:MI:SS'), 'content', '[]'::jsonb),
    made.moment at time zone 'UTC', made.moment at time zone 'UTC'
from (
    select n, timestamp '2025-03-01 09:00' + (n * 31) % 800 * interval '1 second' as moment,
        case n % 2 when 0 then 'UserMessageItem' else 'AssistantMessageItem' end as class,
        case n % 2 when 0 then 'user_message' else 'assistant_message' end as type
    from generate_series(1, 800) n) as made
order by (n * 17) % 801;
