package ee.chatkit.protocol.json;

import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Map;

/** Between items at rest, typed items and the wire. */
public final class ItemCodec {
    private ItemCodec() {}

    /**
     * A stored item, typed. What the kinds cannot hold becomes {@link ItemContent.Unknown}, so this never fails: items
     * may have come into the store by other doors. Members that the item's kind does not know are left behind; see
     * {@link #withContent}.
     */
    public static Item toItem(ThreadItem item) {
        return new Item(item.id(), item.threadId(), item.createdAt(), content(item));
    }

    /** A stored item as it is, for sending it with every member it has. */
    public static Item toVerbatimItem(ThreadItem item) {
        return new Item(item.id(), item.threadId(), item.createdAt(), unknown(item));
    }

    /** A typed item, ready to be stored. */
    public static ThreadItem toThreadItem(Item item) {
        return new ThreadItem(
                item.id(),
                item.threadId(),
                ItemTypes.of(item.content()),
                item.createdAt(),
                ItemContentJson.write(item.content()));
    }

    /**
     * A stored item with other content of the same kind. Members of the stored content that its kind does not know are
     * kept, so that nothing which another program added is lost.
     */
    public static ThreadItem withContent(ThreadItem stored, ItemContent content) {
        String type = ItemTypes.of(content);
        if (!type.equals(stored.type())) {
            throw new IllegalArgumentException("an item of type " + stored.type() + " cannot become " + type);
        }
        JsonObject known = JsonIo.parse(ItemContentJson.write(content(stored)));
        String text = ItemContentJson.write(content);
        JsonObject changed = JsonIo.parse(text);
        var more = new JsonObjectWriter();
        for (Map.Entry<String, JsonValue> member :
                JsonIo.parse(stored.content()).entrySet()) {
            if (!known.containsKey(member.getKey())
                    && !changed.containsKey(member.getKey())
                    && !member.getValue().equals(JsonValue.NULL)) {
                more.rawEscapingName(member.getKey(), member.getValue().toString());
            }
        }
        return stored.withContent(more.endWithMembersOf(text));
    }

    /** The item as it crosses the wire. */
    public static String write(Item item) {
        return ItemJson.write(toThreadItem(item));
    }

    private static ItemContent content(ThreadItem item) {
        try {
            return ItemContentJson.read(item.type(), JsonObjectReader.of(JsonIo.parse(item.content())));
        } catch (IllegalArgumentException | InvalidInputException e) {
            return unknown(item);
        }
    }

    private static ItemContent unknown(ThreadItem item) {
        return new ItemContent.Unknown(item.type(), new RawJson(item.content()));
    }
}
