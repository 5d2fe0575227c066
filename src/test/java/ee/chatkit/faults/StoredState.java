package ee.chatkit.faults;

import java.util.List;
import java.util.Optional;

/** What is stored, as the audit reads it. */
interface StoredState {
    /** All opportunities in the order of their list: the newest first. */
    List<StoredResource> opportunities();

    /** All threads in the order of their list: the latest activity first. */
    List<StoredResource> threads();

    /** The items of a thread, the oldest first; empty if the thread is not found. */
    Optional<List<StoredResource>> items(String threadId);

    /**
     * One resource by its id.
     *
     * @param threadId the thread of an item, ignored otherwise
     */
    Optional<StoredResource> find(WrittenType type, String threadId, String id);
}
