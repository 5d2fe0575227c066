package ee.chatkit.protocol.json;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadLabels;
import ee.chatkit.model.ThreadStatus;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Threads of the REST interface, which have no items. */
public final class ThreadJson {
    private static final Set<String> TO_CHANGE =
            Set.of("title", "status", "allowed_image_domains", "metadata", "pinned", "archived", "labels");
    private static final Set<String> TO_CREATE = Set.of(
            "id",
            "opportunity_id",
            "title",
            "status",
            "allowed_image_domains",
            "metadata",
            "pinned",
            "archived",
            "labels");

    private ThreadJson() {}

    /**
     * A request to create a thread.
     *
     * @param id the id; null if the server generates one
     * @param opportunityId the id of the opportunity; null if none is named
     * @param initializer sets all other members
     */
    public record NewThread(
            @Nullable String id, @Nullable String opportunityId, UnaryOperator<ChatThread> initializer) {
        /**
         * Returns this request for the opportunity in the path.
         *
         * @param opportunity the id of the opportunity
         * @return the request
         * @throws InvalidInputException if the body names a different opportunity
         */
        public NewThread inOpportunity(String opportunity) {
            if (opportunityId != null && !opportunityId.equals(opportunity)) {
                throw new InvalidInputException("opportunity_id", "must be the opportunity in the path");
            }
            return new NewThread(id, opportunity, initializer);
        }

        /** Returns the new thread. */
        public ChatThread create(String threadId, Instant now) {
            return initializer.apply(ChatThread.create(threadId, now)).withOpportunityId(opportunityId);
        }
    }

    /** Writes a thread. */
    public static String write(ChatThread thread) {
        var out = new JsonObjectWriter()
                .text("id", thread.id())
                .text("opportunity_id", thread.opportunityId())
                .time("created_at", thread.createdAt())
                .time("updated_at", thread.updatedAt());
        return appendOrganisation(appendMutableMembers(out, thread), thread).end();
    }

    /**
     * Reads a request to create a thread, in which each member is optional.
     *
     * @param body the request body
     * @return the request
     * @throws InvalidInputException if the body is invalid; the message names the member
     */
    public static NewThread readNew(byte[] body) {
        JsonObjectReader in = JsonObjectReader.of(JsonIo.parseObject(body)).requireOnly(TO_CREATE);
        ChatThread read = applyOrganisation(applyMembers(ChatThread.create("unnamed", Instant.EPOCH), in), in);
        return new NewThread(
                in.id("id"),
                in.reference("opportunity_id"),
                thread -> thread.withTitle(read.title())
                        .withStatus(read.status())
                        .withAllowedImageDomains(read.allowedImageDomains())
                        .withMetadata(read.metadata())
                        .withPinned(read.pinned())
                        .withArchived(read.archived())
                        .withLabels(read.labels()));
    }

    /** Returns whether two threads have the same id, opportunity and members that clients set; times are not compared. */
    public static boolean isSame(ChatThread one, ChatThread other) {
        return JsonEquality.isEqual(write(one.withTimesOf(other)), write(other));
    }

    /**
     * Reads a merge patch (RFC 7396). Removed members return to their initial values.
     *
     * @param body the request body
     * @return the change, which throws {@link InvalidInputException} if its result is invalid
     * @throws InvalidInputException if the body is invalid; the message names the member
     */
    public static UnaryOperator<ChatThread> readPatch(byte[] body) {
        JsonObject patch = JsonIo.parseObject(body);
        JsonObjectReader in = JsonObjectReader.of(patch).requireOnly(TO_CHANGE);
        JsonObjectReader status = in.reader("status");
        boolean activates = status != null && "active".equals(status.text("type"));
        return thread -> {
            // the reason belongs to the previous status
            ChatThread base = activates ? thread.withStatus(ThreadStatus.ACTIVE) : thread;
            String now = appendOrganisation(appendMutableMembers(new JsonObjectWriter(), base), base)
                    .end();
            JsonObjectReader merged = JsonObjectReader.of(
                    JsonIo.mergePatch(JsonIo.parse(now), patch).asJsonObject());
            return applyOrganisation(applyMembers(thread, merged), merged);
        };
    }

    /** Appends how the user has organised the thread, which the ChatKit protocol does not know. */
    private static JsonObjectWriter appendOrganisation(JsonObjectWriter out, ChatThread thread) {
        return out.flag("pinned", thread.pinned())
                .flag("archived", thread.archived())
                .texts("labels", thread.labels());
    }

    private static ChatThread applyOrganisation(ChatThread thread, JsonObjectReader in) {
        return thread.withPinned(in.flag("pinned"))
                .withArchived(in.flag("archived"))
                .withLabels(labels(in));
    }

    /** Reads the labels, in the form in which they are stored; empty if there are none. */
    static List<String> labels(JsonObjectReader in) {
        List<String> given = in.textsOrEmpty("labels");
        Set<String> labels = new LinkedHashSet<>();
        for (int i = 0; i < given.size(); i++) {
            try {
                labels.add(ThreadLabels.storable(given.get(i)));
            } catch (IllegalArgumentException e) {
                throw in.invalid("labels[" + i + "]", String.valueOf(e.getMessage()));
            }
        }
        if (labels.size() > ThreadLabels.MAX_COUNT) {
            throw in.invalid("labels", "must have at most " + ThreadLabels.MAX_COUNT + " entries");
        }
        return List.copyOf(labels);
    }

    /** Appends the members that clients may change, and which all representations of a thread have. */
    static JsonObjectWriter appendMutableMembers(JsonObjectWriter out, ChatThread thread) {
        return out.text("title", thread.title())
                .raw("status", status(thread.status()))
                .texts("allowed_image_domains", thread.allowedImageDomains())
                .raw("metadata", thread.metadata());
    }

    private static String status(ThreadStatus status) {
        return switch (status) {
            case ThreadStatus.Active() -> status("active", null);
            case ThreadStatus.Locked(String reason) -> status("locked", reason);
            case ThreadStatus.Closed(String reason) -> status("closed", reason);
        };
    }

    private static String status(String type, @Nullable String reason) {
        return new JsonObjectWriter().text("type", type).text("reason", reason).end();
    }

    /** Returns the thread with all mutable members set; absent members have their initial values. */
    static ChatThread applyMembers(ChatThread thread, JsonObjectReader in) {
        String title = in.text("title");
        if (title != null && title.isBlank()) {
            throw in.invalid("title", "must not be blank");
        }
        JsonObject metadata = in.object("metadata");
        return thread.withTitle(title)
                .withStatus(status(in.reader("status")))
                .withAllowedImageDomains(in.texts("allowed_image_domains"))
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
