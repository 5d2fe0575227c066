package ee.chatkit.store;

import ee.chatkit.model.Caller;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;

/**
 * Legal holds of all users. It does not check the caller: only administrators may use it.
 *
 * <p><b>What a hold forbids.</b> While a thread is held, by itself or with its opportunity, every operation of every contract that
 * would delete it, an item of it, an attachment of it or the content of that, or take an attachment out of it, fails with {@link
 * HeldException}, and so does one that would delete a held opportunity, or an opportunity with a held thread. It has changed
 * nothing then. Everything else goes on as without a hold, also what adds and changes. PostgreSQL rejects such deletions itself,
 * also those of other applications, except on Citus.
 *
 * <p><b>Several holds</b> may be on one thread or opportunity; each must be lifted.
 *
 * <p>Atomicity, JTA transactions, text, blocking and failures are as specified by {@link Store}.
 */
public interface LegalHolds {
    /** Generates the id of a hold; stores nothing. */
    String generateHoldId();

    /**
     * Places a hold, and records that in the audit log. Deletions that have begun end before it is placed; those that begin later are rejected.
     *
     * @param administrator who places it, for the audit log
     * @throws NotFoundException when there is no such thread or opportunity, of any user
     * @throws ConflictException when the id is in use
     */
    void place(Caller administrator, LegalHold hold);

    /**
     * Loads a hold.
     *
     * @throws NotFoundException when there is none
     */
    LegalHold load(String holdId);

    /**
     * Lists all holds by the time when they were placed; equal times by id, in code point order.
     *
     * @throws NotFoundException when the cursor is an id and there is no such hold
     */
    Page<LegalHold> list(PageRequest page);

    /**
     * Lifts a hold, and records that in the audit log.
     *
     * @param administrator who lifts it, for the audit log
     * @return whether there was one
     */
    boolean lift(Caller administrator, String holdId);
}
