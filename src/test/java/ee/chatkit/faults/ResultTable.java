package ee.chatkit.faults;

import java.util.List;
import java.util.Locale;

/** The results of a run as a table: one line for each kind of fault, and the sum. */
final class ResultTable {
    private static final String ROW = "| %-21s | %6s | %12s | %6s | %4s | %10s | %12s | %12s |%n";

    private ResultTable() {}

    /**
     * Formats results.
     *
     * @param results of all rounds, in any order
     * @param skipped kinds that could not be run
     */
    static String format(List<RoundResult> results, List<FaultKind> skipped) {
        var table = new StringBuilder();
        table.append(String.format(
                Locale.ROOT,
                ROW,
                "kind",
                "rounds",
                "acknowledged",
                "open",
                "lost",
                "unexpected",
                "recovery p50",
                "recovery max"));
        table.append(ROW.formatted("---", "---", "---", "---", "---", "---", "---", "---"));
        for (FaultKind kind : FaultKind.values()) {
            List<RoundResult> ofKind =
                    results.stream().filter(result -> result.kind() == kind).toList();
            if (!ofKind.isEmpty()) {
                append(table, kind.label(), ofKind);
            } else if (skipped.contains(kind)) {
                table.append(ROW.formatted(kind.label(), "SKIPPED", "", "", "", "", "", ""));
            }
        }
        append(table, "all", results);
        return table.toString();
    }

    private static void append(StringBuilder table, String name, List<RoundResult> results) {
        long[] recoveries =
                results.stream().mapToLong(RoundResult::recoveryMillis).sorted().toArray();
        table.append(String.format(
                Locale.ROOT,
                ROW,
                name,
                results.size(),
                results.stream().mapToLong(RoundResult::acknowledged).sum(),
                results.stream().mapToLong(RoundResult::open).sum(),
                results.stream().mapToInt(result -> result.findings().size()).sum(),
                results.stream().mapToInt(RoundResult::unexpected).sum(),
                recoveries.length == 0 ? "" : recoveries[(recoveries.length - 1) / 2] + " ms",
                recoveries.length == 0 ? "" : recoveries[recoveries.length - 1] + " ms"));
    }
}
