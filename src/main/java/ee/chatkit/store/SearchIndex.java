package ee.chatkit.store;

/**
 * The index of {@link Search}, which is written in the background, so that appending an item costs nothing more. What was stored before
 * there was an index is indexed in the same way.
 *
 * <p>Implementations are safe for use by multiple threads.
 */
public interface SearchIndex {
    /**
     * What a run has done.
     *
     * @param items the number of items and titles that were indexed
     * @param hasMore whether there may be more to index
     * @param elsewhere whether another node is indexing, so that nothing was done
     */
    record IndexRun(int items, boolean hasMore, boolean elsewhere) {}

    /**
     * Indexes what is missing in the index. Of several nodes that call this at the same time, one does the work. Takes effect
     * completely or not at all, so it can be stopped at any time. Appends to the threads that are indexed wait for a moment at most.
     *
     * @param limit about how many items to index
     */
    IndexRun indexNext(int limit);

    /**
     * Counts the threads of which something is missing in the index.
     *
     * @param max the number at which counting ends
     */
    long countUnindexed(long max);
}
