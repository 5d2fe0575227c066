package ee.chatkit.cli;

import ee.chatkit.store.jpa.PostgresStores;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code chatkit-cli}: export and import of conversations, and migration of the schema, without a running server. */
@Command(
        name = "chatkit-cli",
        description =
                "Exports and imports conversations of ChatKit EE in a PostgreSQL database, migrates its schema, and"
                        + " verifies its audit log."
                        + " Needs no running server.",
        mixinStandardHelpOptions = true,
        versionProvider = ChatKitCommand.Version.class,
        subcommands = {
            ExportCommand.class,
            ImportCommand.class,
            CheckCommand.class,
            MigrateCommand.class,
            AuditCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:some records were refused; all others were imported",
            "2:invalid command line",
            "3:invalid file: truncated, damaged, of a newer version, or missing",
            "4:failure of the database, the disk or the program",
            "5:the audit log was changed"
        })
public final class ChatKitCommand {
    static final int EXIT_REFUSED_LINES = 1;
    static final int EXIT_USAGE = 2;
    static final int EXIT_INVALID_FILE = 3;
    static final int EXIT_FAILURE = 4;
    static final int EXIT_ALTERED = 5;

    /** Strong references: the log manager holds loggers weakly, and their levels would be lost. */
    private static final Logger ALL = Logger.getLogger("");

    private static final Logger STORES = Logger.getLogger(PostgresStores.class.getName());

    private ChatKitCommand() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        ALL.setLevel(Level.OFF); // the command reports by itself; warnings of the stores tell of adopted schemas
        STORES.setLevel(Level.WARNING);
        STORES.setFilter(logged -> !logged.getMessage().startsWith("Database not ready")); // reported by the command
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ChatKitCommand()).setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof CommandException failed) {
                command.getErr().println(failed.getMessage());
                return failed.exitCode();
            }
            if (e instanceof IOException) {
                command.getErr().println("Input/output error: " + e);
            } else {
                command.getErr().println("Internal error:");
                e.printStackTrace(command.getErr());
            }
            return EXIT_FAILURE;
        });
    }

    /** The version in the manifest of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = ChatKitCommand.class.getPackage().getImplementationVersion();
            return new String[] {"chatkit-cli " + (version == null ? "(not packaged)" : version)};
        }
    }
}
