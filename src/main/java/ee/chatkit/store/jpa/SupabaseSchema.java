package ee.chatkit.store.jpa;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The tables of the Python version in Supabase: how they are recognized, and which rows cannot be adopted. They are adopted by
 * {@code 000-adopt-supabase.sql}, whose precondition recognizes them by the same columns.
 */
final class SupabaseSchema {
    private static final String OPPORTUNITIES = "opportunities";
    private static final String ACTIVE = "active_opportunity";
    private static final String THREADS = "chatkit_threads";
    private static final String ITEMS = "chatkit_thread_items";

    static final Set<String> NAMES = Set.of(OPPORTUNITIES, ACTIVE, THREADS, ITEMS);

    private static final String TIME = " timestamp with time zone| timestamp without time zone";

    /** Required columns with their types. */
    private static final Map<String, List<String>> REQUIRED_COLUMNS = Map.of(
            OPPORTUNITIES,
            List.of("id text primary", "user_id uuid", "name text", "created_at" + TIME),
            ACTIVE,
            List.of("user_id uuid", "opportunity_id text", "updated_at" + TIME),
            THREADS,
            List.of(
                    "id text primary",
                    "opportunity_id text",
                    "title text",
                    "metadata jsonb",
                    "created_at" + TIME,
                    "updated_at" + TIME),
            ITEMS,
            List.of(
                    "id text primary",
                    "thread_id text",
                    "item_type text",
                    "content jsonb",
                    "created_at" + TIME,
                    "updated_at" + TIME));

    /** Columns that may exist, with their types. */
    private static final Map<String, List<String>> OPTIONAL_COLUMNS = Map.of(
            OPPORTUNITIES,
            List.of(
                    "client_name text| character varying",
                    "description text| character varying",
                    "status text| character varying",
                    "current_phase text| character varying",
                    "context_summary text| character varying",
                    "updated_at" + TIME),
            THREADS,
            List.of("user_id uuid"));

    /** Columns that must not exist: the adoption adds them. */
    private static final Map<String, List<String>> ABSENT_COLUMNS = Map.of(
            OPPORTUNITIES,
            List.of("user_uuid"),
            ACTIVE,
            List.of("user_uuid"),
            THREADS,
            List.of("user_uuid", "last_seq", "status", "status_reason", "allowed_image_domains"),
            ITEMS,
            List.of("seq", "item_class"));

    /** Rows that could not be read; for ids see {@link ee.chatkit.model.Identifiers}. */
    private static final List<Check> CHECKS = List.of(
            new Check(OPPORTUNITIES, invalidIdCondition("t.id")),
            new Check(THREADS, invalidIdCondition("t.id")),
            new Check(THREADS, danglingReferenceCondition("t.opportunity_id", OPPORTUNITIES)),
            new Check(ACTIVE, danglingReferenceCondition("t.opportunity_id", OPPORTUNITIES)),
            new Check(ITEMS, invalidIdCondition("t.id")),
            new Check(ITEMS, "t.thread_id is null or " + danglingReferenceCondition("t.thread_id", THREADS)),
            new Check(ITEMS, "jsonb_typeof(t.content) is distinct from 'object'"),
            new Check(
                    ITEMS,
                    "(t.item_type is null or " + invalidIdCondition("t.item_type")
                            + ") and (jsonb_typeof(t.content -> 'type') is distinct from 'string' or "
                            + invalidIdCondition("(t.content ->> 'type')") + ")"),
            new Check(OPPORTUNITIES, "not isfinite(t.created_at)"),
            new Check(THREADS, "not isfinite(t.created_at) or not isfinite(t.updated_at)"),
            new Check(ITEMS, "not isfinite(t.created_at) or not isfinite(t.updated_at)"));

    private SupabaseSchema() {}

    /** Whether these tables are a Supabase schema; the table of active opportunities may be missing. */
    static boolean isPresentIn(Map<String, Schema.Table> tables) {
        return tables.containsKey(OPPORTUNITIES)
                && tables.containsKey(THREADS)
                && tables.containsKey(ITEMS)
                && NAMES.stream().allMatch(name -> !tables.containsKey(name) || matches(name, tables.get(name)));
    }

