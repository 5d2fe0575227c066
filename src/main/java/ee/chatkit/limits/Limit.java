package ee.chatkit.limits;

import java.util.Locale;

/** What is limited. All but {@link #NODE_TURNS} and {@link #NODE_TURN_BYTES} apply to each caller. */
public enum Limit {
    /** The requests that a node accepts in a minute. */
    REQUESTS_PER_MINUTE,
    /** The requests that a node receives or processes at a time. */
    CONCURRENT_REQUESTS,
    /** The files that a node receives or stores at a time. */
    CONCURRENT_UPLOADS,
    /** The turns that a node runs at a time. */
    CONCURRENT_TURNS,
    /** The turns that a node runs at a time for all callers. */
    NODE_TURNS,
    /** The bytes of the requests whose turns a node runs at a time for all callers. */
    NODE_TURN_BYTES,
    /** The stored threads. */
    THREADS,
    /** The bytes of the stored attachments. */
    ATTACHMENT_BYTES,
    /** The characters of a user message. */
    MESSAGE_LENGTH;

    private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in settings, headers, logs and metrics, such as {@code concurrent-turns}. It never changes. */
    public String key() {
        return key;
    }

    /** Whether the store counts it, so that it holds across nodes, and waiting alone does not help. */
    public boolean isStored() {
        return this == THREADS || this == ATTACHMENT_BYTES;
    }

    /** Whether it limits all callers of a node together. */
    public boolean isOfNode() {
        return this == NODE_TURNS || this == NODE_TURN_BYTES;
    }
}
