package ee.chatkit.store.schema;

import ee.chatkit.model.Caller;
import ee.chatkit.store.connection.ManagedConnections;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Checks or migrates the schema, lets operations proceed when it can be used, and logs why it cannot. */
public final class SchemaPreparation {
    /** The oldest supported major version of PostgreSQL. */
    public static final int OLDEST_POSTGRESQL = 14;

    private final ManagedConnections connections;
    private final SchemaReadiness schemaReadiness;
    private final Logger log;
    private final ThrottledProblemLog throttledProblemLog;
    private final RowLevelSecurity rowLevelSecurity;

    /**
     * Without a connection to the database.
     *
     * @param schemaReadiness is told the result of each attempt
     */
    public SchemaPreparation(
            ManagedConnections connections,
            SchemaReadiness schemaReadiness,
            RowLevelSecurity rowLevelSecurity,
            Logger log,
            Clock clock) {
        this.connections = connections;
        this.schemaReadiness = schemaReadiness;
        this.rowLevelSecurity = rowLevelSecurity;
        this.log = log;
        this.throttledProblemLog = new ThrottledProblemLog(log, clock);
    }

    /**
     * Migrates the schema, unless it is current.
     *
     * @param adoptionOwner the user who owns the rows of a Supabase schema whose user is not known, when one is adopted;
     *     required if it is of the first version, which knows no users
     * @return whether operations can proceed
     */
    public boolean migrate(@Nullable Caller adoptionOwner) {
        return prepareBy(from -> SchemaMigration.run(from, adoptionOwner, rowLevelSecurity, log));
    }

    /** As {@link #migrate}, but fails instead of changing the schema. */
    public boolean check() {
        return prepareBy(from -> SchemaMigration.requireCurrent(from, rowLevelSecurity));
    }

    private boolean prepareBy(SchemaStep schemaStep) {
        if (schemaReadiness.isOpen()) {
            return true;
        }
        long begin = System.nanoTime();
        try {
            Schema found = check(schemaStep);
            SchemaVersion schema = found.version();
            schemaReadiness.open(found.isAdopted());
            log.log(Level.INFO, "Schema is up to date, checked in {0} ms.", (System.nanoTime() - begin) / 1_000_000);
            if (!schema.equals(Schema.CURRENT)) {
                log.log(
                        Level.INFO,
                        "Schema {0} was created by a newer version (this version creates {1}); it is used unchanged.",
                        schema,
                        Schema.CURRENT);
            }
            return true;
        } catch (SQLException | RuntimeException | LinkageError e) {
            DatabaseProblem databaseProblem = Diagnosis.of(e);
            schemaReadiness.fail(databaseProblem.reason());
            throttledProblemLog.add(databaseProblem, e);
            return false;
        }
    }

    private Schema check(SchemaStep schemaStep) throws SQLException {
        Connection connection = connections.openUnprepared();
        try {
            return schemaStep.run(connection);
        } finally {
            connections.close(connection);
        }
    }

    /** Checks or migrates the schema. */
    private interface SchemaStep {
        Schema run(Connection connection) throws SQLException;
    }
}
