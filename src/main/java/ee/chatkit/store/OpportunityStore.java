package ee.chatkit.store;

import ee.chatkit.model.Caller;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keeps opportunities, and which one each user has active. Ownership, atomicity, text and failure are as {@link Store}
 * says.
 *
 * <p>Which opportunity is <em>active</em> decides what new threads are linked to; an opportunity's <em>status</em> says
 * how far it has come. The two are independent: a completed opportunity can be active, so that its threads can be read
 * and continued.
 */
public interface OpportunityStore {
    /** A new opportunity id; nothing is stored. */
    String generateOpportunityId();

    /**
     * Creates an opportunity, with status active. It does not become the caller's active one by that.
     *
     * @throws ConflictException when the id is taken, by whomever
     */
    Opportunity createOpportunity(Caller caller, String opportunityId, OpportunityDetails details);

    /**
     * Loads an opportunity.
     *
     * @throws NotFoundException when there is none
     */
    Opportunity loadOpportunity(Caller caller, String opportunityId);

    /** The caller's opportunities by time of creation. */
    Page<Opportunity> listOpportunities(Caller caller, PageRequest page);

    /**
     * Changes details or status of an opportunity. No other change of it happens between the function's reading and the
     * storing of its result; the function may be called more than once. An exception of the function passes through and
     * nothing is changed.
     *
     * @return the opportunity as stored
     * @throws NotFoundException when there is none
     */
    Opportunity updateOpportunity(Caller caller, String opportunityId, UnaryOperator<Opportunity> change);

    /**
     * Sets the status to completed. Deletes nothing, and leaves it the caller's active one if it was.
     *
     * @return the opportunity as stored
     * @throws NotFoundException when there is none
     */
    Opportunity completeOpportunity(Caller caller, String opportunityId);

    /**
     * Deletes an opportunity with its threads, their items, feedback and attachments, and nothing else. If it was
     * active, none is afterwards.
     *
     * @return whether there was one
     */
    boolean deleteOpportunity(Caller caller, String opportunityId);

    /**
     * Makes an opportunity the caller's active one instead of whichever was.
     *
     * @return the opportunity
     * @throws NotFoundException when there is none
     */
    Opportunity activateOpportunity(Caller caller, String opportunityId);

    /**
     * Leaves the caller without an active opportunity.
     *
     * @return whether there was one
     */
    boolean deactivateOpportunity(Caller caller);

    /** The caller's active opportunity. */
    Optional<Opportunity> findActiveOpportunity(Caller caller);
}
