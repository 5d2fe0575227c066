package ee.chatkit.store.schema;

import java.sql.SQLException;
import javax.sql.DataSource;

/** Schemas for tests of the stores. */
public final class SchemaFixture {
    /** The tag of the current version. */
    public static final String CURRENT = Schema.CURRENT.toString();

    private SchemaFixture() {}

    /** Makes the schema current. */
    public static void migrate(DataSource database) throws SQLException {
        SchemaMigration.run(database);
    }
}
