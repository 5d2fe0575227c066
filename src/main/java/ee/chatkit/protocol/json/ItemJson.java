package ee.chatkit.protocol.json;

import ee.chatkit.model.ThreadItem;
import jakarta.json.JsonObject;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Items of a thread: an envelope, and beside its members whatever the content has. */
public final class ItemJson {
    private static final Set<String> SERVERS_OWN = Set.of("thread_id", "created_at");

    private ItemJson() {}

    /**
     * An item that a client wants to add.
     *
     * @param id null when the server is to make one
     * @param content a JSON object as text, ready to be stored
     */
    public record NewItem(@Nullable String id, String type, String content) {}

    /** Written by putting the stored text behind the envelope; it is not parsed. */
    public static String write(ThreadItem item) {
        return new JsonObjectWriter()
                .text("id", item.id())
                .text("thread_id", item.threadId())
                .time("created_at", item.createdAt())
                .text("type", item.type())
                .endWithMembersOf(item.content());
    }

    /**
     * Reads an item to be added: {@code type}, perhaps {@code id}, and any other members as its content.
     *
     * @throws InvalidInputException naming the member, also for types that clients never see
     */
    public static NewItem readNew(byte[] body) {
        JsonObject object = JsonIo.parseObject(body);
        JsonObjectReader jsonObjectReader = JsonObjectReader.of(object).refuse(SERVERS_OWN, "is set by the server");
        String type = jsonObjectReader.requiredReference("type");
        if (ThreadItem.HIDDEN_TYPES.contains(type)) {
            throw jsonObjectReader.invalid("type", "must not be a type that is hidden from clients");
        }
        return new NewItem(jsonObjectReader.id("id"), type, content(object));
    }

    /**
     * Reads a merge patch (RFC 7396) of an item's content.
     *
     * @throws InvalidInputException when it names a member of the envelope
     */
    public static UnaryOperator<ThreadItem> readPatch(byte[] body) {
        JsonObject patch = JsonIo.parseObject(body);
        JsonObjectReader.of(patch).refuse(ThreadItem.ENVELOPE_MEMBERS, "cannot be changed");
        return item -> item.withContent(
                JsonIo.mergePatch(JsonIo.parse(item.content()), patch).toString());
    }

    private static String content(JsonObject object) {
        return JsonIo.without(object, ThreadItem.ENVELOPE_MEMBERS).toString();
    }
}
