package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.store.AttachmentContents.Upload;
import ee.chatkit.store.AttachmentMaintenance.OwnedAttachment;
import ee.chatkit.store.AttachmentMaintenance.OwnedId;
import ee.chatkit.store.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** {@link ee.chatkit.store.AttachmentMaintenance}, and the sweep of unfinished uploads. */
public interface AttachmentMaintenanceContract extends AttachmentContentsContract {
    @Test
    default void find_returnsAttachmentWithOwner() {
        var ada = newUser();
        var thread = addThread(ada, newOpportunity(ada));
        var attachment = save(ada, attachment(thread));
        OwnedAttachment found = attachmentMaintenance().find(attachment.id()).orElseThrow();
        assertEquals(ada, found.owner());
        StoreAssertions.assertEquivalent(attachment, found.attachment());
        assertTrue(attachmentMaintenance().find("atc_none").isEmpty());
    }

    @Test
    default void deleteUnsent_deletesOldUnlinkedAttachmentsOnly() {
        var ada = newUser();
        var old = saveUnlinked(ada);
        var oldWithBytes = saveUnlinked(ada);
        upload(ada, oldWithBytes, 300_000);
        var sent = save(ada, attachment(addThread(ada)));
        upload(ada, sent, 10);
        clock().tick();
        Instant cutoff = clock().instant();
        var young = saveUnlinked(ada);

        List<OwnedId> deleted = deleteUnsent(cutoff);
        assertTrue(deleted.contains(new OwnedId(ada, old.id())));
        assertTrue(deleted.contains(new OwnedId(ada, oldWithBytes.id())));
        assertFalse(deleted.contains(new OwnedId(ada, sent.id())));
        StoreAssertions.assertNotFound(ResourceType.ATTACHMENT, old.id(), () -> store().loadAttachment(ada, old.id()));
        assertNoContent(ada, oldWithBytes);
        StoreAssertions.assertEquivalent(sent, store().loadAttachment(ada, sent.id()));
        assertEquals(OptionalLong.of(10), contents().length(ada, sent.id()));
        StoreAssertions.assertEquivalent(young, store().loadAttachment(ada, young.id()));
        assertEquals(List.of(), deleteUnsent(cutoff));
    }

    @Test
    default void deleteUnsent_deletesOldestFirstUpToTheLimit() {
        var ada = newUser();
        deleteUnsent(clock().tick());
        var first = saveUnlinked(ada);
        clock().tick();
        var second = saveUnlinked(ada);
        clock().tick();
        var third = saveUnlinked(ada);
        Instant cutoff = clock().tick();
        assertEquals(
                List.of(first.id(), second.id()),
                attachmentMaintenance().deleteUnsent(cutoff, 2).stream()
                        .map(OwnedId::attachmentId)
                        .sorted()
                        .toList());
        assertEquals(
                List.of(new OwnedId(ada, third.id())), attachmentMaintenance().deleteUnsent(cutoff, 2));
    }

    @Test
    default void sweep_deletesOldUnfinishedUploadsOnly() {
        var ada = newUser();
        var attachment = saveUnlinked(ada);
        byte[] bytes;
        try (Upload old = contents().begin(ada, attachment.id())) {
            old.write(new byte[300_000], 0, 300_000);
            Instant cutoff = clock().tick();
            try (Upload young = contents().begin(ada, attachment.id())) {
                young.write(new byte[] {7}, 0, 1);
                while (contents().sweep(cutoff, 10) == 10) {
                    // until nothing is left to sweep
                }
                StoreAssertions.assertNotFound(ResourceType.ATTACHMENT, attachment.id(), old::complete);
                young.complete();
            }
            bytes = readContent(ada, attachment);
        }
        assertArrayEquals(new byte[] {7}, bytes);
        clock().advance(Duration.ofDays(1000));
        assertEquals(0, contents().sweep(clock().instant(), 10));
        assertArrayEquals(new byte[] {7}, readContent(ada, attachment), "complete content is not swept");
    }

    @Test
    default void sweep_deletesUpToTheLimit() {
        var ada = newUser();
        Instant before = clock().tick();
        while (contents().sweep(before, 10) == 10) {
            // until nothing is left to sweep
        }
        var attachment = saveUnlinked(ada);
        for (int n = 0; n < 3; n++) {
            contents().begin(ada, attachment.id());
        }
        Instant cutoff = clock().tick();
        assertEquals(2, contents().sweep(cutoff, 2));
        assertEquals(1, contents().sweep(cutoff, 2));
        assertEquals(0, contents().sweep(cutoff, 2));
    }

    private List<OwnedId> deleteUnsent(Instant before) {
        return attachmentMaintenance().deleteUnsent(before, 1000);
    }
}
