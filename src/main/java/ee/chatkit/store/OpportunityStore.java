package ee.chatkit.store;

import ee.chatkit.model.Caller;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Stores opportunities, and which one is active for each user. Ownership, atomicity, isolation, JTA transactions, text,
 * blocking and failures are as specified by {@link Store}.
 *
 * <p>The <em>active</em> opportunity is the one that new threads are linked to; the <em>status</em> of an opportunity is
 * its progress. The two are independent: a completed opportunity can be active, so that its threads can be continued.
 */
public interface OpportunityStore {
    /** As {@link Store#forDisplay}. */
    default OpportunityStore forDisplay() {
        return this;
    }

    /** Generates an opportunity id; stores nothing. */
    String generateOpportunityId();

    /**
     * Creates an opportunity with status active. It does not become the caller's active opportunity.
     *
     * @return the opportunity as stored
     * @throws ConflictException when the id is in use, by any user
     */
    Opportunity createOpportunity(Caller caller, String opportunityId, OpportunityDetails details);

    /**
     * Loads an opportunity.
     *
     * @throws NotFoundException when the caller has no such opportunity
     */
    Opportunity loadOpportunity(Caller caller, String opportunityId);

    /**
     * Lists the caller's opportunities by time of creation; equal times by id, in code point order.
     *
     * @throws NotFoundException when the cursor is an id and the caller has no such opportunity
     */
    Page<Opportunity> listOpportunities(Caller caller, PageRequest page);

    /**
     * Updates details, status and retention period of an opportunity; other changes of the function's result are ignored. No other update of
     * the opportunity happens between the read and the write.
     *
     * @param change as in {@link Store#updateThread}
     * @return the opportunity as stored
     * @throws NotFoundException when the caller has no such opportunity
     */
    Opportunity updateOpportunity(Caller caller, String opportunityId, UnaryOperator<Opportunity> change);

    /**
     * Sets the status to completed. Deletes nothing; the caller's active opportunity does not change.
     *
     * @return the opportunity as stored
     * @throws NotFoundException when the caller has no such opportunity
     */
    default Opportunity completeOpportunity(Caller caller, String opportunityId) {
        return updateOpportunity(
                caller, opportunityId, opportunity -> opportunity.withStatus(OpportunityStatus.COMPLETED));
    }

    /**
     * Deletes an opportunity with its threads, their items, feedback and attachments. If it was the active one, no
     * opportunity is active afterwards.
     *
     * @return whether the caller had such an opportunity
     * @throws HeldException when it, or a thread in it, is under legal hold: see {@link LegalHolds}
     */
    boolean deleteOpportunity(Caller caller, String opportunityId);

    /**
     * Makes an opportunity the caller's active one, in place of the previous one.
     *
     * @return the opportunity
     * @throws NotFoundException when the caller has no such opportunity; the active one does not change
     */
    Opportunity activateOpportunity(Caller caller, String opportunityId);

    /**
     * Leaves the caller without an active opportunity.
     *
     * @return whether an opportunity was active
     */
    boolean deactivateOpportunity(Caller caller);

    /** The caller's active opportunity; empty when none is active. */
    Optional<Opportunity> findActiveOpportunity(Caller caller);
}
