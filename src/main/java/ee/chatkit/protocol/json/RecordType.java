package ee.chatkit.protocol.json;

/** What lines of an export stand for, beside those that say something of the file itself. Called by its name in small letters. */
public enum RecordType {
    OPPORTUNITY,
    ACTIVE_OPPORTUNITY,
    THREAD,
    ITEM,
    FEEDBACK,
    ATTACHMENT,
    CONTENT;

    /** How it is called in a file. */
    public String wireName() {
        return EnumNames.wireName(this);
    }
}
