package ee.chatkit.faults;

/** What writers write. */
enum WrittenType {
    OPPORTUNITY,
    THREAD,
    ITEM,
    ATTACHMENT
}
