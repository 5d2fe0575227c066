package ee.chatkit.protocol.json;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadStatus;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Threads without their items. */
public final class ThreadJson {
    private static final Set<String> TO_CHANGE = Set.of("title", "status", "allowed_image_domains", "metadata");
    private static final Set<String> TO_CREATE =
            Set.of("id", "opportunity_id", "title", "status", "allowed_image_domains", "metadata");

    private ThreadJson() {}

    /**
     * A thread that a client wants to create.
     *
     * @param id null when the server is to make one
     * @param opportunityId null when none is named
     * @param initializer gives a thread everything else
     */
    public record NewThread(
            @Nullable String id, @Nullable String opportunityId, UnaryOperator<ChatThread> initializer) {
        /**
         * The same, within this opportunity.
         *
         * @throws InvalidInputException when it names another one
         */
        public NewThread inOpportunity(String opportunity) {
            if (opportunityId != null && !opportunityId.equals(opportunity)) {
                throw new InvalidInputException("opportunity_id", "is another one than the address has");
            }
            return new NewThread(id, opportunity, initializer);
        }

        /** The thread, begun at this time under this id. */
        public ChatThread create(String threadId, Instant now) {
            return initializer.apply(ChatThread.create(threadId, now)).withOpportunityId(opportunityId);
        }
    }

    public static String write(ChatThread thread) {
        return appendMutableMembers(
                        new JsonObjectWriter()
                                .text("id", thread.id())
                                .text("opportunity_id", thread.opportunityId())
                                .time("created_at", thread.createdAt())
                                .time("updated_at", thread.updatedAt()),
                        thread)
                .end();
    }

    /**
     * Reads a thread to be created. Each member is optional.
     *
     * @throws InvalidInputException naming the member
     */
    public static NewThread readNew(byte[] body) {
        JsonObjectReader jsonObjectReader =
                JsonObjectReader.of(JsonIo.parseObject(body)).requireOnly(TO_CREATE);
        ChatThread read = applyMembers(ChatThread.create("unnamed", Instant.EPOCH), jsonObjectReader);
        return new NewThread(
                jsonObjectReader.id("id"),
                jsonObjectReader.reference("opportunity_id"),
                thread -> thread.withTitle(read.title())
                        .withStatus(read.status())
                        .withAllowedImageDomains(read.allowedImageDomains())
                        .withMetadata(read.metadata()));
    }

    /**
     * Reads a merge patch (RFC 7396). What it removes has its first value again.
     *
     * @throws InvalidInputException naming the member; so may the change, when its result would not be valid
     */
    public static UnaryOperator<ChatThread> readPatch(byte[] body) {
        JsonObject patch = JsonIo.parseObject(body);
        JsonObjectReader jsonObjectReader = JsonObjectReader.of(patch).requireOnly(TO_CHANGE);
        JsonObjectReader status = jsonObjectReader.reader("status");
        boolean activates = status != null && "active".equals(status.text("type"));
        return thread -> {
            // the reason was one for the status before
            ChatThread base = activates ? thread.withStatus(ThreadStatus.ACTIVE) : thread;
            String now = appendMutableMembers(new JsonObjectWriter(), base).end();
            return applyMembers(
                    thread,
                    JsonObjectReader.of(
                            JsonIo.mergePatch(JsonIo.parse(now), patch).asJsonObject()));
        };
    }

    /** Behind what is written so far, what every form of a thread has. */
    static JsonObjectWriter appendMutableMembers(JsonObjectWriter out, ChatThread thread) {
        return out.text("title", thread.title())
                .raw("status", status(thread.status()))
                .texts("allowed_image_domains", thread.allowedImageDomains())
                .raw("metadata", thread.metadata());
    }

    private static String status(ThreadStatus status) {
        return switch (status) {
            case ThreadStatus.Active() ->
                new JsonObjectWriter().text("type", "active").end();
            case ThreadStatus.Locked(String reason) ->
                new JsonObjectWriter()
                        .text("type", "locked")
                        .text("reason", reason)
                        .end();
            case ThreadStatus.Closed(String reason) ->
                new JsonObjectWriter()
                        .text("type", "closed")
                        .text("reason", reason)
                        .end();
        };
    }

    /** The thread with exactly what the members say. */
    static ChatThread applyMembers(ChatThread thread, JsonObjectReader jsonObjectReader) {
        String title = jsonObjectReader.text("title");
        if (title != null && title.isBlank()) {
            throw jsonObjectReader.invalid("title", "must not be blank");
        }
        JsonObject metadata = jsonObjectReader.object("metadata");
        return thread.withTitle(title)
                .withStatus(status(jsonObjectReader.reader("status")))
                .withAllowedImageDomains(jsonObjectReader.texts("allowed_image_domains"))
                .withMetadata(metadata == null ? "{}" : metadata.toString());
    }

    static ThreadStatus status(@Nullable JsonObjectReader status) {
        if (status == null) {
            return ThreadStatus.ACTIVE;
        }
        status.requireOnly(Set.of("type", "reason"));
        String reason = status.text("reason");
        return switch (status.nonBlankText("type")) {
            case "active" -> {
                if (reason != null) {
                    throw status.invalid("reason", "needs the type locked or closed");
                }
                yield ThreadStatus.ACTIVE;
            }
            case "locked" -> new ThreadStatus.Locked(reason);
            case "closed" -> new ThreadStatus.Closed(reason);
            default -> throw status.invalid("type", "must be active, locked or closed");
        };
    }
}
