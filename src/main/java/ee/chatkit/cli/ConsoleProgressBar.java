package ee.chatkit.cli;

import java.io.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows progress on standard error if that is a terminal. */
final class ConsoleProgressBar implements AutoCloseable {
    private static final int COLUMNS = 100;
    private static final int MILLIS_BETWEEN = 250;

    private final ProgressBar bar;

    /** @param max the expected number of units; the actual number may differ */
    ConsoleProgressBar(String task, String unit, long unitSize, long max) {
        PrintStream to = isTerminal() ? System.err : new PrintStream(OutputStream.nullOutputStream());
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(unit, unitSize)
                .setInitialMax(max)
                .setUpdateIntervalMillis(MILLIS_BETWEEN)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(to, COLUMNS))
                .showSpeed()
                .build();
    }

    /** From Java 22, {@code System.console()} returns a console even if there is no terminal. */
    @SuppressWarnings("SystemConsoleNull") // isTerminal is called below
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    void stepTo(long done) {
        if (done > bar.getMax()) {
            bar.maxHint(done);
        }
        bar.stepTo(done);
    }

    @Override
    public void close() {
        bar.close();
    }
}
