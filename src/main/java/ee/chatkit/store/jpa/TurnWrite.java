package ee.chatkit.store.jpa;

import ee.chatkit.model.TurnState;
import ee.chatkit.store.TurnChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What writes changes of turns, in one round trip: at most four statements for any number of turns, in one transaction, and one
 * that has it committed without a wait for the disk.
 *
 * <p>The first locks the row of the node, so that no other node claims its turns before the end of the transaction: one lock instead of
 * one for each turn, which would write its row. A heartbeat does not wait for it. The second inserts the turns that begin in threads of
 * their callers. The third inserts the events of turns of this node that run: all of a change in one row; rows of turns do not change.
 * The fourth updates turns that end. A write that repeats some events and has new ones is inserted with the repeated ones, which readers
 * skip; they stop at a gap, too.
 *
 * @param sql the statements
 * @param parameters in the order of their question marks
 */
record TurnWrite(String sql, List<Object> parameters) {
    /**
     * As with any commit, later transactions become durable after earlier ones. Each write is planned for its number of turns: a plan that
     * is kept may have been made when there were none, and go through all events for each turn.
     */
    private static final String PREPARE = """
        select set_config('synchronous_commit', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true)\
        """;

    /** A node that has never beaten has no row; it is taken for dead seconds later than it is expected to beat. */
    private static final String LOCK_NODE = "select 1 from chatkit_nodes n where n.id = cast(? as uuid) for key share";

    private static final String BEGIN = """
        insert into chatkit_turns (id, thread_id, user_id, node, state, created_at)
        select g.id, t.id, t.user_id, cast(? as uuid), 'running', statement_timestamp()
        from unnest(cast(? as text[]), cast(? as text[]), cast(? as text[])) as g (id, thread_id, user_id)
        join chatkit_threads t on t.id = g.thread_id and t.user_id = g.user_id
        on conflict do nothing\
        """;

    /** Not by the state, or it might be planned to go through all turns of the node for each. */
    private static final String ADD_EVENTS = """
        insert into chatkit_turn_events (thread_id, turn_id, first_number, last_number, characters, events)
        select u.thread_id, u.id, g.first_number, g.last_number, g.characters, g.events
        from unnest(cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as bigint[]), cast(? as bigint[]),
            cast(? as bigint[]), cast(? as text[]))
            as g (id, thread_id, user_id, first_number, last_number, characters, events)
        join chatkit_turns u on u.thread_id = g.thread_id and u.id = g.id and u.user_id = g.user_id
        where u.node = cast(? as uuid) and u.ended_at is null
        on conflict do nothing\
        """;

    /** A turn whose last event is behind a gap is interrupted: who follows it reads until that. */
    private static final String END = """
        update chatkit_turns u set
            state = case when g.last_number > c.last_number then 'interrupted' else g.state end,
            ended_at = statement_timestamp()
        from unnest(cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as bigint[]), cast(? as text[]))
            as g (id, thread_id, user_id, last_number, state)
        join chatkit_turns v on v.thread_id = g.thread_id and v.id = g.id and v.user_id = g.user_id
        cross join lateral (
            select coalesce(min(p.known) filter (where p.first_number > p.known + 1), max(p.last_number), 0)
                as last_number
            from (select e.first_number, e.last_number,
                    lag(e.last_number, 1, cast(0 as bigint)) over (partition by e.thread_id order by e.last_number)
                        as known
                from chatkit_turn_events e where e.thread_id = v.thread_id and e.turn_id = v.id) p) c
        where u.thread_id = v.thread_id and u.id = v.id and u.node = cast(? as uuid) and u.ended_at is null\
        """;

    /** @param asynchronous whether the commit need not wait until the changes are durable */
    static TurnWrite of(UUID node, List<TurnChange> changes, boolean asynchronous) {
        // in the same order on each node, or writes and claims could lock rows of each other
        List<TurnChange> sorted = new ArrayList<>(changes);
        sorted.sort(Comparator.comparing(TurnChange::turnId));
        List<String> statements = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        if (asynchronous) {
            statements.add(PREPARE);
        }
        statements.add(LOCK_NODE);
        parameters.add(node.toString());
        List<TurnChange> begin = only(sorted, TurnChange::begins);
        if (!begin.isEmpty()) {
            statements.add(BEGIN);
            parameters.add(node.toString());
            addTurns(parameters, begin);
        }
        List<TurnChange> eventful = only(sorted, change -> !change.events().isEmpty());
        if (!eventful.isEmpty()) {
            statements.add(ADD_EVENTS);
            addEvents(parameters, eventful);
            parameters.add(node.toString());
        }
        List<TurnChange> end = only(sorted, change -> change.state() != TurnState.RUNNING);
        if (!end.isEmpty()) {
            statements.add(END);
            addEnds(parameters, end);
            parameters.add(node.toString());
        }
        return new TurnWrite(String.join("; ", statements), List.copyOf(parameters));
    }

    private static void addTurns(List<Object> parameters, List<TurnChange> changes) {
        parameters.add(texts(changes, TurnChange::turnId));
        parameters.add(texts(changes, TurnChange::threadId));
        parameters.add(texts(changes, change -> change.caller().userId()));
    }

    private static void addEvents(List<Object> parameters, List<TurnChange> changes) {
        addTurns(parameters, changes);
        parameters.add(numbers(changes, TurnChange::firstNumber));
        parameters.add(numbers(changes, TurnWrite::lastNumber));
        parameters.add(numbers(changes, TurnWrite::characters));
        parameters.add(texts(changes, TurnWrite::lines));
    }

    private static void addEnds(List<Object> parameters, List<TurnChange> changes) {
        addTurns(parameters, changes);
        parameters.add(numbers(changes, TurnWrite::lastNumber));
        parameters.add(texts(changes, change -> EnumColumns.of(change.state())));
    }

    private static List<TurnChange> only(List<TurnChange> changes, Predicate<TurnChange> condition) {
        List<TurnChange> found = new ArrayList<>(changes.size());
        for (TurnChange change : changes) {
            if (condition.test(change)) {
                found.add(change);
            }
        }
        return found;
    }

    private static String[] texts(List<TurnChange> changes, Function<TurnChange, String> value) {
        var texts = new String[changes.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = value.apply(changes.get(i));
        }
        return texts;
    }

    private static Long[] numbers(List<TurnChange> changes, ToLongFunction<TurnChange> value) {
        var numbers = new Long[changes.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = value.applyAsLong(changes.get(i));
        }
        return numbers;
    }

    /** The number before the first if there are no events. */
    private static long lastNumber(TurnChange change) {
        return change.firstNumber() + change.events().size() - 1;
    }

    private static long characters(TurnChange change) {
        long characters = 0;
        for (String event : change.events()) {
            characters += event.length();
        }
        return characters;
    }

    private static String lines(TurnChange change) {
        List<String> events = change.events();
        return events.size() == 1 ? events.getFirst() : String.join("\n", events);
    }
}
