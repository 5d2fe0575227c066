package ee.chatkit.cli;

import ee.chatkit.model.AuditAction;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditOutcome;
import ee.chatkit.model.Caller;
import ee.chatkit.store.Archive.Selection;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.transfer.Export;
import ee.chatkit.transfer.Export.Options;
import ee.chatkit.transfer.ImportSource;
import ee.chatkit.transfer.TruncatedExport;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chatkit-cli export}: writes the records of a database to a file. */
@Command(
        name = "export",
        description = "Writes a consistent snapshot of all conversations to a file. That it was exported is"
                + " recorded in the audit log; nothing else is changed.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private static final FileAttribute<?>[] DEFAULT_PERMISSIONS = {};
    private static final FileAttribute<?>[] OWNER_ONLY = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(
            paramLabel = "FILE",
            description = "The file to create, compressed by gzip if its name ends in .gz; - for standard output.")
    private Path file = Path.of("-");

    @Option(names = "--owner", description = "Exports the records of this user only, without the user's name.")
    private @Nullable String owner;

    @Option(names = "--contents", description = "Includes the contents of attachments.")
    private boolean contents;

    @Option(
            names = "--resume",
            description = "Continues an interrupted export with the same options. Not available for compressed files.")
    private boolean resume;

    @Override
    public Integer call() throws IOException {
        Caller caller = owner == null ? null : DatabaseOptions.caller(owner);
        String after = resume ? truncateToCheckpoint(caller) : null;
        if (!resume && !isStandardOutput() && Files.exists(file)) {
            throw new CommandException(
                    ChatKitCommand.EXIT_USAGE,
                    file + " already exists. Choose another file name"
                            + (isCompressed() ? "." : ", or continue this export with --resume."));
        }
        try (PostgresStores stores = database.openStores(false)) {
            export(stores, new Options(caller, contents, true, after));
            return 0;
        } catch (UnavailableException e) {
            throw DatabaseOptions.databaseFailure(e);
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "the directory does not exist" : e.getMessage();
            throw new CommandException(ChatKitCommand.EXIT_FAILURE, file + " cannot be written: " + reason + ".");
        }
    }

    private void export(PostgresStores stores, Options options) throws IOException {
        Caller owner = options.owner();
        AuditEntry audit = AuditEntry.of(
                        database.operator(),
                        AuditAction.EXPORT,
                        owner == null ? "all users" : "user",
                        owner == null ? null : owner.userId(),
                        AuditOutcome.STARTED)
                .with("contents", options.includeContents());
        stores.auditLog().record(audit);
        AuditOutcome outcome = AuditOutcome.FAILED;
        long entries = stores.archive().count(new Selection(owner, options.afterThread()));
        try (var progress = new ConsoleProgressBar("Export", " lines", 1, entries);
                OutputStream out = open()) {
            new Export(stores.archive(), stores.contents(), Clock.systemUTC())
                    .write(options, out, (lines, bytes) -> progress.stepTo(lines));
            outcome = AuditOutcome.DONE;
        } finally {
            stores.auditLog().record(audit.with(outcome));
        }
    }

    private boolean isStandardOutput() {
        return file.toString().equals("-");
    }

    private boolean isCompressed() {
        return file.toString().endsWith(".gz");
    }

    /** A new file is readable by its owner only: it has the conversations of users. */
    private OutputStream open() throws IOException {
        if (isStandardOutput()) {
            return new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)); // System.out swallows exceptions
        }
        if (!resume) {
            Files.createFile(
                    file,
                    file.getFileSystem().supportedFileAttributeViews().contains("posix")
                            ? OWNER_ONLY
                            : DEFAULT_PERMISSIONS);
        }
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND);
        return isCompressed() ? new GZIPOutputStream(out, ImportSource.BUFFER_BYTES) : out;
    }

    /** Truncates the file to its last checkpoint, and returns the id of the last thread before it. */
    private String truncateToCheckpoint(@Nullable Caller caller) throws IOException {
        if (isStandardOutput() || isCompressed()) {
            throw new CommandException(ChatKitCommand.EXIT_USAGE, "--resume needs an uncompressed file.");
        }
        if (!Files.isRegularFile(file)) {
            throw new CommandException(ChatKitCommand.EXIT_INVALID_FILE, file + " does not exist.");
        }
        TruncatedExport truncated = TruncatedExport.find(ImportSource.of(file))
                .orElseThrow(() -> new CommandException(
                        ChatKitCommand.EXIT_INVALID_FILE,
                        file + " cannot be resumed: it is complete, or has no checkpoint. Start a new export."));
        if (truncated.header().allUsers() != (caller == null)
                || truncated.header().includesContents() != contents
                || !truncated.header().includesHidden()) {
            throw new CommandException(
                    ChatKitCommand.EXIT_USAGE,
                    file + " was exported with other options: use the same --owner and --contents.");
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(truncated.validBytes());
        }
        return truncated.afterThread();
    }
}
