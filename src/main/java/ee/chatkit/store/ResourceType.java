package ee.chatkit.store;

/** What a store keeps. */
public enum ResourceType {
    OPPORTUNITY("opportunity"),
    THREAD("thread"),
    ITEM("item"),
    ATTACHMENT("attachment"),
    /** The bytes of an attachment, named by its id. */
    CONTENT("content of attachment"),
    /** A cursor given as a plain id whose entry is not there. */
    CURSOR("cursor");

    private final String displayName;

    ResourceType(String word) {
        this.displayName = word;
    }

    /** The word that messages and problem documents use. */
    public String displayName() {
        return displayName;
    }
}
