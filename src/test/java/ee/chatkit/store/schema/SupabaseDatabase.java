package ee.chatkit.store.schema;

import ee.chatkit.store.jpa.DatabaseQueries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** A database of the Python version, and what that version reads there. */
public record SupabaseDatabase(DataSource database) {
    public static final String ANN = "00000000-0000-4000-8000-000000000001";
    public static final String BOB = "00000000-0000-4000-8000-000000000002";
    public static final List<String> USERS = List.of(ANN, BOB, "00000000-0000-4000-8000-000000000003");

    /** What Python asks PostgREST for, as that asks the database. Types of items are for nobody there. */
    private static final List<String> READS = List.of(
            "select id, name, client_name, description, current_phase, status, created_at, context_summary,"
                    + " stakeholders, key_insights from opportunities where user_id = '%s' order by id",
            "select o.id, o.name from opportunities o order by o.id",
            "select opportunity_id, user_id, updated_at from active_opportunity where user_id = '%s'",
            "select opportunity_id, phase, done from phase_progress order by id",
            "select id, opportunity_id, title, case jsonb_typeof(metadata) when 'object' then metadata else '{}' end"
                    + " from chatkit_threads order by id",
            "select thread_id, id, content, extract(epoch from created_at) from chatkit_thread_items"
                    + " where created_at is not null and content ? 'created_at' order by thread_id, created_at, id",
            "select content from chatkit_thread_items order by id");

    /** One without rows. */
    public static SupabaseDatabase empty(DataSource database) {
        return new SupabaseDatabase(database).run("schema");
    }

    /** One with rows, as it is now. */
    public static SupabaseDatabase newer(DataSource database) {
        return empty(database).run("rows");
    }

    /** As it was when threads knew no user. */
    public static SupabaseDatabase older(DataSource database) {
        return newer(database).run("older");
    }

    /** The first version, which knows no users, with rows. */
    public static SupabaseDatabase first(DataSource database) {
        return new SupabaseDatabase(database).run("first").run("first-rows");
    }

    /** The first version, upgraded by its own script: there are users, and what was there before has none. */
    static SupabaseDatabase upgraded(DataSource database) {
        return first(database).run("upgrade");
    }

    /** With the role in which what comes from the web is run; only a superuser can make it. */
    SupabaseDatabase onTheWeb() {
        return run("web");
    }

    private SupabaseDatabase run(String script) {
        try (var in = SupabaseDatabase.class.getResourceAsStream("/supabase/" + script + ".sql")) {
            queries().execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(script, e);
        }
    }

    DatabaseQueries queries() {
        return new DatabaseQueries(database);
    }

    /** The items of each thread as Python shows them: the content of each, without its envelope. */
    public Map<String, List<String>> conversations() throws SQLException {
        return conversations("ctid");
    }

    /** As above; items of the same time come as they lie, or by a column of ours. */
    Map<String, List<String>> conversations(String within) throws SQLException {
        Map<String, List<String>> all = new TreeMap<>();
        queries().rows("select id from chatkit_threads").forEach(thread -> all.put(thread, new ArrayList<>()));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select thread_id, id,"
                        + " content - '{id,thread_id,type,created_at}'::text[] from chatkit_thread_items"
                        + " order by thread_id, created_at, " + within)) {
            while (rows.next()) {
                all.computeIfAbsent(rows.getString(1), thread -> new ArrayList<>())
                        .add(rows.getString(2) + " " + rows.getString(3));
            }
        }
        return all;
    }

    /** Ids of the items that are for no client. */
    public List<String> hidden() throws SQLException {
        return queries()
                .rows("select id from chatkit_thread_items where item_type in ('HiddenContextItem',"
                        + " 'SDKHiddenContextItem') or content ->> 'type' = 'HiddenContextItem'");
    }

    /** Everything that each user's browser or Python process can see under the policies. */
    Map<String, List<String>> seen() throws SQLException {
        Map<String, List<String>> seen = new TreeMap<>();
        for (String user : USERS) {
            for (String sql : READS) {
                seen.put(user + " " + sql, as(user, "select r::text from (" + sql.formatted(user) + ") as r"));
            }
        }
        return seen;
    }

    /** The first column of what a user's statement gives, under the policies. */
    List<String> as(String user, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set role authenticated");
            statement.execute("set request.jwt.claim.sub = '" + user + "'");
            try {
                List<String> rows = new ArrayList<>();
                if (statement.execute(sql)) {
                    try (ResultSet result = statement.getResultSet()) {
                        while (result.next()) {
                            rows.add(result.getString(1));
                        }
                    }
                }
                return rows;
            } finally {
                statement.execute("reset role; reset request.jwt.claim.sub");
            }
        }
    }

    /** Columns with their rules, keys, indexes, triggers and policies. */
    List<String> shape() throws SQLException {
        String of = "any (array['opportunities', 'active_opportunity', 'chatkit_threads', 'chatkit_thread_items',"
                + " 'phase_progress', 'artifacts', 'tasks']::regclass[])";
        List<String> shape = new ArrayList<>();
        shape.addAll(queries()
                .rows("select attrelid::regclass || ' ' || attname || ' ' || format_type(atttypid, atttypmod)"
                        + " || ' ' || attnotnull || ' ' || attcollation from pg_attribute where attnum > 0 and not"
                        + " attisdropped and attrelid = " + of + " order by attrelid, attnum"));
        shape.addAll(queries()
                .rows("select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)"
                        + " from pg_constraint where contype <> 'n' and conrelid = " + of + " order by 1"));
        shape.addAll(queries()
                .rows("select indexdef from pg_indexes where schemaname = 'public' and tablename not like"
                        + " 'databasechangelog%' order by 1"));
        shape.addAll(queries()
                .rows("select pg_get_triggerdef(oid) || tgenabled::text from pg_trigger"
                        + " where not tgisinternal and tgrelid = " + of + " order by 1"));
        shape.addAll(queries().rows("select p::text from pg_policies p order by 1"));
        shape.addAll(
                queries().rows("select proname from pg_proc where pronamespace = 'public'::regnamespace order by 1"));
        shape.addAll(queries()
                .rows("select tablename || rowsecurity from pg_tables where schemaname = 'public'"
                        + " and tablename not like 'databasechangelog%' order by 1"));
        return shape;
    }
}
