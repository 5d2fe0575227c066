package ee.chatkit.store;

import ee.chatkit.model.Caller;
import ee.chatkit.model.Page;
import ee.chatkit.search.SearchHit;

/**
 * Searches the conversations of a caller: titles of threads, and the texts of the items that {@link
 * ee.chatkit.search.ItemText#SEARCHED_TYPES} names. Hidden items are never found.
 *
 * <p><b>Currency.</b> What was stored before a search is found by it, and what was changed or deleted before is not found any more.
 * The PostgreSQL store keeps an index, which is written later than the items, see {@link SearchIndex}; what it does not have yet
 * is read, the newest {@value #MAX_UNINDEXED} items of the {@value #MAX_UNINDEXED_THREADS} threads with the latest activity. So only
 * while much is missing in the index, as after an upgrade or an import, older items may not be found.
 *
 * <p><b>Order.</b> Newest first, by the creation of the item, or of the thread whose title was found. Each hit has its relevance, by
 * which a client may order those it has.
 *
 * <p><b>Work.</b> Each call examines at most {@value #MAX_CANDIDATES} candidates of an index, and a few million characters of text at
 * most, or one candidate. So a page may be short, or empty, although others follow.
 *
 * <p>JTA transactions, blocking and failures are as specified by {@link Store}. Implementations are safe for use by multiple threads.
 */
public interface Search {
    /** The number of candidates after which a page ends. */
    int MAX_CANDIDATES = 1000;

    /** The number of items that are read although the index does not have them. */
    int MAX_UNINDEXED = 1000;

    /** The number of threads whose items are read although the index does not have them. */
    int MAX_UNINDEXED_THREADS = 200;

    /**
     * Returns a page of what was found; an empty one for a query without anything to look for.
     *
     * @throws NotFoundException if the opportunity does not exist or is another caller's
     * @throws UnavailableException also if the database has ended the search because it took too long
     */
    Page<SearchHit> search(Caller caller, SearchRequest request);
}
