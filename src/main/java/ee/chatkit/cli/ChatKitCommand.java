package ee.chatkit.cli;

import ee.chatkit.store.jpa.PostgresStores;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code chatkit-cli}: what an operator does with conversations while no server needs to run. */
@Command(
        name = "chatkit-cli",
        description =
                "Moves conversations of ChatKit EE between a file and a PostgreSQL database. No server needs to run.",
        mixinStandardHelpOptions = true,
        versionProvider = ChatKitCommand.Version.class,
        subcommands = {ExportCommand.class, ImportCommand.class, CheckCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all was done",
            "1:some lines of the file were refused; everything else was imported",
            "2:the command was not understood",
            "3:the file cannot be used: it is cut, damaged, newer than this program, or not there",
            "4:the database, the disk or the program did not do its part"
        })
public final class ChatKitCommand {
    static final int EXIT_REFUSED_LINES = 1;
    static final int EXIT_USAGE = 2;
    static final int EXIT_INVALID_FILE = 3;
    static final int EXIT_FAILURE = 4;

    /** Keeps the loggers, whose levels would go with them. */
    private static final Logger ALL = Logger.getLogger("");

    private static final Logger STORES = Logger.getLogger(PostgresStores.class.getName());

    private ChatKitCommand() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        ALL.setLevel(Level.OFF); // what there is to say is said by the command itself, but for what was taken over
        STORES.setLevel(Level.WARNING);
        STORES.setFilter(
                said -> !said.getMessage().startsWith("Database not ready")); // the command has its own words for that
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ChatKitCommand()).setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof CommandException failed) {
                command.getErr().println(failed.getMessage());
                return failed.exitCode();
            }
            if (e instanceof IOException) {
                command.getErr().println("The disk: " + e + ".");
            } else {
                command.getErr().println("This is an error of the program itself:");
                e.printStackTrace(command.getErr());
            }
            return EXIT_FAILURE;
        });
    }

    /** As the jar says. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = ChatKitCommand.class.getPackage().getImplementationVersion();
            return new String[] {"chatkit-cli " + (version == null ? "(not packaged)" : version)};
        }
    }
}
