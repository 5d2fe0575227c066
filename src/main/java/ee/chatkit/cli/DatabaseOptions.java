package ee.chatkit.cli;

import ee.chatkit.model.Caller;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.Transactions;
import ee.chatkit.store.schema.RowLevelSecurity;
import java.time.Clock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Option;

/** Options of the database connection. The environment variables are those of the server. */
final class DatabaseOptions {
    @Option(
            names = "--url",
            required = true,
            defaultValue = "${env:CHATKIT_DB_URL}",
            description = "JDBC URL: jdbc:postgresql://HOST:PORT/NAME. Default: environment variable CHATKIT_DB_URL.")
    private String url = "";

    @Option(
            names = "--user",
            defaultValue = "${env:CHATKIT_DB_USER}",
            description = "User. Default: CHATKIT_DB_USER. The password is read from CHATKIT_DB_PASSWORD.")
    private @Nullable String user;

    /**
     * Connects to the database.
     *
     * @param change whether the schema may be created or migrated
     * @throws CommandException if the database is unavailable or its schema is incompatible
     */
    PostgresStores openStores(boolean change) {
        return open(RowLevelSecurity.AS_FOUND, change ? PostgresStores::prepare : PostgresStores::prepareUnchanged);
    }

    /**
     * Connects to the database, and creates or migrates the schema.
     *
     * @param adoptionOwner the user who owns what has no user in a Supabase schema
     * @param policies whether policies of row-level security are created, unless they exist
     * @throws CommandException if the database is unavailable or its schema is incompatible
     */
    PostgresStores migrate(@Nullable Caller adoptionOwner, boolean policies) {
        return open(
                policies ? RowLevelSecurity.CREATE : RowLevelSecurity.AS_FOUND,
                stores -> stores.prepareFor(adoptionOwner));
    }

    private PostgresStores open(RowLevelSecurity rowLevelSecurity, Predicate<PostgresStores> preparation) {
        PostgresStores stores =
                new PostgresStores(dataSource(), Transactions.LOCAL, Clock.systemUTC(), rowLevelSecurity);
        try {
            if (!preparation.test(stores)) {
                throw databaseFailure(stores.problem().orElse("the database is not ready"));
            }
            return stores;
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    PGSimpleDataSource dataSource() {
        var dataSource = new PGSimpleDataSource();
        try {
            dataSource.setUrl(url);
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    ChatKitCommand.EXIT_USAGE,
                    "Invalid value for --url: '" + url + "' (expected: jdbc:postgresql://HOST:PORT/NAME)");
        }
        if (user != null) {
            dataSource.setUser(user);
        }
        String password = System.getenv("CHATKIT_DB_PASSWORD");
        if (password != null) {
            dataSource.setPassword(password);
        }
        dataSource.setApplicationName("chatkit-cli");
        dataSource.setTcpKeepAlive(true);
        return dataSource;
    }

    /** Who runs the command, for the audit log: the database's user, not one of the product. */
    Caller operator() {
        String name = dataSource().getUser();
        return new Caller("cli:" + (name == null ? System.getProperty("user.name", "?") : name), "chatkit-cli");
    }

    static Caller caller(String owner) {
        return caller("--owner", owner);
    }

    static Caller caller(String option, String user) {
        try {
            return new Caller(user);
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    ChatKitCommand.EXIT_USAGE, "Invalid value for " + option + ": " + e.getMessage());
        }
    }

    static CommandException databaseFailure(String reason) {
        return new CommandException(ChatKitCommand.EXIT_FAILURE, "Database unavailable: " + reason + ".");
    }

    static CommandException databaseFailure(UnavailableException e) {
        return databaseFailure(String.valueOf(e.getMessage()));
    }
}
