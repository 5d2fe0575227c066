package ee.chatkit.protocol.json;

import ee.chatkit.model.LegalHold;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Legal holds of the REST interface. */
public final class LegalHoldJson {
    private LegalHoldJson() {}

    /**
     * A request to place a hold.
     *
     * @param threadId the thread; null if it is on an opportunity
     * @param opportunityId the opportunity; null if it is on a thread
     * @param reason why it is placed
     */
    public record NewHold(
            @Nullable String threadId, @Nullable String opportunityId, String reason) {
        /** Returns the hold. */
        public LegalHold create(String id, String placedBy, Instant now) {
            return new LegalHold(id, threadId, opportunityId, reason, placedBy, now);
        }
    }

    /** Writes a hold. */
    public static String write(LegalHold hold) {
        return new JsonObjectWriter()
                .text("id", hold.id())
                .text("thread_id", hold.threadId())
                .text("opportunity_id", hold.opportunityId())
                .text("reason", hold.reason())
                .text("placed_by", hold.placedBy())
                .time("placed_at", hold.placedAt())
                .end();
    }

    /**
     * Reads a request to place a hold.
     *
     * @param body the request body
     * @return the request
     * @throws InvalidInputException if the body is invalid; the message names the member
     */
    public static NewHold readNew(byte[] body) {
        JsonObjectReader in = JsonObjectReader.of(JsonIo.parseObject(body))
                .requireOnly(Set.of("thread_id", "opportunity_id", "reason"));
        String threadId = in.reference("thread_id");
        String opportunityId = in.reference("opportunity_id");
        if ((threadId == null) == (opportunityId == null)) {
            throw in.invalid("thread_id", "or opportunity_id is required, and only one of them");
        }
        String reason = in.nonBlankText("reason");
        if (reason.length() > LegalHold.MAX_REASON_LENGTH) {
            throw in.invalid("reason", "must have at most " + LegalHold.MAX_REASON_LENGTH + " characters");
        }
        return new NewHold(threadId, opportunityId, reason);
    }
}
