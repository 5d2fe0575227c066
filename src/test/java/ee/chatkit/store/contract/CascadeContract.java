package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.store.ResourceType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes with what. */
public interface CascadeContract extends StoreContract {
    /** A thread with something of everything on it. */
    record PopulatedThread(ChatThread thread, Attachment attachment) {}

    @Test
    default void deleteThread_removesItemsFeedbackAndAttachments() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var doomed = populate(ada, addThread(ada, opportunity));
        var sibling = populate(ada, addThread(ada, opportunity));
        var loose = populate(ada, addThread(ada));
        assertTrue(store().deleteThread(ada, doomed.thread().id()));
        assertDeleted(ada, doomed);
        assertIntact(ada, sibling);
        assertIntact(ada, loose);
        assertEquals(opportunity, opportunities().loadOpportunity(ada, opportunity.id()));
        assertEquals(
                1,
                store().listThreads(ada, opportunity.id(), everything()).data().size());
    }

    @Test
    default void deleteOpportunity_removesItsThreadsAndNothingElse() {
        var ada = newUser();
        var bob = newUser();
        var doomed = newOpportunity(ada);
        var spared = newOpportunity(ada);
        var one = populate(ada, addThread(ada, doomed));
        var two = populate(ada, addThread(ada, doomed));
        var other = populate(ada, addThread(ada, spared));
        var loose = populate(ada, addThread(ada));
        var bobs = populate(bob, addThread(bob, newOpportunity(bob)));
        var alone = attachment(loose.thread()).withThreadId(null);
        store().saveAttachment(ada, alone);

        assertTrue(opportunities().deleteOpportunity(ada, doomed.id()));
        StoreAssertions.assertNotFound(
                ResourceType.OPPORTUNITY, doomed.id(), () -> opportunities().loadOpportunity(ada, doomed.id()));
        StoreAssertions.assertNotFound(
                ResourceType.OPPORTUNITY, doomed.id(), () -> store().listThreads(ada, doomed.id(), everything()));
        assertDeleted(ada, one);
        assertDeleted(ada, two);
        assertIntact(ada, other);
        assertIntact(ada, loose);
        assertIntact(bob, bobs);
        StoreAssertions.assertEquivalent(alone, store().loadAttachment(ada, alone.id()));
        assertEquals(spared, opportunities().loadOpportunity(ada, spared.id()));
        assertEquals(2, threadIds(ada).size());
    }

    @Test
    default void createWithDeletedId_startsEmpty() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var doomed = populate(ada, addThread(ada, opportunity));
        opportunities().deleteOpportunity(ada, opportunity.id());

        opportunities().createOpportunity(ada, opportunity.id(), opportunity.details());
        assertEquals(
                List.of(),
                store().listThreads(ada, opportunity.id(), everything()).data());
        var again = store().addThread(ada, doomed.thread());
        assertEquals(List.of(), itemIds(ada, again));
        addMessages(ada, again, 3);
        assertEquals(List.of(), store().listFeedback(ada, again.id()));
        assertEquals(4, nextPosition(ada, again));
    }

    @Test
    default void deleteEmptyOpportunity_returnsTrue() {
        var ada = newUser();
        assertTrue(opportunities().deleteOpportunity(ada, newOpportunity(ada).id()));
    }

    private PopulatedThread populate(Caller caller, ChatThread thread) {
        addMessages(caller, thread, 3);
        store().addItem(caller, hidden(thread, "hid_1"));
        store().saveFeedback(caller, thread.id(), List.of("msg_1", "msg_3"), FeedbackKind.POSITIVE);
        var attachment = attachment(thread);
        store().saveAttachment(caller, attachment);
        return new PopulatedThread(thread, attachment);
    }

    private void assertDeleted(Caller caller, PopulatedThread gone) {
        var thread = gone.thread();
        StoreAssertions.assertNotFound(ResourceType.THREAD, thread.id(), () -> store().loadThread(caller, thread.id()));
        StoreAssertions.assertNotFound(
                ResourceType.THREAD, thread.id(), () -> store().loadItem(caller, thread.id(), "msg_1"));
        StoreAssertions.assertNotFound(
                ResourceType.THREAD, thread.id(), () -> store().listFeedback(caller, thread.id()));
        StoreAssertions.assertNotFound(
                ResourceType.ATTACHMENT,
                gone.attachment().id(),
                () -> store().loadAttachment(caller, gone.attachment().id()));
        assertTrue(!threadIds(caller).contains(thread.id()), "still listed");
    }

    private void assertIntact(Caller caller, PopulatedThread populatedThread) {
        var thread = populatedThread.thread();
        StoreAssertions.assertEquivalent(thread, store().loadThread(caller, thread.id()));
        assertEquals(List.of("msg_1", "msg_2", "msg_3", "hid_1"), itemIds(caller, thread));
        assertEquals(2, store().listFeedback(caller, thread.id()).size());
        StoreAssertions.assertEquivalent(
                populatedThread.attachment(),
                store().loadAttachment(caller, populatedThread.attachment().id()));
        assertTrue(threadIds(caller).contains(thread.id()), "not listed");
    }
}
