package ee.chatkit.store.schema;

import ee.chatkit.model.Caller;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the adoption of a {@link SupabaseSchema} does besides the changesets: checks rows, assigns and counts them. */
final class SupabaseAdoption {
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private static final String ASSIGN = """
        do $$
        declare
            owner constant text := current_setting('chatkit.adoption_owner');
            owner_uuid constant uuid := case
                when owner ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then owner::uuid
            end;
            resting text[][] := '{}';
            t record;
        begin
            update chatkit_adopted set was = to_jsonb(owner) where what = 'owner' and was = '"unowned"';
            if not found then
                return;
            end if;
            for t in
                select g.tgrelid::regclass as name, g.tgname, g.tgenabled
                from pg_trigger g
                where g.tgrelid in ('opportunities'::regclass, 'chatkit_threads'::regclass, 'active_opportunity'::regclass)
                    and not g.tgisinternal and g.tgenabled in ('O', 'A')
            loop
                execute format('alter table %s disable trigger %I', t.name, t.tgname);
                resting := resting || array[[t.name::text, t.tgname::text, t.tgenabled::text]];
            end loop;
            update opportunities set user_id = owner, user_uuid = owner_uuid where user_id = 'unowned';
            update chatkit_threads set user_id = owner, user_uuid = owner_uuid where user_id = 'unowned';
            if exists (select from active_opportunity where user_id = 'unowned') then
                update active_opportunity set user_id = owner, user_uuid = owner_uuid
                where user_id = 'unowned' and not exists (select from active_opportunity o where o.user_id = owner);
            end if;
            for i in 1 .. coalesce(array_length(resting, 1), 0) loop
                execute format('alter table %s enable %s trigger %I', resting[i][1],
                    case resting[i][3] when 'A' then 'always' else '' end, resting[i][2]);
            end loop;
        end
        $$\
        """;

    /** Rows that could not be read; for ids see {@link ee.chatkit.model.Identifiers}. */
    private static final List<Check> CHECKS = List.of(
            new Check(SupabaseSchema.OPPORTUNITIES, invalidIdCondition("t.id")),
            new Check(SupabaseSchema.THREADS, invalidIdCondition("t.id")),
            new Check(
                    SupabaseSchema.THREADS,
                    danglingReferenceCondition("t.opportunity_id", SupabaseSchema.OPPORTUNITIES)),
            new Check(
                    SupabaseSchema.ACTIVE,
                    danglingReferenceCondition("t.opportunity_id", SupabaseSchema.OPPORTUNITIES)),
            new Check(SupabaseSchema.ITEMS, invalidIdCondition("t.id")),
            new Check(
                    SupabaseSchema.ITEMS,
                    "t.thread_id is null or " + danglingReferenceCondition("t.thread_id", SupabaseSchema.THREADS)),
            new Check(SupabaseSchema.ITEMS, "jsonb_typeof(t.content) is distinct from 'object'"),
            new Check(
                    SupabaseSchema.ITEMS,
                    "(t.item_type is null or " + invalidIdCondition("t.item_type")
                            + ") and (jsonb_typeof(t.content -> 'type') is distinct from 'string' or "
                            + invalidIdCondition("(t.content ->> 'type')") + ")"),
            new Check(SupabaseSchema.OPPORTUNITIES, "not isfinite(t.created_at)"),
            new Check(SupabaseSchema.THREADS, "not isfinite(t.created_at) or not isfinite(t.updated_at)"),
            new Check(SupabaseSchema.ITEMS, "not isfinite(t.created_at) or not isfinite(t.updated_at)"));

    private SupabaseAdoption() {}

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
        return Stream.of(
                        SupabaseSchema.OPPORTUNITIES,
                        SupabaseSchema.ACTIVE,
                        SupabaseSchema.THREADS,
                        SupabaseSchema.ITEMS)
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

    /**
     * Assigns what belongs to no known user, and what the first version adds later, to a user. Nothing is changed if all rows
     * with a user have the same one, who then owns the others, too. Triggers are off meanwhile: this is no change that anybody
     * has made.
     *
     * @throws UnsupportedDatabaseException when the user is none of the Supabase project, whose tables require it
     */
    static void assignUnowned(Connection connection, Caller owner) throws SQLException {
        try (PreparedStatement setting =
                        connection.prepareStatement("select set_config('chatkit.adoption_owner', ?, true)");
                Statement statement = connection.createStatement()) {
            setting.setString(1, owner.userId());
            setting.execute();
            statement.execute(ASSIGN);
        } catch (SQLException e) {
            if (FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
                throw new UnsupportedDatabaseException(DatabaseProblem.ADOPTION_OWNER_UNKNOWN, e);
            }
            throw e;
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
