package ee.chatkit.cli;

import ee.chatkit.model.Caller;
import ee.chatkit.protocol.json.ImportReport;
import ee.chatkit.protocol.json.ImportReport.LineOutcome;
import ee.chatkit.protocol.json.ImportReport.Stopped;
import ee.chatkit.protocol.json.ImportReport.Totals;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.transfer.Import;
import ee.chatkit.transfer.Import.Options;
import ee.chatkit.transfer.ImportPolicy;
import ee.chatkit.transfer.ImportRun;
import ee.chatkit.transfer.ImportSource;
import ee.chatkit.transfer.ValidationResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** From a file into a database. */
@Command(
        name = "import",
        description =
                "Adds what a file has and the database has not, after a look whether the file is whole and sound. Twice"
                        + " is once. Makes the tables where there are none.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(paramLabel = "FILE", description = "A file that was exported, compressed by gzip or not.")
    private Path file = Path.of("");

    @Option(names = "--owner", description = "Whom a file belongs to that names no users.")
    private @Nullable String owner;

    @Option(names = "--dry-run", description = "Only tells what would become of each line. The tables must be there.")
    private boolean dryRun;

    @Option(names = "--all", description = "Tells of every line, not only of those that are refused.")
    private boolean all;

    @Override
    public Integer call() throws IOException {
        ImportSource importSource = ImportSource.of(file);
        ValidationResult validationResult = CheckCommand.check(file, importSource);
        Caller caller = validationResult.coversAllUsers() ? everybody() : owner();
        try (PostgresStores stores = database.openStores(!dryRun)) {
            var options = new Options(caller, ImportPolicy.UNRESTRICTED, !dryRun, !all);
            try (var consoleProgressBar = new ConsoleProgressBar(
                            dryRun ? "Dry run" : "Import", " lines", 1, validationResult.lines());
                    ImportRun run = new Import(stores.archive(), stores.contents()).start(importSource, options)) {
                return report(run, consoleProgressBar, spec.commandLine().getOut());
            }
        } catch (UnavailableException e) {
            throw DatabaseOptions.databaseFailure(e);
        }
    }

    /** The file says of each line whom it belongs to. */
    private Caller everybody() {
        if (owner != null) {
            throw new CommandException(
                    ChatKitCommand.EXIT_USAGE, file + " names its users: --owner is for a file that names none.");
        }
        return new Caller("nobody");
    }

    private Caller owner() {
        if (owner == null) {
            throw new CommandException(
                    ChatKitCommand.EXIT_USAGE, file + " names no users. Say by --owner whom it is to belong to.");
        }
        return DatabaseOptions.caller(owner);
    }

    private static int report(ImportRun run, ConsoleProgressBar consoleProgressBar, PrintWriter out)
            throws IOException {
        try {
            for (List<? extends ImportReport> lines = run.nextReports(); lines != null; lines = run.nextReports()) {
                lines.forEach(line -> out.println(line.toJson()));
                consoleProgressBar.stepTo(run.linesRead());
            }
        } catch (UnavailableException e) {
            out.println(new Stopped(run.firstUncommittedLine(), String.valueOf(e.getMessage()), run.totals()).toJson());
            throw new CommandException(
                    ChatKitCommand.EXIT_FAILURE,
                    "The database: " + e.getMessage() + ". Import the same file again: what is there stays.");
        }
        Totals totals = run.totals();
        out.println(totals.toJson());
        return totals.counts().getOrDefault(LineOutcome.REFUSED, Map.of()).values().stream()
                        .anyMatch(count -> count > 0)
                ? ChatKitCommand.EXIT_REFUSED_LINES
                : 0;
    }
}
