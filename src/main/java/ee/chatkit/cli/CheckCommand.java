package ee.chatkit.cli;

import ee.chatkit.transfer.FileProblem;
import ee.chatkit.transfer.Import;
import ee.chatkit.transfer.ImportSource;
import ee.chatkit.transfer.ValidationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether a file is whole and sound; needs no database. */
@Command(
        name = "check",
        description = "Tells whether a file is whole and sound. Needs no database.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "A file that was exported, compressed by gzip or not.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        ValidationResult validationResult = check(file, ImportSource.of(file));
        spec.commandLine().getOut().println(file + " is whole and sound: " + validationResult.lines() + " lines.");
        return 0;
    }

    /** @throws CommandException with everything that is wrong with the file */
    static ValidationResult check(Path file, ImportSource importSource) {
        if (!Files.isRegularFile(file)) {
            throw new CommandException(
                    ChatKitCommand.EXIT_INVALID_FILE, file + " is not there, or is no file: it is read twice.");
        }
        try (var consoleProgressBar = new ConsoleProgressBar("Check", " MiB", 1024 * 1024, Files.size(file))) {
            ValidationResult validationResult =
                    Import.validate(importSource, (lines, bytes) -> consoleProgressBar.stepTo(bytes));
            if (validationResult.isValid()) {
                return validationResult;
            }
            var message = new StringBuilder(file + " cannot be imported:");
            for (FileProblem problem : validationResult.problems()) {
                message.append("%n  line ".formatted())
                        .append(problem.line())
                        .append(": ")
                        .append(problem.detail());
            }
            if (validationResult.omittedProblems() > 0) {
                message.append("%n  and ".formatted())
                        .append(validationResult.omittedProblems())
                        .append(" more");
            }
            throw new CommandException(ChatKitCommand.EXIT_INVALID_FILE, message.toString());
        } catch (IOException e) {
            throw new CommandException(ChatKitCommand.EXIT_INVALID_FILE, file + " cannot be read: " + e.getMessage());
        }
    }
}
