package ee.chatkit.store;

import ee.chatkit.model.ChatThread;

/** A message was to be added to a thread that is locked or closed. */
public final class ThreadNotActiveException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final transient ChatThread thread;

    /** @param thread the thread as stored */
    public ThreadNotActiveException(ChatThread thread) {
        super(ResourceType.THREAD.displayName() + " " + thread.id() + " is locked or closed");
        this.thread = thread;
    }

    /** Returns the thread as stored, with its status. */
    public ChatThread thread() {
        return thread;
    }
}
