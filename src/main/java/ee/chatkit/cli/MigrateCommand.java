package ee.chatkit.cli;

import ee.chatkit.model.Caller;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.schema.SchemaDistribution;
import ee.chatkit.store.schema.SchemaGrants;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chatkit-cli migrate}: creates or upgrades the schema, so that the server's role need not own it. */
@Command(
        name = "migrate",
        description =
                "Creates the schema or upgrades it to this version, as a server does at its start. Run it as the role"
                        + " that owns the schema when the server's role does not.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--grant-to",
            paramLabel = "ROLE",
            description = "Grants this role what a server needs: rows of the tables, no change of them.")
    private List<String> roles = List.of();

    @Option(
            names = "--row-level-security",
            description =
                    "Creates the policies that chatkit.database.row-level-security needs. Without it, they stay as"
                            + " they are.")
    private boolean rowLevelSecurity;

    @Option(
            names = "--citus",
            description = "Distributes the tables over the nodes of Citus, of which the database is the coordinator."
                    + " Once: they stay distributed.")
    private boolean citus;

    @Option(
            names = "--adoption-owner",
            paramLabel = "USER",
            defaultValue = "${env:CHATKIT_ADOPTION_OWNER}",
            description = "The user who owns what has no user, when the tables of the Python version are adopted."
                    + " Default: CHATKIT_ADOPTION_OWNER.")
    private @Nullable String adoptionOwner;

    @Override
    public Integer call() {
        if (citus && rowLevelSecurity) {
            throw new CommandException(
                    ChatKitCommand.EXIT_USAGE, "--citus and --row-level-security exclude each other.");
        }
        Caller owner = adoptionOwner == null || adoptionOwner.isBlank()
                ? null
                : DatabaseOptions.caller("--adoption-owner", adoptionOwner.strip());
        database.migrate(owner, rowLevelSecurity).close();
        try {
            if (citus) {
                SchemaDistribution.distribute(database.dataSource());
            }
            for (String role : roles) {
                SchemaGrants.grant(database.dataSource(), role);
            }
            return 0;
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    ChatKitCommand.EXIT_USAGE, "Invalid value for --grant-to: " + e.getMessage() + ".");
        } catch (UnavailableException e) {
            throw DatabaseOptions.databaseFailure(e);
        }
    }
}
