package ee.chatkit.cli;

import ee.chatkit.model.AuditAction;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditOutcome;
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
import java.time.Clock;
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

/** {@code chatkit-cli import}: adds the records of a file to a database. */
@Command(
        name = "import",
        description =
                "Validates an export and adds its records to the database. Existing records are not changed, so an"
                        + " import can be repeated. Creates the schema if it is missing.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(paramLabel = "FILE", description = "The export, plain or compressed by gzip.")
    private Path file = Path.of("");

    @Option(names = "--owner", description = "The owner of the records of an export without user names.")
    private @Nullable String owner;

    @Option(
            names = "--dry-run",
            description = "Reports the result of each line without writing. The schema must exist.")
    private boolean dryRun;

    @Option(names = "--all", description = "Reports every line, not only refused ones.")
    private boolean all;

    @Option(names = "--any-items", description = CheckCommand.ANY_ITEMS)
    private boolean anyItems;

    @Override
    public Integer call() throws IOException {
        ImportSource source = ImportSource.of(file);
        ValidationResult result = CheckCommand.check(file, source, anyItems);
        Caller caller = result.coversAllUsers() ? noOwner() : owner();
        try (PostgresStores stores = database.openStores(!dryRun)) {
            AuditEntry audit = result.coversAllUsers()
                    ? AuditEntry.of(database.operator(), AuditAction.IMPORT, "all users", null, AuditOutcome.STARTED)
                    : AuditEntry.of(
                            database.operator(), AuditAction.IMPORT, "user", caller.userId(), AuditOutcome.STARTED);
            var options = new Options(caller, ImportPolicy.UNRESTRICTED, !dryRun, !all, audit);
            return run(stores, source, options, result.lines());
        } catch (UnavailableException e) {
            throw DatabaseOptions.databaseFailure(e);
        }
    }

    private int run(PostgresStores stores, ImportSource source, Options options, long lines) throws IOException {
        try (var progress = new ConsoleProgressBar(dryRun ? "Dry run" : "Import", " lines", 1, lines);
                ImportRun run =
                        new Import(stores.archive(), stores.contents(), Clock.systemUTC()).start(source, options)) {
            try {
                return report(run, progress, spec.commandLine().getOut());
            } catch (CommandException | IOException e) {
                if (!dryRun && !run.isComplete()) {
                    recordFailure(stores, options.audit().with("lines", run.firstUncommittedLine() - 1));
                }
                throw e;
            }
        }
    }

    /** The database may be unavailable, which is reported already. */
    private static void recordFailure(PostgresStores stores, AuditEntry audit) {
        try {
            stores.auditLog().record(audit.with(AuditOutcome.FAILED));
        } catch (UnavailableException e) {
            // it is known that the import has begun, and not that it has ended
        }
    }

    /** Each record names its owner, so the returned caller is not used. */
    private Caller noOwner() {
        if (owner != null) {
            throw new CommandException(
                    ChatKitCommand.EXIT_USAGE, file + " names the owner of each record: omit --owner.");
        }
        return new Caller("unused");
    }

    private Caller owner() {
        if (owner == null) {
            throw new CommandException(
                    ChatKitCommand.EXIT_USAGE, file + " names no users: set the owner with --owner.");
        }
        return DatabaseOptions.caller(owner);
    }

    private static int report(ImportRun run, ConsoleProgressBar progress, PrintWriter out) throws IOException {
        try {
            for (List<? extends ImportReport> lines = run.nextReports(); lines != null; lines = run.nextReports()) {
                lines.forEach(line -> out.println(line.toJson()));
                progress.stepTo(run.linesRead());
            }
        } catch (UnavailableException e) {
            out.println(new Stopped(run.firstUncommittedLine(), String.valueOf(e.getMessage()), run.totals()).toJson());
            throw new CommandException(
                    ChatKitCommand.EXIT_FAILURE,
                    "Database unavailable: " + e.getMessage() + ". Import the same file again to continue.");
        }
        Totals totals = run.totals();
        out.println(totals.toJson());
        return totals.counts().getOrDefault(LineOutcome.REFUSED, Map.of()).values().stream()
                        .anyMatch(count -> count > 0)
                ? ChatKitCommand.EXIT_REFUSED_LINES
                : 0;
    }
}
