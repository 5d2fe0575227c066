package ee.chatkit.cli;

import ee.chatkit.transfer.FileProblem;
import ee.chatkit.transfer.Import;
import ee.chatkit.transfer.ImportSource;
import ee.chatkit.transfer.ProgressListener;
import ee.chatkit.transfer.ValidationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chatkit-cli check}: validates an export without a database. */
@Command(
        name = "check",
        description = "Validates an export: structure, order and checksums. Needs no database.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    static final String ANY_ITEMS =
            "Accepts items whose content does not have the members of their type, which ChatKit clients cannot show.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The export, plain or compressed by gzip.")
    private Path file = Path.of("");

    @Option(names = "--any-items", description = ANY_ITEMS)
    private boolean anyItems;

    @Override
    public Integer call() {
        ValidationResult result = check(file, ImportSource.of(file), anyItems);
        spec.commandLine().getOut().println(file + " is valid: " + result.lines() + " lines.");
        return 0;
    }

    /** @throws CommandException if the file is invalid; the message lists the problems */
    static ValidationResult check(Path file, ImportSource source, boolean anyItems) {
        if (!Files.isRegularFile(file)) {
            throw new CommandException(
                    ChatKitCommand.EXIT_INVALID_FILE,
                    file
                            + " does not exist or is not a regular file (the file is read twice, so a pipe cannot be"
                            + " used).");
        }
        try (var progress = new ConsoleProgressBar("Check", " MiB", 1024 * 1024, Files.size(file))) {
            ProgressListener listener = (lines, bytes) -> progress.stepTo(bytes);
            ValidationResult result =
                    anyItems ? Import.validateWithAnyItems(source, listener) : Import.validate(source, listener);
            if (result.isValid()) {
                return result;
            }
            var message = new StringBuilder(file + " is not a valid export:");
            for (FileProblem problem : result.problems()) {
                message.append("%n  line ".formatted())
                        .append(problem.line())
                        .append(": ")
                        .append(problem.detail());
            }
            if (result.omittedProblems() > 0) {
                message.append("%n  and ".formatted())
                        .append(result.omittedProblems())
                        .append(" more");
            }
            if (result.problems().stream().anyMatch(problem -> problem.detail().startsWith("content."))) {
                message.append("%n  (--any-items accepts items of any content)".formatted());
            }
            throw new CommandException(ChatKitCommand.EXIT_INVALID_FILE, message.toString());
        } catch (IOException e) {
            throw new CommandException(ChatKitCommand.EXIT_INVALID_FILE, file + " cannot be read: " + e.getMessage());
        }
    }
}
