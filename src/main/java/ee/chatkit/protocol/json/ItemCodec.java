package ee.chatkit.protocol.json;

import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.Map;

/**
 * Converts between stored items, typed items and the protocol.
 *
 * <p>Reading never fails and changing never loses data: a stored item that the typed records cannot represent becomes
 * {@link ItemContent.Unknown}, and a change of a typed item keeps the members that its record does not know.
 */
public final class ItemCodec {
    private ItemCodec() {}

    /**
     * Returns a stored item as typed item. Members that the record does not know are omitted; see {@link #withContent}.
     *
     * @param item the stored item
     * @return the typed item, {@link ItemContent.Unknown} if the content has unexpected members
     */
    public static Item toItem(ThreadItem item) {
        return new Item(item.id(), item.threadId(), item.createdAt(), content(item));
    }

    /**
     * Returns a stored item as typed item, as {@link #toItem(ThreadItem)} does, with links for this reader.
     *
     * @param item the stored item
     * @param base the address of the API as the client sees it, absolute and with a trailing slash
     * @return the typed item
     */
    public static Item toItem(ThreadItem item, URI base) {
        return toItem(PreviewLinks.resolve(item, base));
    }

    /** Returns a stored item with its content unchanged, for sending it with all members. */
    public static Item toVerbatimItem(ThreadItem item) {
        return new Item(item.id(), item.threadId(), item.createdAt(), unknown(item));
    }

    /** Returns a typed item in its stored form, in which {@linkplain PreviewLinks links} have no address. */
    public static ThreadItem toThreadItem(Item item) {
        return PreviewLinks.withoutAddress(envelope(item));
    }

    private static ThreadItem envelope(Item item) {
        return new ThreadItem(
                item.id(),
                item.threadId(),
                ItemTypes.of(item.content()),
                item.createdAt(),
                ItemContentJson.write(item.content()));
    }

    /**
     * Replaces the content of a stored item. Members of the stored content that the record does not know are kept.
     *
     * @param stored the stored item
     * @param content the new content, of the same item type
     * @return the stored item with the new content
     * @throws IllegalArgumentException if the content has another item type
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

    /** Writes an item with its envelope. */
    public static String write(Item item) {
        return ItemJson.write(envelope(item));
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
