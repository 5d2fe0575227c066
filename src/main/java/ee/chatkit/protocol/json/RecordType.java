package ee.chatkit.protocol.json;

import ee.chatkit.model.ArchiveEntry;

/** Types of export records that carry stored data. Their {@linkplain #wireName names on the wire} are lower case. */
public enum RecordType {
    OPPORTUNITY,
    ACTIVE_OPPORTUNITY,
    THREAD,
    ITEM,
    FEEDBACK,
    ATTACHMENT,
    CONTENT,
    HOLD;

    /** Returns the type of the record of this entry. */
    public static RecordType of(ArchiveEntry entry) {
        return switch (entry) {
            case ArchiveEntry.OwnedOpportunity opportunity -> OPPORTUNITY;
            case ArchiveEntry.ActiveSelection selection -> ACTIVE_OPPORTUNITY;
            case ArchiveEntry.OwnedThread thread -> THREAD;
            case ArchiveEntry.StoredItem item -> ITEM;
            case ArchiveEntry.ItemFeedback feedback -> FEEDBACK;
            case ArchiveEntry.OwnedAttachment attachment -> ATTACHMENT;
            case ArchiveEntry.PlacedHold hold -> HOLD;
        };
    }

    /** Returns the value of the member {@code record}. */
    public String wireName() {
        return EnumNames.wireName(this);
    }
}
