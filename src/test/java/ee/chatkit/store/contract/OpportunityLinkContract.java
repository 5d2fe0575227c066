package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.store.ResourceType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A thread is linked to an opportunity when it is created; the link never changes. */
public interface OpportunityLinkContract extends StoreContract {
    @Test
    default void newThread_isLinkedToActiveOpportunity() {
        var ada = newUser();
        var active = newOpportunity(ada);
        newOpportunity(ada);
        opportunities().activateOpportunity(ada, active.id());
        var added = addThread(ada);
        var saved = store().saveThread(ada, newThread());
        assertEquals(active.id(), added.opportunityId());
        assertEquals(active.id(), saved.opportunityId());
        assertEquals(active.id(), store().loadThread(ada, added.id()).opportunityId());
        assertEquals(active.id(), store().loadThread(ada, saved.id()).opportunityId());
        assertEquals(
                2, store().listThreads(ada, active.id(), everything()).data().size());
    }

    @Test
    default void opportunityNamedByNewThread_overridesActiveOne() {
        var ada = newUser();
        var active = newOpportunity(ada);
        var named = newOpportunity(ada);
        opportunities().activateOpportunity(ada, active.id());
        var added = addThread(ada, named);
        var saved = store().saveThread(ada, newThread().withOpportunityId(named.id()));
        assertEquals(named.id(), added.opportunityId());
        assertEquals(named.id(), saved.opportunityId());
        assertEquals(
                List.of(), store().listThreads(ada, active.id(), everything()).data());
    }

    @Test
    default void newThreadWithoutActiveOpportunity_isUnlinked() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        assertNull(addThread(ada).opportunityId());
        opportunities().activateOpportunity(ada, opportunity.id());
        opportunities().deactivateOpportunity(ada);
        assertNull(addThread(ada).opportunityId());
        assertNull(store().saveThread(ada, newThread()).opportunityId());
    }

    @Test
    default void activeOpportunityOfAnotherUser_linksNothing() {
        var ada = newUser();
        opportunities().activateOpportunity(ada, newOpportunity(ada).id());
        assertNull(addThread(newUser()).opportunityId());
    }

    @Test
    default void newThreadWithUnknownOpportunity_isNotFound() {
        var ada = newUser();
        opportunities().activateOpportunity(ada, newOpportunity(ada).id());
        var thread = newThread().withOpportunityId("opp_none");
        StoreAssertions.assertNotFound(ResourceType.OPPORTUNITY, "opp_none", () -> store().addThread(ada, thread));
        StoreAssertions.assertNotFound(ResourceType.OPPORTUNITY, "opp_none", () -> store().saveThread(ada, thread));
        assertEquals(List.of(), threadIds(ada));
    }

    @Test
    default void opportunityOfThread_neverChanges() {
        var ada = newUser();
        var first = newOpportunity(ada);
        var second = newOpportunity(ada);
        opportunities().activateOpportunity(ada, first.id());
        var thread = addThread(ada);

        opportunities().activateOpportunity(ada, second.id());
        assertLinked(ada, thread, first);
        store().saveThread(ada, thread.withOpportunityId(second.id()));
        assertLinked(ada, thread, first);
        store().saveThread(ada, thread.withOpportunityId(null));
        assertLinked(ada, thread, first);
        store().updateThread(ada, thread.id(), old -> old.withOpportunityId(second.id()));
        assertLinked(ada, thread, first);
        addMessage(ada, thread, "msg_1");
        assertLinked(ada, thread, first);
        opportunities().deactivateOpportunity(ada);
        store().saveItem(ada, message(thread, "msg_1"));
        assertLinked(ada, thread, first);
        opportunities().completeOpportunity(ada, first.id());
        assertLinked(ada, thread, first);
        opportunities().deleteOpportunity(ada, second.id());
        assertLinked(ada, thread, first);
    }

    @Test
    default void unlinkedThread_staysUnlinked() {
        var ada = newUser();
        var thread = addThread(ada);
        var later = newOpportunity(ada);
        opportunities().activateOpportunity(ada, later.id());
        addMessage(ada, thread, "msg_1");
        assertNull(store().saveThread(ada, thread.withOpportunityId(later.id())).opportunityId());
        assertNull(store().updateThread(ada, thread.id(), old -> old.withOpportunityId(later.id()))
                .opportunityId());
        assertNull(store().loadThread(ada, thread.id()).opportunityId());
        assertEquals(
                List.of(), store().listThreads(ada, later.id(), everything()).data());
    }

    @Test
    default void saveExistingThread_ignoresItsOpportunity() {
        var ada = newUser();
        var thread = addThread(ada);
        var saved = store().saveThread(ada, thread.withOpportunityId("opp_none").withTitle("saved"));
        assertNull(saved.opportunityId());
        assertEquals("saved", store().loadThread(ada, thread.id()).title());
    }

    @Test
    default void listThreadsOfOpportunity_ordersByLatestActivity() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var a = addThread(ada, opportunity);
        clock().tick();
        var b = addThread(ada, opportunity);
        addThread(ada);
        addThread(ada, newOpportunity(ada));
        clock().tick();
        addMessage(ada, a, "msg_1");
        assertEquals(
                List.of(b.id(), a.id()),
                store().listThreads(ada, opportunity.id(), everything()).data().stream()
                        .map(ChatThread::id)
                        .toList());
        assertEquals(4, threadIds(ada).size());
    }

    private void assertLinked(Caller caller, ChatThread thread, Opportunity opportunity) {
        assertEquals(opportunity.id(), store().loadThread(caller, thread.id()).opportunityId());
        assertEquals(
                List.of(thread.id()),
                store().listThreads(caller, opportunity.id(), everything()).data().stream()
                        .map(ChatThread::id)
                        .toList());
    }
}
