package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.store.AttachmentContents.Upload;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ee.chatkit.store.AttachmentContents}, without its sweep. */
public interface AttachmentContentsContract extends StoreContract {
    /** Saves an attachment that is in no thread. */
    default Attachment saveUnlinked(Caller caller) {
        return save(caller, attachment(newThread()).withThreadId(null));
    }

    default Attachment save(Caller caller, Attachment attachment) {
        store().saveAttachment(caller, attachment);
        return attachment;
    }

    default byte[] upload(Caller caller, Attachment attachment, int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        try (Upload upload = contents().begin(caller, attachment.id())) {
            for (int at = 0; at < length; at += 100_001) {
                upload.write(bytes, at, Math.min(100_001, length - at));
            }
            upload.complete();
        }
        return bytes;
    }

    default byte[] readContent(Caller caller, Attachment attachment) {
        try (var in = contents().open(caller, attachment.id())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    default void assertNoContent(Caller caller, Attachment attachment) {
        assertEquals(OptionalLong.empty(), contents().length(caller, attachment.id()));
        StoreAssertions.assertNotFound(
                ResourceType.CONTENT, attachment.id(), () -> contents().open(caller, attachment.id()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 262_143, 262_144, 262_145, 1_000_003})
    default void upload_isReadBackUnchanged(int length) {
        var ada = newUser();
        var attachment = saveUnlinked(ada);
        assertNoContent(ada, attachment);
        byte[] bytes = upload(ada, attachment, length);
        assertEquals(OptionalLong.of(length), contents().length(ada, attachment.id()));
        assertArrayEquals(bytes, readContent(ada, attachment));
        assertArrayEquals(bytes, readContent(ada, attachment), "second read");
    }

    @Test
    default void contentStream_supportsSingleReadsSkipAndEarlyClose() throws IOException {
        var ada = newUser();
        var attachment = saveUnlinked(ada);
        byte[] bytes = upload(ada, attachment, 300_000);
        try (var in = contents().open(ada, attachment.id())) {
            assertEquals(bytes[0] & 0xFF, in.read());
            assertEquals(0, in.read(new byte[5], 0, 0));
            in.skipNBytes(262_143);
            assertEquals(bytes[262_144] & 0xFF, in.read());
        }
        try (var in = contents().open(ada, attachment.id())) {
            assertEquals(300_000, in.readAllBytes().length);
            assertEquals(-1, in.read());
            assertEquals(-1, in.read(new byte[5]));
        }
    }

    @Test
    default void uploadWrite_copiesTheArray() {
        var ada = newUser();
        var attachment = saveUnlinked(ada);
        try (Upload upload = contents().begin(ada, attachment.id())) {
            byte[] bytes = {0, 1, 2, 3};
            upload.write(bytes, 1, 2);
            bytes[1] = 9;
            upload.complete();
        }
        assertArrayEquals(new byte[] {1, 2}, readContent(ada, attachment));
    }

    @Test
    default void closeWithoutComplete_leavesNoContent() {
        var ada = newUser();
        var attachment = saveUnlinked(ada);
        try (Upload upload = contents().begin(ada, attachment.id())) {
            upload.write(new byte[600_000], 0, 600_000);
            assertNoContent(ada, attachment);
        }
        assertNoContent(ada, attachment);
        assertFalse(contents().delete(ada, attachment.id()));
        byte[] bytes = upload(ada, attachment, 17);
        assertArrayEquals(bytes, readContent(ada, attachment));
    }

    @Test
    default void completeAfterClose_isNotFound() {
        var ada = newUser();
        var attachment = saveUnlinked(ada);
        Upload upload = contents().begin(ada, attachment.id());
        upload.write(new byte[300_000], 0, 300_000);
        upload.close();
        StoreAssertions.assertNotFound(ResourceType.ATTACHMENT, attachment.id(), upload::complete);
        assertNoContent(ada, attachment);
    }

    @Test
    default void beginUploadOfCompleteContent_isConflict() {
        var ada = newUser();
        var attachment = saveUnlinked(ada);
        byte[] bytes = upload(ada, attachment, 300_000);
        StoreAssertions.assertConflict(
                ResourceType.CONTENT, attachment.id(), () -> contents().begin(ada, attachment.id()));
        assertArrayEquals(bytes, readContent(ada, attachment));
    }

    @Test
    default void overlappingUploads_firstToCompleteWins() {
        var ada = newUser();
        var attachment = saveUnlinked(ada);
        try (Upload slow = contents().begin(ada, attachment.id())) {
            slow.write(new byte[300_000], 0, 300_000);
            byte[] bytes = upload(ada, attachment, 400_000);
            slow.write(new byte[300_000], 0, 300_000);
            StoreAssertions.assertConflict(ResourceType.CONTENT, attachment.id(), slow::complete);
            assertArrayEquals(bytes, readContent(ada, attachment));
        }
        assertEquals(OptionalLong.of(400_000), contents().length(ada, attachment.id()));
    }

    @Test
    default void concurrentUploads_succeedOnce() {
        var ada = newUser();
        var attachment = saveUnlinked(ada);
        var uploads = ConcurrentCalls.call(8, task -> {
            try {
                return Optional.of(upload(ada, attachment, 280_001 + task));
            } catch (ConflictException e) {
                assertEquals(ResourceType.CONTENT, e.resourceType());
                assertEquals(attachment.id(), e.id());
                return Optional.<byte[]>empty();
            }
        });
        var completed = uploads.stream().flatMap(Optional::stream).toList();
        assertEquals(1, completed.size());
        assertArrayEquals(completed.getFirst(), readContent(ada, attachment));
    }

    @Test
    default void contentOfForeignAttachment_isNotFound() {
        var ada = newUser();
        var bob = newUser();
        var attachment = saveUnlinked(ada);
        StoreAssertions.assertNotFound(
                ResourceType.ATTACHMENT, attachment.id(), () -> contents().begin(bob, attachment.id()));
        byte[] bytes = upload(ada, attachment, 1000);
        StoreAssertions.assertNotFound(
                ResourceType.ATTACHMENT, attachment.id(), () -> contents().begin(bob, attachment.id()));
        assertNoContent(bob, attachment);
        assertFalse(contents().delete(bob, attachment.id()));
        assertArrayEquals(bytes, readContent(ada, attachment));
        StoreAssertions.assertNotFound(
                ResourceType.ATTACHMENT, "atc_none", () -> contents().begin(ada, "atc_none"));
    }

    @Test
    default void deleteContent_keepsAttachment() {
        var ada = newUser();
        var attachment = saveUnlinked(ada);
        upload(ada, attachment, 300_000);
        assertTrue(contents().delete(ada, attachment.id()));
        assertFalse(contents().delete(ada, attachment.id()));
        assertNoContent(ada, attachment);
        StoreAssertions.assertEquivalent(attachment, store().loadAttachment(ada, attachment.id()));
        byte[] bytes = upload(ada, attachment, 5);
        assertArrayEquals(bytes, readContent(ada, attachment));
    }

    @Test
    default void deleteAttachment_removesContent() {
        var ada = newUser();
        var attachment = saveUnlinked(ada);
        upload(ada, attachment, 300_000);
        try (Upload unfinished = contents().begin(ada, saveUnlinked(ada).id())) {
            assertTrue(store().deleteAttachment(ada, attachment.id()));
            assertNoContent(ada, attachment);
            save(ada, attachment);
            assertNoContent(ada, attachment);
            unfinished.complete();
        }
    }

    @Test
    default void deleteThreadOrOpportunity_removesContent() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var thread = addThread(ada, opportunity);
        var other = addThread(ada, opportunity);
        var first = save(ada, attachment(thread));
        var second = save(ada, attachment(other));
        var alone = saveUnlinked(ada);
        List.of(first, second, alone).forEach(attachment -> upload(ada, attachment, 300_000));

        assertTrue(store().deleteThread(ada, thread.id()));
        assertNoContent(ada, first);
        assertEquals(OptionalLong.of(300_000), contents().length(ada, second.id()));
        assertTrue(opportunities().deleteOpportunity(ada, opportunity.id()));
        assertNoContent(ada, second);
        assertEquals(OptionalLong.of(300_000), contents().length(ada, alone.id()));
    }

    @Test
    default void saveAttachment_keepsContent() {
        var ada = newUser();
        var attachment = saveUnlinked(ada);
        byte[] bytes = upload(ada, attachment, 1000);
        save(ada, attachment.withThreadId(addThread(ada).id()));
        assertArrayEquals(bytes, readContent(ada, attachment));
    }

    @Test
    default void uploadAfterDeleteAttachment_isNotFound() {
        var ada = newUser();
        var attachment = saveUnlinked(ada);
        try (Upload upload = contents().begin(ada, attachment.id())) {
            upload.write(new byte[300_000], 0, 300_000);
            store().deleteAttachment(ada, attachment.id());
            StoreAssertions.assertNotFound(
                    ResourceType.ATTACHMENT, attachment.id(), () -> upload.write(new byte[600_000], 0, 600_000));
            StoreAssertions.assertNotFound(ResourceType.ATTACHMENT, attachment.id(), upload::complete);
        }
    }
}
