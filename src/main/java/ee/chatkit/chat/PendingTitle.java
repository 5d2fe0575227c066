package ee.chatkit.chat;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The title of a turn's thread, which is found beside the answer and not before it. */
final class PendingTitle {
    private static final System.Logger LOG = System.getLogger(PendingTitle.class.getName());

    /** How long an answer that is complete waits for the title. One that comes later is stored all the same. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(4);

    private final @Nullable TitleTask title;
    private final CountDownLatch done = new CountDownLatch(1);

    private PendingTitle(@Nullable TitleTask title) {
        this.title = title;
    }

    /**
     * Begins what may take long.
     *
     * @param stored called when the title is stored, or there is none
     */
    static PendingTitle start(@Nullable TitleTask title, Runnable stored) {
        var coming = new PendingTitle(title);
        if (title == null || title.immediate()) {
            coming.done.countDown();
        } else {
            Thread.ofVirtual().name("chatkit-title").start(() -> {
                try {
                    title.work().run();
                } finally {
                    stored.run();
                    coming.done.countDown();
                }
            });
        }
        return coming;
    }

    /** Does what takes no time. Not before the client has heard of its message: that must not wait for anything. */
    void runImmediate() {
        if (title != null && title.immediate()) {
            title.work().run();
        }
    }

    /** Nobody waits for it any more. */
    void abandon() {
        done.countDown();
    }

    /** Waits for it, but not long. */
    void await() throws InterruptedException {
        if (!done.await(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.log(Level.DEBUG, "a turn ends before its thread has got a title");
        }
    }
}
