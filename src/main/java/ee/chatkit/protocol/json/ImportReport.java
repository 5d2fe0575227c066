package ee.chatkit.protocol.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of the lines of a file that was imported. One JSON object each. */
public sealed interface ImportReport {
    /** What became of a line. */
    enum LineOutcome {
        ADDED,
        /** The same was there. */
        ALREADY_THERE,
        /** Nothing was done. */
        REFUSED
    }

    /**
     * What became of one line; of the bytes of an attachment only the last line is told.
     *
     * @param line counts from 1
     * @param threadId where it hangs on a thread
     * @param reason why it was refused; null when it was not
     */
    record LineResult(
            long line,
            RecordType recordType,
            String id,
            @Nullable String threadId,
            LineOutcome outcome,
            @Nullable String reason)
            implements ImportReport {}

    /** How many lines there were of each kind, by what became of them. */
    record Totals(Map<LineOutcome, Map<RecordType, Long>> counts) implements ImportReport {
        private String members() {
            var out = new JsonObjectWriter();
            for (LineOutcome lineOutcome : LineOutcome.values()) {
                out.raw(
                        EnumNames.wireName(lineOutcome),
                        ExportLineJson.counts(counts.getOrDefault(lineOutcome, Map.of())));
            }
            return out.end();
        }
    }

    /**
     * It went no further.
     *
     * @param line what stands from this line on was not imported; all before was told
     * @param error why
     */
    record Stopped(long line, String error, Totals totals) implements ImportReport {}

    /** One line of a report, without its line feed. */
    default String toJson() {
        return switch (this) {
            case LineResult one ->
                new JsonObjectWriter()
                        .number("line", one.line)
                        .text("record", one.recordType.wireName())
                        .text("id", one.id)
                        .text("thread_id", one.threadId)
                        .enumName("outcome", one.outcome)
                        .text("reason", one.reason)
                        .end();
            case Totals totals ->
                new JsonObjectWriter().raw("totals", totals.members()).end();
            case Stopped stopped ->
                new JsonObjectWriter()
                        .text("error", stopped.error)
                        .number("line", stopped.line)
                        .raw("totals", stopped.totals.members())
                        .end();
        };
    }
}
