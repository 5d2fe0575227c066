package ee.chatkit.store.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tables of the Python version in Supabase, and how they are recognized. {@link SupabaseAdoption} checks their rows; they
 * are adopted by {@code 000-adopt-first-version.sql} and {@code 000-adopt-supabase.sql}, whose preconditions recognize them by
 * the same columns.
 */
enum SupabaseSchema {
    /** The first version, which knows no users. */
    WITHOUT_USERS,
    /** The later version: opportunities have a user; threads and active opportunities may have one. */
    WITH_USERS;

    static final String OPPORTUNITIES = "opportunities";
    static final String ACTIVE = "active_opportunity";
    static final String THREADS = "chatkit_threads";
    static final String ITEMS = "chatkit_thread_items";

    static final Set<String> NAMES = Set.of(OPPORTUNITIES, ACTIVE, THREADS, ITEMS);

    private static final String USER = "user_id uuid";
    private static final String TIME = " timestamp with time zone| timestamp without time zone";

    /** Required columns with their types. */
    private static final Map<String, List<String>> REQUIRED_COLUMNS = Map.of(
            OPPORTUNITIES,
            List.of("id text primary", "name text", "created_at" + TIME),
            ACTIVE,
            List.of("opportunity_id text", "updated_at" + TIME),
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
            ACTIVE,
            List.of(USER),
            THREADS,
            List.of(USER));

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

    /** Which version these tables are of, if of one; the table of active opportunities may be missing. */
    static Optional<SupabaseSchema> of(Map<String, Schema.Table> tables) {
        Schema.Table opportunities = tables.get(OPPORTUNITIES);
        if (opportunities == null
                || !tables.containsKey(THREADS)
                || !tables.containsKey(ITEMS)
                || !NAMES.stream().allMatch(name -> !tables.containsKey(name) || matches(name, tables.get(name)))) {
            return Optional.empty();
        }
        if (has(opportunities, USER)) {
            return Optional.of(WITH_USERS);
        }
        return NAMES.stream().anyMatch(name -> tables.containsKey(name) && hasNamed(tables.get(name), nameOf(USER)))
                ? Optional.empty()
                : Optional.of(WITHOUT_USERS);
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
}
