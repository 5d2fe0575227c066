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

    private final String word;

    ResourceType(String word) {
        this.word = word;
    }

    /** The word that messages and problem documents use. */
    public String word() {
        return word;
    }
}
