package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.model.Caller;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.Ids;
import ee.chatkit.model.TurnState;
import ee.chatkit.store.IdempotencyStore;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.TurnChange;
import ee.chatkit.store.UserRecords;
import ee.chatkit.store.UserRecords.Counts;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The records of one user are counted, and what belongs to no thread is deleted. */
public interface UserRecordsContract extends StoreContract {
    UserRecords userRecords();

    IdempotencyStore idempotencyKeys();

    @Test
    default void count_isOfTheUserOnly() {
        var ada = newUser();
        assertEquals(new Counts(0, 0, 0, 0, 0, 0, 0, 0), userRecords().count(ada));
        createRecords(ada);
        createRecords(newUser());
        assertEquals(new Counts(1, 2, 3, 1, 2, 1, 1, 1), userRecords().count(ada));
    }

    @Test
    default void deleteRemains_deletesWhatBelongsToNoThread() {
        var ada = newUser();
        var bob = newUser();
        String unsent = createRecords(ada);
        createRecords(bob);
        assertEquals(List.of(unsent), userRecords().deleteRemains(ada));
        assertEquals(new Counts(1, 2, 3, 1, 1, 0, 0, 0), userRecords().count(ada));
        assertEquals(new Counts(1, 2, 3, 1, 2, 1, 1, 1), userRecords().count(bob));
        assertEquals(List.of(), userRecords().deleteRemains(ada));
        assertThrows(NotFoundException.class, () -> store().loadAttachment(ada, unsent));
    }

    @Test
    default void attachmentsOf_areThoseOfTheThread() {
        var ada = newUser();
        var thread = addThread(ada);
        var attachment = attachment(thread);
        store().saveAttachment(ada, attachment);
        store().saveAttachment(ada, attachment(thread).withThreadId(null));
        assertEquals(List.of(attachment.id()), userRecords().attachmentsOf(ada, thread.id()));
        assertEquals(List.of(), userRecords().attachmentsOf(newUser(), thread.id()));
    }

    /** Returns the id of an attachment that was not sent. */
    private String createRecords(Caller user) {
        var opportunity = newOpportunity(user);
        opportunities().activateOpportunity(user, opportunity.id());
        var thread = addThread(user);
        addMessages(user, thread, 3);
        store().saveFeedback(user, thread.id(), List.of("msg_1"), FeedbackKind.POSITIVE);
        store().saveAttachment(user, attachment(thread));
        addThread(user);
        turns().write(
                        UUID.randomUUID(),
                        List.of(new TurnChange(
                                new Ids(clock()).next(Ids.TURN),
                                thread.id(),
                                user,
                                true,
                                1,
                                List.of("{}"),
                                TurnState.RUNNING)));
        idempotencyKeys().claim(user, "key", "digest", Duration.ofMinutes(1), Duration.ofHours(1));
        var unsent = attachment(thread).withThreadId(null);
        store().saveAttachment(user, unsent);
        return unsent.id();
    }
}
