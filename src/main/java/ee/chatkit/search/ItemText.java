package ee.chatkit.search;

import java.util.Map;
import java.util.Set;

/**
 * The text of items that is searched. Reads the JSON at rest, because stores search and the records of the protocol are above them;
 * so this class knows the names of the members that have text, of the types that are searched.
 */
public final class ItemText {
    /**
     * What is read of a type.
     *
     * @param names the members whose strings are text, wherever they are
     * @param skipped the members of which nothing is text, whatever is inside
     */
    private record Members(Set<String> names, Set<String> skipped) {}

    private static final Map<String, Members> TYPES = Map.of(
            "user_message", new Members(Set.of("text", "quoted_text", "name"), Set.of("data", "inference_options")),
            "assistant_message", new Members(Set.of("text"), Set.of("annotations")),
            "widget",
                    new Members(
                            Set.of("text", "value", "label", "title", "caption", "description", "alt", "copy_text"),
                            Set.of(
                                    "action",
                                    "onClickAction",
                                    "onSubmitAction",
                                    "onChangeAction",
                                    "payload",
                                    "data",
                                    "key")),
            "task", new Members(Set.of("title"), Set.of("sources")),
            "workflow", new Members(Set.of("title"), Set.of("sources")));

    /** The types of items that are searched. Hidden ones are not. */
    public static final Set<String> SEARCHED_TYPES = TYPES.keySet();

    private ItemText() {}

    /**
     * Returns the text of an item, its parts separated by line breaks.
     *
     * @param type the type of the item
     * @param content its content, a valid JSON object
     * @return the text; empty if there is none
     */
    public static String of(String type, String content) {
        Members members = TYPES.get(type);
        return members == null ? "" : new JsonStrings(content, members.names, members.skipped).join();
    }
}
