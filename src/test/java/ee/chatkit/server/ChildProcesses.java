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

/** Runs, finds and terminates processes. */
final class ChildProcesses {
    private static final int TAIL_LINES = 40;

    private ChildProcesses() {}

    /**
     * Runs a command and waits for its end.
     *
     * @param log the file to which its output is appended
     * @throws IllegalStateException if it fails; the message contains the end of the log
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
            throw new IllegalStateException(name(command) + " ended with exit status " + process.exitValue()
                    + System.lineSeparator() + tail(log));
        }
    }

    /**
     * The running process whose id is in the first line of a file, if its command line contains {@code mark}. The id alone
     * is not sufficient, because the operating system reuses it.
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

    /** Sends SIGTERM to a process, and kills it after a timeout. */
    static void terminate(ProcessHandle process, Duration timeout) {
        process.destroy();
        if (!awaitExit(process, timeout)) {
            kill(process);
        }
    }

    /** Kills a process (SIGKILL). */
    static void kill(ProcessHandle process) {
        process.destroyForcibly();
        if (!awaitExit(process, Duration.ofSeconds(10))) {
            throw new IllegalStateException("process " + process.pid() + " did not end after SIGKILL");
        }
    }

    /** Waits for the end of a process. {@code onExit} polls a process that is not a child only every two seconds. */
    static boolean awaitExit(ProcessHandle process, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (isRunning(process) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return !isRunning(process);
    }

    /** Whether a process is running. A zombie process is alive but has no command. */
    static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /** The last lines of a log, or a note that there is none. */
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
