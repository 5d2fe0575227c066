package ee.chatkit.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Child processes: run one to its end, find one that an earlier run left behind, end one. */
final class ChildProcesses {
    private static final int TAIL_LINES = 40;

    private ChildProcesses() {}

    /**
     * Runs a command to its end.
     *
     * @param log takes what the command prints
     * @throws IllegalStateException when it fails; the message carries the end of the log
     */
    static void run(ProcessBuilder command, Path log, Duration limit) throws IOException {
        Process process = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(name(command) + " did not end within " + limit);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(name(command) + " was interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    name(command) + " ended with " + process.exitValue() + System.lineSeparator() + tail(log));
        }
    }

    /**
     * The living process whose id stands in the first line of a file, if its command line names {@code mark}. A process
     * id alone proves nothing: the number may belong to somebody else by now.
     */
    static Optional<ProcessHandle> findRecorded(Path pidFile, Path mark) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        String line = Files.readString(pidFile).lines().findFirst().orElse("").strip();
        return line.matches("\\d{1,18}")
                ? ProcessHandle.of(Long.parseLong(line)).filter(process -> hasArgument(process, mark))
                : Optional.empty();
    }

    private static boolean hasArgument(ProcessHandle process, Path mark) {
        return isRunning(process) && process.info().commandLine().orElse("").contains(mark.toString());
    }

    /** Asks a process to end, and makes it end when it has not done so in time. */
    static void terminate(ProcessHandle process, Duration timeout) {
        process.destroy();
        if (!awaitExit(process, timeout)) {
            kill(process);
        }
    }

    /** Ends a process at once, without asking it (SIGKILL). */
    static void kill(ProcessHandle process) {
        process.destroyForcibly();
        if (!awaitExit(process, Duration.ofSeconds(10))) {
            throw new IllegalStateException("process " + process.pid() + " does not die");
        }
    }

    /** Waits for the end of a process. Its own {@code onExit} looks only every other second when it is no child. */
    static boolean awaitExit(ProcessHandle process, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (isRunning(process) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return !isRunning(process);
    }

    /** A process that ended but that nobody has taken notice of yet still counts as alive, but has no program any more. */
    static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /** The last lines of a log, or a word that there is none. */
    static String tail(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join(
                    System.lineSeparator(), lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log in " + log + ")";
        }
    }

    private static String name(ProcessBuilder command) {
        return Path.of(command.command().getFirst()).getFileName().toString();
    }
}
