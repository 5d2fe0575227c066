package ee.chatkit.cli;

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

/** From a database into a file. */
@Command(
        name = "export",
        description = "Writes everything as it is at one moment into a file; changes nothing in the database.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private static final FileAttribute<?>[] EVERYBODYS = {};
    private static final FileAttribute<?>[] OWNERS = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(
            paramLabel = "FILE",
            description = "The file to make. Compressed by gzip where its name ends in .gz; - is the standard output.")
    private Path file = Path.of("-");

    @Option(
            names = "--owner",
            description = "Only what belongs to this user. The file then belongs to whoever imports it.")
    private @Nullable String owner;

    @Option(names = "--contents", description = "The bytes of attachments too.")
    private boolean contents;

    @Option(
            names = "--resume",
            description = "Goes on with a file whose export broke off, with the same options. Not for compressed ones.")
    private boolean resume;

    @Override
    public Integer call() throws IOException {
        Caller caller = owner == null ? null : DatabaseOptions.caller(owner);
        String after = resume ? cutOff(caller) : null;
        if (!resume && !isStandardOutput() && Files.exists(file)) {
            throw new CommandException(
                    ChatKitCommand.EXIT_USAGE,
                    file + " is there already. Name another file"
                            + (isCompressed() ? "." : ", or go on with this one by --resume."));
        }
        try (PostgresStores stores = database.openStores(false)) {
            export(stores, new Options(caller, contents, true, after));
            return 0;
        } catch (UnavailableException e) {
            throw DatabaseOptions.databaseFailure(e);
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "its folder is not there" : e.getMessage();
            throw new CommandException(ChatKitCommand.EXIT_FAILURE, file + " cannot be written: " + reason + ".");
        }
    }

    private void export(PostgresStores stores, Options options) throws IOException {
        long entries = stores.archive().count(new Selection(options.owner(), options.afterThread()));
        try (var consoleProgressBar = new ConsoleProgressBar("Export", " lines", 1, entries);
                OutputStream out = open()) {
            new Export(stores.archive(), stores.contents(), Clock.systemUTC())
                    .write(options, out, (lines, bytes) -> consoleProgressBar.stepTo(lines));
        }
    }

    private boolean isStandardOutput() {
        return file.toString().equals("-");
    }

    private boolean isCompressed() {
        return file.toString().endsWith(".gz");
    }

    /** What is in it is nobody's business but its owner's. */
    private OutputStream open() throws IOException {
        if (isStandardOutput()) {
            return new BufferedOutputStream(
                    new FileOutputStream(FileDescriptor.out)); // System.out keeps failures to itself
        }
        if (!resume) {
            Files.createFile(
                    file, file.getFileSystem().supportedFileAttributeViews().contains("posix") ? OWNERS : EVERYBODYS);
        }
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND);
        return isCompressed() ? new GZIPOutputStream(out, ImportSource.BUFFER_BYTES) : out;
    }

    /** Leaves the file as it was at its last checkpoint, and says behind which thread it goes on. */
    private String cutOff(@Nullable Caller caller) throws IOException {
        if (isStandardOutput() || isCompressed()) {
            throw new CommandException(
                    ChatKitCommand.EXIT_USAGE, "Only a file that is not compressed can be gone on with.");
        }
        if (!Files.isRegularFile(file)) {
            throw new CommandException(ChatKitCommand.EXIT_INVALID_FILE, file + " is not there.");
        }
        TruncatedExport cut = TruncatedExport.find(ImportSource.of(file))
                .orElseThrow(() -> new CommandException(
                        ChatKitCommand.EXIT_INVALID_FILE,
                        file + " cannot be gone on with: it is complete, or has no checkpoint yet. Begin anew."));
        if (cut.header().allUsers() != (caller == null)
                || cut.header().includesContents() != contents
                || !cut.header().includesHidden()) {
            throw new CommandException(
                    ChatKitCommand.EXIT_USAGE,
                    file + " was begun with other options: --owner and --contents must be the same.");
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(cut.validBytes());
        }
        return cut.afterThread();
    }
}
