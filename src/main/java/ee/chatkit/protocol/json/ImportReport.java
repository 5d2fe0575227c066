package ee.chatkit.protocol.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of the report of an import; each is a JSON object. */
public sealed interface ImportReport {
    /** The result of a line. */
    enum LineOutcome {
        /** The record was stored. */
        ADDED,
        /** An equal record was stored before. */
        ALREADY_THERE,
        /** The record was not stored. */
        REFUSED
    }

    /**
     * The result of one line. The contents of an attachment have one result, with the number of their last line.
     *
     * @param line the number of the line, from 1
     * @param recordType the type of the record
     * @param id the id of the record
     * @param threadId the id of the thread that it belongs to; null for none
     * @param outcome the result
     * @param reason why the record was refused, or what was corrected in one that was added; null otherwise
     */
    record LineResult(
            long line,
            RecordType recordType,
            String id,
            @Nullable String threadId,
            LineOutcome outcome,
            @Nullable String reason)
            implements ImportReport {}

    /**
     * The totals of an import.
     *
     * @param counts the number of lines by result and record type; missing entries are 0
     */
    record Totals(Map<LineOutcome, Map<RecordType, Long>> counts) implements ImportReport {
        private String members() {
            var out = new JsonObjectWriter();
            for (LineOutcome outcome : LineOutcome.values()) {
                out.raw(EnumNames.wireName(outcome), ExportLineJson.counts(counts.getOrDefault(outcome, Map.of())));
            }
            return out.end();
        }
    }

    /**
     * The import stopped before the end of the file.
     *
     * @param line the number of the first line that is not imported; the results of all lines before it were reported
     * @param error why the import stopped
     * @param totals the totals of the lines before
     */
    record Stopped(long line, String error, Totals totals) implements ImportReport {}

    /** Returns the JSON object of this line, without a line feed. */
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
