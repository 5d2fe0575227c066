package ee.chatkit.chat;

import ee.chatkit.model.ChatThread;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

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
    static final PendingTitle NONE = new PendingTitle(true, opportunity -> Optional.empty());

    private static final System.Logger LOG = System.getLogger(PendingTitle.class.getName());
    private static final int MAX_WAIT_SECONDS = 4;

    private final boolean immediate;
    private final Function<LinkedOpportunity, Optional<ChatThread>> generation;
    private final CountDownLatch done = new CountDownLatch(1);

    /**
     * Creates a title that is not generated yet.
     *
     * @param immediate whether generating it takes less time than a statement
     * @param generation generates and stores the title, and throws nothing; returns the thread if it was titled
     */
    PendingTitle(boolean immediate, Function<LinkedOpportunity, Optional<ChatThread>> generation) {
        this.immediate = immediate;
        this.generation = generation;
    }

    /** Generates and stores the title on the calling thread; returns the thread if it was titled. */
    Optional<ChatThread> run(LinkedOpportunity opportunity) {
        return generation.apply(opportunity);
    }

    /**
     * Starts generating the title unless it is immediate.
     *
     * @param onStored is called when the title is stored
     */
    void start(LinkedOpportunity opportunity, Runnable onStored) {
        if (immediate) {
            done.countDown();
            return;
        }
        Thread.ofVirtual().name("chatkit-title").start(() -> {
            try {
                generation.apply(opportunity).ifPresent(thread -> onStored.run());
            } finally {
                done.countDown();
            }
        });
    }

    /** Generates and stores the title if it is immediate; returns the thread if it was titled. */
    Optional<ChatThread> runImmediate(LinkedOpportunity opportunity) {
        return immediate ? generation.apply(opportunity) : Optional.empty();
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
