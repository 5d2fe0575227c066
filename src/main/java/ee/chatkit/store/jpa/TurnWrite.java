package ee.chatkit.store.jpa;

import ee.chatkit.store.TurnChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What writes changes of turns, in one round trip: at most three statements for any number of turns, in one transaction, and one
 * that has it committed without a wait for the disk.
 *
 * <p>The first inserts the turns that begin in threads of their callers. The second updates the turns of this node that go on:
 * the number of the last event, and how they ended. It locks their rows, so that no other node claims them before the end of the
 * transaction. The third inserts the events of the turns that have that last number: all of a change in one row. Events of a
 * repeated write, which have a smaller number or whose row is there, change nothing. A write that repeats some events and has
 * new ones is inserted with the repeated ones, which readers skip.
 *
 * @param sql the statements, each of which returns rows
 * @param parameters in the order of their question marks
 */
record TurnWrite(String sql, List<Object> parameters) {
    /** As with any commit, later transactions become durable after earlier ones. */
    private static final String COMMIT_ASYNCHRONOUSLY = "select set_config('synchronous_commit', 'off', true)";

    private static final String BEGIN = """
        insert into chatkit_turns (id, thread_id, user_id, node, state, created_at)
        select g.id, t.id, t.user_id, cast(? as uuid), 'running', statement_timestamp()
        from unnest(cast(? as text[]), cast(? as text[]), cast(? as text[])) as g (id, thread_id, user_id)
        join chatkit_threads t on t.id = g.thread_id and t.user_id = g.user_id
        on conflict do nothing
        returning 1\
        """;

    /** Events that would leave a gap are not counted, so they are not inserted, and the turn ends as interrupted. */
    private static final String CONTINUE = """
        update chatkit_turns u set
            state = case when g.state <> 'running' and g.first_number > u.last_number + 1 then 'interrupted'
                else g.state end,
            last_number = case when g.first_number <= u.last_number + 1 then greatest(g.last_number, u.last_number)
                else u.last_number end,
            ended_at = case when g.state = 'running' then null else statement_timestamp() end
        from unnest(cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as bigint[]), cast(? as bigint[]),
            cast(? as text[])) as g (id, thread_id, user_id, first_number, last_number, state)
        where u.thread_id = g.thread_id and u.id = g.id and u.user_id = g.user_id and u.node = cast(? as uuid)
          and u.state = 'running' and (g.state <> 'running' or g.last_number > u.last_number)
        returning 1\
        """;

    private static final String ADD_EVENTS = """
        insert into chatkit_turn_events (thread_id, turn_id, first_number, last_number, characters, events)
        select u.thread_id, u.id, g.first_number, g.last_number, g.characters, g.events
        from unnest(cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as bigint[]), cast(? as bigint[]),
            cast(? as bigint[]), cast(? as text[]))
            as g (id, thread_id, user_id, first_number, last_number, characters, events)
        join chatkit_turns u on u.thread_id = g.thread_id and u.id = g.id and u.user_id = g.user_id
        where u.node = cast(? as uuid) and u.last_number = g.last_number
        on conflict do nothing
        returning 1\
        """;

    /** @param asynchronous whether the commit need not wait until the changes are durable */
    static TurnWrite of(UUID node, List<TurnChange> changes, boolean asynchronous) {
        // in the same order on each node, or writes and claims could lock rows of each other
        List<TurnChange> sorted = changes.stream()
                .sorted(Comparator.comparing(TurnChange::turnId))
                .toList();
        List<String> statements = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        if (asynchronous) {
            statements.add(COMMIT_ASYNCHRONOUSLY);
        }
        List<TurnChange> begin = only(sorted, TurnChange::begins);
        if (!begin.isEmpty()) {
            statements.add(BEGIN);
            parameters.add(node.toString());
            addTurns(parameters, begin);
        }
        statements.add(CONTINUE);
        addTurns(parameters, sorted);
        parameters.add(numbers(sorted, TurnChange::firstNumber));
        parameters.add(numbers(sorted, TurnWrite::lastNumber));
        parameters.add(texts(sorted, change -> EnumColumns.of(change.state())));
        parameters.add(node.toString());
        List<TurnChange> eventful = only(sorted, change -> !change.events().isEmpty());
        if (!eventful.isEmpty()) {
            statements.add(ADD_EVENTS);
            addTurns(parameters, eventful);
            parameters.add(numbers(eventful, TurnChange::firstNumber));
            parameters.add(numbers(eventful, TurnWrite::lastNumber));
            parameters.add(numbers(eventful, TurnWrite::characters));
            parameters.add(texts(eventful, change -> String.join("\n", change.events())));
            parameters.add(node.toString());
        }
        return new TurnWrite(String.join("; ", statements), List.copyOf(parameters));
    }

    private static void addTurns(List<Object> parameters, List<TurnChange> changes) {
        parameters.add(texts(changes, TurnChange::turnId));
        parameters.add(texts(changes, TurnChange::threadId));
        parameters.add(texts(changes, change -> change.caller().userId()));
    }

    private static List<TurnChange> only(List<TurnChange> changes, Predicate<TurnChange> condition) {
        return changes.stream().filter(condition).toList();
    }

    private static String[] texts(List<TurnChange> changes, Function<TurnChange, String> value) {
        return changes.stream().map(value).toArray(String[]::new);
    }

    private static Long[] numbers(List<TurnChange> changes, Function<TurnChange, Long> value) {
        return changes.stream().map(value).toArray(Long[]::new);
    }

    /** The number before the first if there are no events. */
    private static long lastNumber(TurnChange change) {
        return change.firstNumber() + change.events().size() - 1;
    }

    private static long characters(TurnChange change) {
        return change.events().stream().mapToLong(String::length).sum();
    }
}
