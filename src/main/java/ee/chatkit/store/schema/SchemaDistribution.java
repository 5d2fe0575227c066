package ee.chatkit.store.schema;

import ee.chatkit.store.UnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The distribution of the tables over the nodes of Citus, by the changeset {@code citus}. */
public final class SchemaDistribution {
    /** The changeset that distributes the tables, and the context that it has in Liquibase. */
    static final String CHANGESET = "citus";

    private static final String CITUS_EXISTS = "select 1 from pg_extension where extname = 'citus'";

    private SchemaDistribution() {}

    /**
     * Distributes the tables with their rows, all of them or none; does nothing if they are distributed. Servers wait
     * meanwhile.
     *
     * @param owner connections of the role that owns the schema, which must be current, in autocommit mode, to the coordinator
     *     of Citus
     * @throws UnavailableException when the database is unavailable, has no Citus, has a schema that cannot be distributed
     *     (adopted from Supabase, or with the policies of row-level security), or rejects the statements
     */
    public static void distribute(DataSource owner) {
        try (Connection connection = owner.getConnection()) {
            SchemaMigration.distribute(connection);
        } catch (SQLException | RuntimeException e) {
            throw new UnavailableException(Diagnosis.of(e).reason(), e);
        }
    }

    static void requirePossible(Connection connection, Schema schema) throws SQLException {
        if (schema.isAdopted() || schema.hasPolicies()) {
            throw new UnsupportedDatabaseException(DatabaseProblem.NOT_DISTRIBUTABLE);
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CITUS_EXISTS)) {
            if (!row.next()) {
                throw new UnsupportedDatabaseException(DatabaseProblem.CITUS_MISSING);
            }
        }
    }
}
