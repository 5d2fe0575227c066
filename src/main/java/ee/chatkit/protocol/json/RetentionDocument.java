package ee.chatkit.protocol.json;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What retention would delete.
 *
 * @param inactiveDays the period of threads whose opportunity has none of its own; 0 for none
 * @param scanned how many threads were looked at
 * @param toDelete how many of them would be deleted
 * @param held how many would be, but are under legal hold
 * @param threads the first of both
 * @param after the id of the thread after which to go on; null if all were looked at
 */
public record RetentionDocument(
        int inactiveDays,
        long scanned,
        long toDelete,
        long held,
        List<Entry> threads,
        @Nullable String after) {
    public RetentionDocument {
        threads = List.copyOf(threads);
    }

    /**
     * A thread whose retention period is over.
     *
     * @param hold the legal hold that keeps it; null if there is none
     */
    public record Entry(
            String id,
            @Nullable String opportunityId,
            Instant updatedAt,
            @Nullable String hold) {
        private String json() {
            return new JsonObjectWriter()
                    .text("id", id)
                    .text("opportunity_id", opportunityId)
                    .time("updated_at", updatedAt)
                    .text("hold", hold)
                    .end();
        }
    }

    /** Writes the document. */
    public String json() {
        return new JsonObjectWriter()
                .number("inactive_days", inactiveDays)
                .number("scanned", scanned)
                .number("to_delete", toDelete)
                .number("held", held)
                .list("threads", threads, Entry::json)
                .text("after", after)
                .end();
    }
}
