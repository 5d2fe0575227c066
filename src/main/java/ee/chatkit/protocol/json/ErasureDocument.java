package ee.chatkit.protocol.json;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an erasure has deleted.
 *
 * @param user whose records
 * @param isComplete whether nothing is left, except what is under legal hold
 * @param deleted how many records of each kind were deleted
 * @param kept how many are left
 * @param held what holds have kept
 */
public record ErasureDocument(
        String user, boolean isComplete, Map<String, Long> deleted, Map<String, Long> kept, List<Held> held) {
    public ErasureDocument {
        held = List.copyOf(held);
    }

    /**
     * What a legal hold has kept.
     *
     * @param isThread whether it is a thread, else it is an opportunity
     */
    public record Held(boolean isThread, String id, String hold) {
        private String json() {
            return new JsonObjectWriter()
                    .text(isThread ? "thread_id" : "opportunity_id", id)
                    .text("hold", hold)
                    .end();
        }
    }

    /**
     * Reads a request.
     *
     * @param body the request body
     * @return the id of the user
     * @throws InvalidInputException if the body is invalid; the message names the member
     */
    public static String readUser(byte[] body) {
        return JsonObjectReader.of(JsonIo.parseObject(body))
                .requireOnly(Set.of("user_id"))
                .requiredReference("user_id");
    }

    /** Writes the document. */
    public String json() {
        return new JsonObjectWriter()
                .text("user_id", user)
                .flag("complete", isComplete)
                .raw("deleted", counts(deleted))
                .raw("kept", counts(kept))
                .list("held", held, Held::json)
                .end();
    }

    private static String counts(Map<String, Long> counts) {
        var out = new JsonObjectWriter();
        counts.forEach(out::number);
        return out.end();
    }
}
