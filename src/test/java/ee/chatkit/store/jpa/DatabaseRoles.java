package ee.chatkit.store.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.store.schema.SchemaFixture;
import ee.chatkit.store.schema.SchemaGrants;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A database with a schema of its own, the role that owns it, and one that runs the application.
 *
 * @param name the quoted name of the role that runs the application
 * @param admin connections of a superuser
 */
record DatabaseRoles(String name, DataSource admin, DataSource owner, DataSource runtime) {
    /** @param test names the roles, which exist once in the server */
    DatabaseRoles(String test) throws SQLException {
        this(test, TestDatabase.name(""));
    }

    private DatabaseRoles(String test, String database) throws SQLException {
        this(
                "\"runtime " + test + "\"",
                TestDatabase.connections("postgres", database),
                pool(TestDatabase.connections("owner_" + test, database)),
                pool(TestDatabase.connections("runtime " + test, database)));
        new DatabaseQueries(admin)
                .execute(
                        "create role owner_" + test + " login",
                        "create role " + name + " login",
                        "revoke create on schema public from public",
                        "create schema \"Own schema\" authorization owner_" + test,
                        "alter database " + database + " set search_path = \"Own schema\"");
    }

    private static DataSource pool(DataSource dataSource) {
        var pool = new HikariConfig();
        pool.setDataSource(dataSource);
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(20);
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }

    /** The same with a current schema and the privileges of the role that runs the application. */
    DatabaseRoles granted() throws SQLException {
        SchemaFixture.migrate(owner);
        return grant();
    }

    /** The same with a current schema that has the policies of row-level security, and the privileges. */
    DatabaseRoles restricted() throws SQLException {
        SchemaFixture.migrateWithPolicies(owner);
        return grant();
    }

    private DatabaseRoles grant() {
        SchemaGrants.grant(owner, name.substring(1, name.length() - 1));
        return this;
    }
}
