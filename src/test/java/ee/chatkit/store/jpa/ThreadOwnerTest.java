package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.store.Archive.Selection;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.schema.RowLevelSecurity;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A thread whose owner was changed by SQL, as the manual does after an adoption: what is in it belongs to the new owner. */
class ThreadOwnerTest {
    private static final Caller ANN = new Caller("ann");
    private static final Caller BOB = new Caller("bob");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void changeOfThreadOwner_takesAttachmentsAndTheirContents() throws Exception {
        var database = TestDatabase.create(5);
        try (database;
                var stores = new PostgresStores(database, Transactions.LOCAL, Clock.systemUTC())) {
            stores.prepare();
            for (String n : List.of("1", "2")) {
                stores.store().addThread(ANN, ChatThread.create("thr_" + n, NOW));
                stores.store().saveAttachment(ANN, attachment(n));
                try (var upload = stores.contents().begin(ANN, "atc_" + n)) {
                    upload.write(new byte[] {1, 2, 3}, 0, 3);
                    upload.complete();
                }
            }
            new DatabaseQueries(database).execute("update chatkit_threads set user_id = 'bob' where id = 'thr_1'");

            assertEquals("thr_1", stores.store().loadAttachment(BOB, "atc_1").threadId());
            assertArrayEquals(
                    new byte[] {1, 2, 3}, stores.contents().open(BOB, "atc_1").readAllBytes());
            assertThrows(NotFoundException.class, () -> stores.store().loadAttachment(ANN, "atc_1"));
            assertEquals(
                    BOB,
                    stores.attachmentMaintenance().find("atc_1").orElseThrow().owner());

            assertEquals(List.of("thr_1", "atc_1 of bob"), exported(stores, BOB));
            assertEquals(List.of("thr_2", "atc_2 of ann"), exported(stores, ANN));
            assertEquals(List.of("thr_1", "atc_1 of bob", "thr_2", "atc_2 of ann"), exported(stores, null));

            stores.store().updateAttachment(BOB, "atc_1", found -> found.withSize(4));
            stores.store().saveAttachment(BOB, attachment("1"));
            stores.store().deleteAttachment(BOB, "atc_1");
            assertEquals(List.of("thr_1"), exported(stores, BOB));
        }
    }

    /** The policies hide rows from the owner of the trigger's function, and not from a superuser. */
    @Test
    void changeOfThreadOwnerByASuperuser_takesAttachmentsUnderRowLevelSecurity() throws Exception {
        var roles = new DatabaseRoles("thread_owner").restricted();
        try (var stores =
                new PostgresStores(roles.runtime(), Transactions.LOCAL, Clock.systemUTC(), RowLevelSecurity.ON)) {
            stores.prepare();
            stores.store().addThread(ANN, ChatThread.create("thr_1", NOW));
            stores.store().saveAttachment(ANN, attachment("1"));
            try (var connection = roles.admin().getConnection();
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("update chatkit_threads set user_id = 'bob'");
                try (var setting = statement.executeQuery("select current_setting('chatkit.all_users', true)")) {
                    setting.next();
                    assertEquals("", setting.getString(1));
                }
                connection.commit();
            }
            assertEquals("thr_1", stores.store().loadAttachment(BOB, "atc_1").threadId());
            assertEquals(List.of("thr_1", "atc_1 of bob"), exported(stores, BOB));
        }
    }

    private static Attachment attachment(String n) {
        return new Attachment("atc_" + n, "thr_" + n, AttachmentType.FILE, "a.txt", "text/plain", 3, "{}", NOW);
    }

    private static List<String> exported(PostgresStores stores, @Nullable Caller owner) throws IOException {
        var found = new ArrayList<String>();
        stores.archive()
                .read(
                        new Selection(owner, null),
                        entry -> found.add(
                                switch (entry) {
                                    case ArchiveEntry.OwnedAttachment(String userId, var attachment) ->
                                        attachment.id() + " of " + userId;
                                    default -> entry.id();
                                }));
        return found;
    }
}
