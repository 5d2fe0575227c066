package ee.chatkit.cli;

import ee.chatkit.transfer.Checked;
import ee.chatkit.transfer.FileProblem;
import ee.chatkit.transfer.Import;
import ee.chatkit.transfer.Source;
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
        Checked checked = check(file, Source.of(file));
        spec.commandLine().getOut().println(file + " is whole and sound: " + checked.lines() + " lines.");
        return 0;
    }

    /** @throws CommandException with everything that is wrong with the file */
    static Checked check(Path file, Source source) {
        if (!Files.isRegularFile(file)) {
            throw new CommandException(
                    ChatKitCommand.BAD_FILE, file + " is not there, or is no file: it is read twice.");
        }
        try (var bar = new Bar("Check", " MiB", 1024 * 1024, Files.size(file))) {
            Checked checked = Import.check(source, (lines, bytes) -> bar.at(bytes));
            if (checked.isGood()) {
                return checked;
            }
            var message = new StringBuilder(file + " cannot be imported:");
            for (FileProblem problem : checked.problems()) {
                message.append("%n  line ".formatted())
                        .append(problem.line())
                        .append(": ")
                        .append(problem.detail());
            }
            if (checked.more() > 0) {
                message.append("%n  and ".formatted()).append(checked.more()).append(" more");
            }
            throw new CommandException(ChatKitCommand.BAD_FILE, message.toString());
        } catch (IOException e) {
            throw new CommandException(ChatKitCommand.BAD_FILE, file + " cannot be read: " + e.getMessage());
        }
    }
}
