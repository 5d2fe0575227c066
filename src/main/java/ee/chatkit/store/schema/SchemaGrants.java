package ee.chatkit.store.schema;

import ee.chatkit.store.UnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * The privileges of a role that runs the application and does not own the schema: it reads and writes rows, and cannot change
 * tables or the record of migrations.
 */
public final class SchemaGrants {
    /** Of the policies of row-level security, which execute it as the role whose statement they check. */
    private static final String POLICY_FUNCTION = "chatkit_is_visible_thread(text)";

    private static final String EXISTS = "select 1 from pg_roles where rolname = ";

    private SchemaGrants() {}

    /**
     * Grants a role what all operations need: usage of the schema; select, insert, update and delete on the tables (on the
     * audit log no update); select on the record of migrations; and execute on the function of the policies of row-level security, if they exist. All of it or nothing; granting twice is granting once.
     *
     * @param owner connections of the role that owns the schema, which must be current, in autocommit mode
     * @param role the name of an existing role
     * @throws IllegalArgumentException when there is no such role
     * @throws UnavailableException when the database is unavailable or rejects the statements
     */
    public static void grant(DataSource owner, String role) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery(EXISTS + statement.enquoteLiteral(role))) {
                if (!found.next()) {
                    throw new IllegalArgumentException("no such role: " + role);
                }
            }
            statement.execute(String.join("; ", statements(statement, statement.enquoteIdentifier(role, true))));
        } catch (SQLException e) {
            throw new UnavailableException(Diagnosis.of(e).reason(), e);
        }
    }

    /** Sent as one message, which the database executes as one transaction. */
    private static List<String> statements(Statement statement, String role) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("select current_schema()")) {
            row.next();
            String schema = statement.enquoteIdentifier(row.getString(1), true);
            statements.add("grant usage on schema " + schema + " to " + role);
        }
        for (String table : new TreeSet<>(Schema.CHANGESET_OF_TABLE.keySet())) {
            String update = table.equals(Schema.APPEND_ONLY) ? "" : "update, ";
            statements.add("grant select, insert, " + update + "delete on " + table + " to " + role);
        }
        statements.add("grant select on " + Schema.CHANGELOG_TABLE + " to " + role);
        try (ResultSet row = statement.executeQuery("select to_regprocedure('" + POLICY_FUNCTION + "') is not null")) {
            row.next();
            if (row.getBoolean(1)) {
                statements.add("grant execute on function " + POLICY_FUNCTION + " to " + role);
            }
        }
        return statements;
    }
}
