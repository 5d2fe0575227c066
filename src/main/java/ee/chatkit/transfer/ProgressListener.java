package ee.chatkit.transfer;

/** Is told now and then how far something has come. */
@FunctionalInterface
public interface ProgressListener {
    ProgressListener NONE = (lines, bytes) -> {};

    /** So many lines are done, which have so many bytes. */
    void progressed(long lines, long bytes);
}
