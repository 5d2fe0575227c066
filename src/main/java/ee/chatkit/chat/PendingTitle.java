package ee.chatkit.chat;

import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The title that a thread gets with a user message.
 *
 * <p>A generator that calls a model runs concurrently to the responder, on a virtual thread of its own. The end of the
 * turn waits for it, but at most {@value #MAX_WAIT_SECONDS} seconds; a title that is found later is stored, and the
 * client reads it with its next request. An immediate generator runs on the turn's own thread, after the client has
 * received its message.
 */
final class PendingTitle {
    /** The title of a thread that gets none. */
    static final PendingTitle NONE = new PendingTitle(true, () -> {});

    private static final System.Logger LOG = System.getLogger(PendingTitle.class.getName());
    private static final int MAX_WAIT_SECONDS = 4;

    private final boolean immediate;
    private final Runnable generation;
    private final CountDownLatch done = new CountDownLatch(1);

    /**
     * Creates a title that is not generated yet.
     *
     * @param immediate whether generating it takes less time than a statement
     * @param generation generates and stores the title, and throws nothing
     */
    PendingTitle(boolean immediate, Runnable generation) {
        this.immediate = immediate;
        this.generation = generation;
    }

    /** Generates and stores the title on the calling thread. */
    void run() {
        generation.run();
    }

    /**
     * Starts generating the title unless it is immediate.
     *
     * @param onDone is called when the title is stored, or none was found
     */
    void start(Runnable onDone) {
        if (immediate) {
            done.countDown();
            return;
        }
        Thread.ofVirtual().name("chatkit-title").start(() -> {
            try {
                generation.run();
            } finally {
                onDone.run();
                done.countDown();
            }
        });
    }

    /** Generates and stores the title if it is immediate. */
    void runImmediate() {
        if (immediate) {
            generation.run();
        }
    }

    /** Ends {@link #await}. The generation continues. */
    void abandon() {
        done.countDown();
    }

    void await() throws InterruptedException {
        if (!done.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
            LOG.log(Level.DEBUG, "A turn ended before the title of its thread was found");
        }
    }
}
