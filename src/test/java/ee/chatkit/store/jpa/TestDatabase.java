package ee.chatkit.store.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.server.PgBouncer;
import ee.chatkit.store.schema.SchemaDistribution;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One real PostgreSQL for all tests of a JVM; each test class may ask for an empty database of its own.
 *
 * <p>With the system property {@value #GIVEN}, the JDBC URL of a database with user and password, {@link #create} gives empty
 * schemas of that database instead, which are dropped when the JVM ends.
 */
public final class TestDatabase {
    private static final String GIVEN = "chatkit.test.database";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    /** A new empty database, behind a pool. */
    public static DataSource create() {
        return create(20);
    }

    /** A new empty database, behind a pool of at most so many connections. */
    public static HikariDataSource create(int connections) {
        return System.getProperty(GIVEN) == null
                ? pool(Server.POSTGRES, name(Server.POSTGRES, ""), connections)
                : pool(emptySchema(System.getProperty(GIVEN)), connections);
    }

    private static DataSource emptySchema(String url) {
        String name = "chatkit_test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        DatabaseQueries given = new DatabaseQueries(dataSource(url, "public"));
        execute(given, "create schema " + name);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> execute(given, "drop schema " + name + " cascade")));
        return dataSource(url, name);
    }

    /** A new database with the current schema, which is distributed if the given database has Citus. */
    static DataSource createMigrated() {
        DataSource database = create();
        try (var stores = new PostgresStores(database, Transactions.LOCAL, Clock.systemUTC())) {
            stores.prepare();
            if (System.getProperty(GIVEN) != null
                    && new DatabaseQueries(database).number("select count(*) from pg_extension where extname = 'citus'")
                            > 0) {
                SchemaDistribution.distribute(database);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    private static DataSource dataSource(String url, String schema) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setCurrentSchema(schema);
        return dataSource;
    }

    private static void execute(DatabaseQueries database, String sql) {
        try {
            database.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new empty database on the oldest PostgreSQL that is supported. */
    public static DataSource onOldestPostgres() {
        return pool(OldestServer.POSTGRES, name(OldestServer.POSTGRES, ""), 20);
    }

    /** The name of a new empty database; the options are those of {@code create database}. */
    public static String name(String options) {
        return name(Server.POSTGRES, options);
    }

    /** Connections to a database as a role, none of which needs a password; without a pool. */
    public static DataSource connections(String role, String database) {
        return Server.POSTGRES.getDatabase(role, database);
    }

    /** The database of other connections behind a pool, whose connections lead to a pgbouncer in transaction mode. */
    static HikariDataSource behindPgBouncer(DataSource connections, String role) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setPortNumbers(new int[] {Bouncer.PGBOUNCER.port()});
        source.setUser(role);
        source.setDatabaseName(new DatabaseQueries(connections)
                .rows("select current_database()")
                .get(0));
        source.setPrepareThreshold(0);
        var pool = new HikariConfig();
        pool.setDataSource(source);
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(20);
        return new HikariDataSource(pool);
    }

    /** Starts a PostgreSQL that is older than those that are supported. */
    public static EmbeddedPostgres startTooOld() {
        return start("too-old");
    }

    /** Starts another PostgreSQL, for a test that ends it. */
    public static EmbeddedPostgres startAnother() {
        return start(DefaultPostgresBinaryResolver.INSTANCE);
    }

    private static String name(EmbeddedPostgres server, String options) {
        String name = "test" + COUNT.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " " + options);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    private static HikariDataSource pool(EmbeddedPostgres server, String name, int connections) {
        return pool(server.getDatabase("postgres", name), connections);
    }

    private static HikariDataSource pool(DataSource database, int connections) {
        var pool = new HikariConfig();
        pool.setDataSource(database);
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(connections);
        return new HikariDataSource(pool);
    }

    private static EmbeddedPostgres start(PgBinaryResolver binaries) {
        try {
            return EmbeddedPostgres.builder()
                    .setPgBinaryResolver(binaries)
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Out of a jar that Maven puts into {@code target}. */
    private static EmbeddedPostgres start(String version) {
        Path jar = Path.of(System.getProperty("chatkit.target", "target"), "postgres", version + ".jar");
        return start((system, machine) -> programs(new JarFile(jar.toFile())));
    }

    private static InputStream programs(JarFile jar) throws IOException {
        var archive = jar.stream()
                .filter(entry -> entry.getName().endsWith(".txz"))
                .findFirst()
                .orElseThrow();
        return new FilterInputStream(jar.getInputStream(archive)) {
            @Override
            public void close() throws IOException {
                super.close();
                jar.close();
            }
        };
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start(DefaultPostgresBinaryResolver.INSTANCE);
    }

    private static final class Bouncer {
        static final PgBouncer PGBOUNCER =
                PgBouncer.start(Server.POSTGRES.getPort(), "postgres", PgBouncerRowLevelSecurityStoreTest.ROLE);
    }

    private static final class OldestServer {
        static final EmbeddedPostgres POSTGRES = start("oldest");
    }
}
