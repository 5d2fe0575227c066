package ee.chatkit.protocol.json;

import ee.chatkit.model.ThreadItem;
import jakarta.json.JsonObject;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Items of the REST interface: the members of the envelope, followed by those of the content. */
public final class ItemJson {
    private static final Set<String> READ_ONLY = Set.of("thread_id", "created_at");

    private ItemJson() {}

    /**
     * A request to add an item.
     *
     * @param id the id; null if the server generates one
     * @param type the item type
     * @param content a JSON object as text, ready to be stored
     */
    public record NewItem(@Nullable String id, String type, String content) {}

    /** Writes an item. The stored text is appended to the envelope without being parsed. */
    public static String write(ThreadItem item) {
        return new JsonObjectWriter()
                .text("id", item.id())
                .text("thread_id", item.threadId())
                .time("created_at", item.createdAt())
                .text("type", item.type())
                .endWithMembersOf(item.content());
    }

    /**
     * Reads a request to add an item: {@code type}, optionally {@code id}, and the members of the content.
     *
     * @param body the request body
     * @return the request
     * @throws InvalidInputException if the body is invalid, the type is hidden, or the content does not have the members
     *     of its type; the message names the member
     */
    public static NewItem readNew(byte[] body) {
        JsonObject object = JsonIo.parseObject(body);
        JsonObjectReader in = JsonObjectReader.of(object).refuse(READ_ONLY, "is set by the server");
        String type = in.requiredReference("type");
        if (ThreadItem.HIDDEN_TYPES.contains(type)) {
            throw in.invalid("type", "must not be the type of a hidden item");
        }
        String content = ItemContentValidator.requireValid(type, content(object), "");
        return new NewItem(in.id("id"), type, content);
    }

    /**
     * Reads a merge patch (RFC 7396) of the content of an item.
     *
     * @param body the request body
     * @return the change, which throws {@link InvalidInputException} if its result does not have the members of the item's
     *     type
     * @throws InvalidInputException if the body is invalid or has a member of the envelope
     */
    public static UnaryOperator<ThreadItem> readPatch(byte[] body) {
        JsonObject patch = JsonIo.parseObject(body);
        JsonObjectReader.of(patch).refuse(ThreadItem.ENVELOPE_MEMBERS, "cannot be changed");
        return item -> {
            String patched =
                    JsonIo.mergePatch(JsonIo.parse(item.content()), patch).toString();
            return item.withContent(ItemContentValidator.requireValid(item.type(), patched, ""));
        };
    }

    /** Returns whether two items have the same id, thread, type and content; times are not compared. */
    public static boolean isSame(ThreadItem one, ThreadItem other) {
        return JsonEquality.isEqual(write(one.withCreatedAt(other.createdAt())), write(other));
    }

    private static String content(JsonObject object) {
        return JsonIo.without(object, ThreadItem.ENVELOPE_MEMBERS).toString();
    }
}
