package ee.chatkit.cli;

import ee.chatkit.model.Caller;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.Transactions;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Option;

/** Where the database is. The variables are those that a server gets. */
final class DatabaseOptions {
    @Option(
            names = "--url",
            required = true,
            defaultValue = "${env:CHATKIT_DB_URL}",
            description =
                    "The database, as jdbc:postgresql://HOST:PORT/NAME. Otherwise the variable CHATKIT_DB_URL says it.")
    private String url = "";

    @Option(
            names = "--user",
            defaultValue = "${env:CHATKIT_DB_USER}",
            description = "The role. Otherwise CHATKIT_DB_USER. The password is in CHATKIT_DB_PASSWORD.")
    private @Nullable String user;

    /**
     * The stores of the database, which answers.
     *
     * @param change whether its schema may be made or brought up to date
     * @throws CommandException when it does not answer, or its schema is not as it should be
     */
    PostgresStores openStores(boolean change) {
        PostgresStores stores = new PostgresStores(dataSource(), Transactions.OWN, Clock.systemUTC());
        try {
            if (!(change ? stores.prepare() : stores.prepareUnchanged())) {
                throw databaseFailure(stores.problem().orElse("the database cannot be used"));
            }
            return stores;
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    private PGSimpleDataSource dataSource() {
        var dataSource = new PGSimpleDataSource();
        try {
            dataSource.setUrl(url);
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    ChatKitCommand.EXIT_USAGE,
                    "--url must be as jdbc:postgresql://HOST:PORT/NAME, and is \"" + url + "\"");
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

    static Caller caller(String owner) {
        try {
            return new Caller(owner);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ChatKitCommand.EXIT_USAGE, "--owner: " + e.getMessage());
        }
    }

    static CommandException databaseFailure(String reason) {
        return new CommandException(ChatKitCommand.EXIT_FAILURE, "The database: " + reason + ".");
    }

    static CommandException databaseFailure(UnavailableException e) {
        return databaseFailure(String.valueOf(e.getMessage()));
    }
}
