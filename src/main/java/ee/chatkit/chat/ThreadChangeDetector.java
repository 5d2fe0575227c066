package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.store.Store;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;

/** What the client knows of the thread itself, and what it does not know yet. Not safe for use by many threads. */
final class ThreadChangeDetector {
    private static final System.Logger LOG = System.getLogger(ThreadChangeDetector.class.getName());

    private final Store store;
    private final Caller caller;
    private ChatThread told;

    ThreadChangeDetector(Store store, Caller caller, ChatThread told) {
        this.store = store;
        this.caller = caller;
        this.told = told;
    }

    /** The thread, when it is not what the client was told of. Whoever asks tells. */
    Optional<ChatThread> look() {
        ChatThread now;
        try {
            now = store.loadThread(caller, told.id());
        } catch (RuntimeException e) {
            // the event itself is stored and sent; what ails the store shows when it is needed
            LOG.log(
                    Level.DEBUG,
                    "thread {0} cannot be read: {1}",
                    told.id(),
                    e.getClass().getName());
            return Optional.empty();
        }
        if (!differs(now)) {
            return Optional.empty();
        }
        told = now;
        return Optional.of(ThreadAccess.clientView(now));
    }

    private boolean differs(ChatThread now) {
        return !Objects.equals(now.title(), told.title())
                || !now.status().equals(told.status())
                || !Objects.equals(now.allowedImageDomains(), told.allowedImageDomains());
    }
}
