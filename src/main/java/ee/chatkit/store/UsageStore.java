package ee.chatkit.store;

import ee.chatkit.model.Caller;

/**
 * Counts what a caller has stored, for quotas.
 *
 * <p>Isolation, JTA transactions, blocking and failures are as specified by {@link Store}. A count takes time in proportion to
 * what is counted, so it is not meant for each request.
 */
public interface UsageStore {
    /**
     * Counts the threads of a caller.
     *
     * @param max the count ends there, to bound its time; positive
     * @return the number of threads, or {@code max} if there are more
     */
    long countThreads(Caller caller, long max);

    /**
     * Returns the sum of the sizes of the caller's attachments in bytes, as announced for those that are not uploaded yet;
     * {@link Long#MAX_VALUE} if it exceeds that.
     */
    long attachmentBytes(Caller caller);
}
