package ee.chatkit.transfer;

/** Receives the progress of an export or a validation from time to time. */
@FunctionalInterface
public interface ProgressListener {
    /** Ignores the progress. */
    ProgressListener NONE = (lines, bytes) -> {};

    /**
     * Called from the working thread.
     *
     * @param lines the number of lines done
     * @param bytes the number of bytes of these lines, decompressed
     */
    void progressed(long lines, long bytes);
}
