package ee.chatkit.store;

/** The types of entries in a store. */
public enum ResourceType {
    OPPORTUNITY("opportunity"),
    THREAD("thread"),
    ITEM("item"),
    ATTACHMENT("attachment"),
    /** The bytes of an attachment, named by its id. */
    CONTENT("content of attachment"),
    TURN("turn"),
    HOLD("legal hold"),
    /** A cursor that is the id of an entry that does not exist. */
    CURSOR("cursor");

    private final String displayName;

    ResourceType(String word) {
        this.displayName = word;
    }

    /** The name in messages and problem documents. */
    public String displayName() {
        return displayName;
    }
}
