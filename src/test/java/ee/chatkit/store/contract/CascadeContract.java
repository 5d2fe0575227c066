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

/** Deleting a thread or an opportunity deletes its dependent records, and only those. */
public interface CascadeContract extends StoreContract {
    /** A thread with items, feedback and an attachment. */
    record PopulatedThread(ChatThread thread, Attachment attachment) {}

    @Test
    default void deleteThread_removesItemsFeedbackAndAttachments() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var deleted = populate(ada, addThread(ada, opportunity));
        var sibling = populate(ada, addThread(ada, opportunity));
        var unlinked = populate(ada, addThread(ada));
        assertTrue(store().deleteThread(ada, deleted.thread().id()));
        assertDeleted(ada, deleted);
        assertIntact(ada, sibling);
        assertIntact(ada, unlinked);
        assertEquals(opportunity, opportunities().loadOpportunity(ada, opportunity.id()));
        assertEquals(
                1,
                store().listThreads(ada, opportunity.id(), everything()).data().size());
    }

    @Test
    default void deleteOpportunity_removesItsThreadsAndNothingElse() {
        var ada = newUser();
        var bob = newUser();
        var deleted = newOpportunity(ada);
        var kept = newOpportunity(ada);
        var one = populate(ada, addThread(ada, deleted));
        var two = populate(ada, addThread(ada, deleted));
        var other = populate(ada, addThread(ada, kept));
        var unlinked = populate(ada, addThread(ada));
        var bobs = populate(bob, addThread(bob, newOpportunity(bob)));
        var unlinkedAttachment = attachment(unlinked.thread()).withThreadId(null);
        store().saveAttachment(ada, unlinkedAttachment);

        assertTrue(opportunities().deleteOpportunity(ada, deleted.id()));
        StoreAssertions.assertNotFound(
                ResourceType.OPPORTUNITY, deleted.id(), () -> opportunities().loadOpportunity(ada, deleted.id()));
        StoreAssertions.assertNotFound(
                ResourceType.OPPORTUNITY, deleted.id(), () -> store().listThreads(ada, deleted.id(), everything()));
        assertDeleted(ada, one);
        assertDeleted(ada, two);
        assertIntact(ada, other);
        assertIntact(ada, unlinked);
        assertIntact(bob, bobs);
        StoreAssertions.assertEquivalent(unlinkedAttachment, store().loadAttachment(ada, unlinkedAttachment.id()));
        assertEquals(kept, opportunities().loadOpportunity(ada, kept.id()));
        assertEquals(2, threadIds(ada).size());
    }

    @Test
    default void createWithDeletedId_startsEmpty() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var deleted = populate(ada, addThread(ada, opportunity));
        opportunities().deleteOpportunity(ada, opportunity.id());

        opportunities().createOpportunity(ada, opportunity.id(), opportunity.details());
        assertEquals(
                List.of(),
                store().listThreads(ada, opportunity.id(), everything()).data());
        var again = store().addThread(ada, deleted.thread());
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
        assertTrue(!threadIds(caller).contains(thread.id()), "the deleted thread is listed");
    }

    private void assertIntact(Caller caller, PopulatedThread populatedThread) {
        var thread = populatedThread.thread();
        StoreAssertions.assertEquivalent(thread, store().loadThread(caller, thread.id()));
        assertEquals(List.of("msg_1", "msg_2", "msg_3", "hid_1"), itemIds(caller, thread));
        assertEquals(2, store().listFeedback(caller, thread.id()).size());
        StoreAssertions.assertEquivalent(
                populatedThread.attachment(),
                store().loadAttachment(caller, populatedThread.attachment().id()));
        assertTrue(threadIds(caller).contains(thread.id()), "the thread is not listed");
    }
}
