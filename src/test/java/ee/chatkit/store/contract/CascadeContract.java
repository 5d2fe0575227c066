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
    record Conversation(ChatThread thread, Attachment attachment) {}

    @Test
    default void deletingAThreadDeletesWhatHangsOnItAndNothingElse() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var doomed = conversation(ada, addThread(ada, opportunity));
        var sibling = conversation(ada, addThread(ada, opportunity));
        var loose = conversation(ada, addThread(ada));
        assertTrue(store().deleteThread(ada, doomed.thread().id()));
        assertGone(ada, doomed);
        assertWhole(ada, sibling);
        assertWhole(ada, loose);
        assertEquals(opportunity, opportunities().loadOpportunity(ada, opportunity.id()));
        assertEquals(
                1,
                store().listThreads(ada, opportunity.id(), everything()).data().size());
    }

    @Test
    default void deletingAnOpportunityDeletesItsThreadsWithAllTheyHaveAndNothingElse() {
        var ada = newUser();
        var bob = newUser();
        var doomed = newOpportunity(ada);
        var spared = newOpportunity(ada);
        var one = conversation(ada, addThread(ada, doomed));
        var two = conversation(ada, addThread(ada, doomed));
        var other = conversation(ada, addThread(ada, spared));
        var loose = conversation(ada, addThread(ada));
        var bobs = conversation(bob, addThread(bob, newOpportunity(bob)));
        var alone = attachment(loose.thread()).withThreadId(null);
        store().saveAttachment(ada, alone);

        assertTrue(opportunities().deleteOpportunity(ada, doomed.id()));
        StoreAssertions.notFound(
                ResourceType.OPPORTUNITY, doomed.id(), () -> opportunities().loadOpportunity(ada, doomed.id()));
        StoreAssertions.notFound(
                ResourceType.OPPORTUNITY, doomed.id(), () -> store().listThreads(ada, doomed.id(), everything()));
        assertGone(ada, one);
        assertGone(ada, two);
        assertWhole(ada, other);
        assertWhole(ada, loose);
        assertWhole(bob, bobs);
        StoreAssertions.same(alone, store().loadAttachment(ada, alone.id()));
        assertEquals(spared, opportunities().loadOpportunity(ada, spared.id()));
        assertEquals(2, threadIds(ada).size());
    }

    @Test
    default void whatIsMadeAgainUnderADeletedIdBeginsEmpty() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var doomed = conversation(ada, addThread(ada, opportunity));
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
    default void deletingAnEmptyOpportunityWorks() {
        var ada = newUser();
        assertTrue(opportunities().deleteOpportunity(ada, newOpportunity(ada).id()));
    }

    private Conversation conversation(Caller caller, ChatThread thread) {
        addMessages(caller, thread, 3);
        store().addItem(caller, hidden(thread, "hid_1"));
        store().saveFeedback(caller, thread.id(), List.of("msg_1", "msg_3"), FeedbackKind.POSITIVE);
        var attachment = attachment(thread);
        store().saveAttachment(caller, attachment);
        return new Conversation(thread, attachment);
    }

    private void assertGone(Caller caller, Conversation gone) {
        var thread = gone.thread();
        StoreAssertions.notFound(ResourceType.THREAD, thread.id(), () -> store().loadThread(caller, thread.id()));
        StoreAssertions.notFound(
                ResourceType.THREAD, thread.id(), () -> store().loadItem(caller, thread.id(), "msg_1"));
        StoreAssertions.notFound(ResourceType.THREAD, thread.id(), () -> store().listFeedback(caller, thread.id()));
        StoreAssertions.notFound(
                ResourceType.ATTACHMENT,
                gone.attachment().id(),
                () -> store().loadAttachment(caller, gone.attachment().id()));
        assertTrue(!threadIds(caller).contains(thread.id()), "still listed");
    }

    private void assertWhole(Caller caller, Conversation conversation) {
        var thread = conversation.thread();
        StoreAssertions.same(thread, store().loadThread(caller, thread.id()));
        assertEquals(List.of("msg_1", "msg_2", "msg_3", "hid_1"), itemIds(caller, thread));
        assertEquals(2, store().listFeedback(caller, thread.id()).size());
        StoreAssertions.same(
                conversation.attachment(),
                store().loadAttachment(caller, conversation.attachment().id()));
        assertTrue(threadIds(caller).contains(thread.id()), "not listed");
    }
}