    private static boolean matches(String name, Schema.Table table) {
        return table.inCurrentSchema()
                && REQUIRED_COLUMNS.getOrDefault(name, List.of()).stream().allMatch(column -> has(table, column))
                && OPTIONAL_COLUMNS.getOrDefault(name, List.of()).stream()
                        .allMatch(column -> !hasNamed(table, nameOf(column)) || has(table, column))
                && ABSENT_COLUMNS.getOrDefault(name, List.of()).stream().noneMatch(column -> hasNamed(table, column));
    }

    private static String nameOf(String column) {
        return column.substring(0, column.indexOf(' '));
    }

    private static boolean has(Schema.Table table, String column) {
        String name = nameOf(column);
        return Stream.of(column.substring(name.length()).split("\\|"))
                .anyMatch(type -> table.columns().contains(name + type));
    }

    private static boolean hasNamed(Schema.Table table, String name) {
        return table.columns().stream().anyMatch(column -> nameOf(column).equals(name));
    }

    private static String invalidIdCondition(String id) {
        return "(%1$s ~ '^[\\u0009-\\u000d\\u001c-\\u0020\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]*$'"
                        .formatted(id)
                + " or %1$s ~ '[\\u0001-\\u001f\\u007f-\\u009f\\ufffd]'".formatted(id)
                + " or length(%1$s) + length(regexp_replace(%1$s, '[\\u0001-\\uffff]', '', 'g')) > 255)".formatted(id);
    }

    private static String danglingReferenceCondition(String column, String table) {
        return "%1$s is not null and not exists (select from %2$s r where r.id = %1$s)".formatted(column, table);
    }

    /**
     * Locks the tables, then searches for rows that could not be read after the adoption.
     *
     * @throws UnsupportedDatabaseException when there are such rows
     */
    static void requireValidRows(Connection connection, Schema schema) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table " + String.join(", ", presentTables(schema)) + " in access exclusive mode");
            for (Check check : CHECKS) {
                if (schema.tables().containsKey(check.table())) {
                    try (ResultSet row = statement.executeQuery("select count(*)" + check.fromWhere())) {
                        long count = row.next() ? row.getLong(1) : 0;
                        if (count > 0) {
                            counts.merge(check.table(), count, Long::sum);
                            found.add("select *" + check.fromWhere());
                        }
                    }
                }
            }
        }
        if (!counts.isEmpty()) {
            List<String> rows = new ArrayList<>();
            counts.forEach((table, count) -> rows.add(count + " of " + table));
            throw new UnsupportedDatabaseException(
                    DatabaseProblem.invalidRows(String.join(", ", rows), String.join("; ", found)));
        }
    }

    /** In the order in which statements lock them. */
    private static List<String> presentTables(Schema schema) {
        return Stream.of(OPPORTUNITIES, ACTIVE, THREADS, ITEMS)
                .filter(schema.tables()::containsKey)
                .toList();
    }

    /** Counts the adopted rows, and those without an owner. */
    static AdoptionCounts countAdopted(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    select (select count(*) from opportunities), (select count(*) from chatkit_threads),
                        (select count(*) from chatkit_thread_items),
                        (select count(*) from opportunities where user_id = 'unowned'),
                        (select count(*) from chatkit_threads where user_id = 'unowned')\
                    """)) {
            row.next();
            return new AdoptionCounts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
        }
    }

    /** What was adopted; logged after the commit. */
    record AdoptionCounts(
            long opportunities, long threads, long items, long unownedOpportunities, long unownedThreads) {
        void log(Logger log) {
            log.log(
                    Level.INFO,
                    "Adopted the tables of the Supabase schema: opportunities {0}, threads {1}, items {2}.",
                    opportunities,
                    threads,
                    items);
            if (unownedOpportunities + unownedThreads > 0) {
                log.log(
                        Level.WARNING,
                        "{0} opportunities and {1} threads have no known owner and are assigned to the user"
                                + " \"unowned\". To assign them to another user: update opportunities set user_id ="
                                + " ''...'' where user_id = ''unowned''; update chatkit_threads set user_id = ''...''"
                                + " where user_id = ''unowned''.",
                        unownedOpportunities,
                        unownedThreads);
            }
        }
    }

    /** A condition for rows that cannot be adopted. */
    private record Check(String table, String condition) {
        String fromWhere() {
            return " from " + table + " t where " + condition;
        }
    }
}
