package ee.chatkit.attachment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.attachment.FileRejectedException.Reason;
import ee.chatkit.chat.WrongStateException;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.ChatThread;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.UnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in and out, and what is not taken. */
class AttachmentFilesTest {
    private final AttachmentFixture rig = new AttachmentFixture();

    @Test
    void aFileIsKeptWithItsRealSize() throws IOException {
        String id = AttachmentFixture.id(rig.add("text/plain", 1000));
        var stored = rig.store.loadAttachment(AttachmentFixture.ANN, id);
        assertEquals(1000, stored.size());
        try (var bytes = rig.files.open(AttachmentFixture.ANN, stored).bytes()) {
            assertEquals(1000, bytes.readAllBytes().length);
        }
        assertThrows(NotFoundException.class, () -> rig.files.open(AttachmentFixture.BOB, stored));
    }

    @Test
    void whatIsTooLargeIsRefusedAndNothingIsKept() {
        refused(Reason.SIZE, "size", () -> rig.announce("text/plain", 1001));
        refused(Reason.SIZE, "params.size", () -> rig.announce("text/plain", 1001, "params."));
        refused(Reason.SIZE, "file", () -> rig.add("text/plain", 1001));
        nothingIsKept();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/zip", "text/html", "text/plain2", "image", "image/*", "*/*", "", " ", "image/"})
    void whatIsOfAnotherTypeIsRefused(String type) {
        refused(Reason.TYPE, "mime_type", () -> rig.announce(type, 5));
        refused(Reason.TYPE, "file", () -> rig.add(type, 5));
        nothingIsKept();
    }

    @Test
    void aTypeIsKeptWithoutItsParameters() {
        assertEquals(
                "text/plain",
                AttachmentFixture.about(rig.announce("Text/PLAIN; charset=utf-8", 5))
                        .mimeType());
    }

    @Test
    void aFileThatIsCutIsNotKept() {
        refused(Reason.INCOMPLETE, "file", () -> rig.files.add(AttachmentFixture.OF_ANN, "n", "text/plain", cut(500)));
        nothingIsKept();

        var announced = attachment(AttachmentFixture.id(rig.announce("text/plain", 500)));
        refused(Reason.INCOMPLETE, "file", () -> rig.files.receive(AttachmentFixture.ANN, announced, cut(500)));
        refused(
                Reason.INCOMPLETE,
                "file",
                () -> rig.files.receive(AttachmentFixture.ANN, announced, AttachmentFixture.bytes(499)));
        refused(
                Reason.SIZE,
                "file",
                () -> rig.files.receive(AttachmentFixture.ANN, announced, AttachmentFixture.bytes(501)));
        assertEquals(OptionalLong.empty(), rig.services.contents().length(AttachmentFixture.ANN, announced.id()));
        rig.files.receive(AttachmentFixture.ANN, announced, AttachmentFixture.bytes(500));
        assertEquals(OptionalLong.of(500), rig.services.contents().length(AttachmentFixture.ANN, announced.id()));
    }

    @Test
    void memoryHasAnEndAndComesBack() {
        List<String> ids = List.of("1", "2", "3", "4", "5").stream()
                .map(n -> AttachmentFixture.id(rig.add("text/plain", 1000)))
                .toList();
        assertThrows(UnavailableException.class, () -> rig.add("text/plain", 1));
        ids.forEach(id -> assertTrue(rig.attachments.delete(AttachmentFixture.ANN, id)));
        for (int n = 0; n < 20; n++) {
            refused(
                    Reason.INCOMPLETE,
                    "file",
                    () -> rig.files.add(AttachmentFixture.OF_ANN, "n", "text/plain", cut(900)));
        }
        rig.add("text/plain", 1000);
    }

    @Test
    void aWholeFileIsReadByItsOwnerWhereItIsNotTooLong() {
        byte[] bytes = {1, 2, 3, 4, 5};
        var added = rig.files.add(AttachmentFixture.OF_ANN, "n", "text/plain", new ByteArrayInputStream(bytes));
        String id = AttachmentFixture.id(added);
        assertArrayEquals(bytes, rig.files.read(AttachmentFixture.ANN, id, 5).orElseThrow());
        assertTrue(rig.files.read(AttachmentFixture.ANN, id, 4).isEmpty());
        assertTrue(rig.files.read(AttachmentFixture.BOB, id, 5).isEmpty());
        assertTrue(rig.files
                .read(AttachmentFixture.ANN, AttachmentFixture.id(rig.announce("text/plain", 5)), 5)
                .isEmpty());
    }

    @Test
    void onlyWhatIsWholeAndNotTooOldCanBeSent() {
        var announced = attachment(AttachmentFixture.id(rig.announce("text/plain", 5)));
        assertThrows(
                WrongStateException.class, () -> rig.attachments.requireSendable(AttachmentFixture.ANN, announced));
        rig.files.receive(AttachmentFixture.ANN, announced, AttachmentFixture.bytes(5));
        rig.clock.advance(Duration.ofHours(24));
        rig.attachments.requireSendable(AttachmentFixture.ANN, announced);
        rig.clock.advance(Duration.ofSeconds(1));
        assertThrows(NotFoundException.class, () -> rig.attachments.requireSendable(AttachmentFixture.ANN, announced));
    }

    @Test
    void whatWasNeverSentIsSweptSomeTimeAfterItCouldBeSent() {
        var unsent = attachment(AttachmentFixture.id(rig.add("text/plain", 1000)));
        var sent = attachment(AttachmentFixture.id(rig.add("text/plain", 1000)));
        ChatThread thread = rig.store.addThread(
                AttachmentFixture.ANN, ChatThread.create(rig.store.generateThreadId(), rig.clock.instant()));
        rig.store.saveAttachment(AttachmentFixture.ANN, sent.withThreadId(thread.id()));
        AttachmentContents.Upload cut = rig.services
                .contents()
                .begin(AttachmentFixture.ANN, AttachmentFixture.id(rig.announce("text/plain", 5)));
        cut.write(new byte[3], 0, 3);

        rig.clock.advance(Duration.ofHours(24).plusMinutes(10));
        rig.sweep.run();
        attachment(unsent.id());
        rig.clock.advance(Duration.ofSeconds(1));
        rig.sweep.run();
        assertThrows(NotFoundException.class, () -> attachment(unsent.id()));
        assertThrows(NotFoundException.class, cut::complete);
        attachment(sent.id());
        assertEquals(OptionalLong.of(1000), rig.services.contents().length(AttachmentFixture.ANN, sent.id()));
    }

    @Test
    void nothingOfAnAnnouncedFileIsSweptWhereAllIsKept() {
        var rules = new AttachmentPolicy(1000, List.of("*/*"), Duration.ofMinutes(1), Duration.ZERO);
        var id = AttachmentFixture.id(rig.add("text/plain", 5));
        var services = new AttachmentServices(
                rig.store, rig.store.attachmentMaintenance(), rig.store.contents(), rules, rig.clock);
        rig.clock.advance(Duration.ofDays(10_000));
        new AttachmentSweeper(services).run();
        new StoreAttachmentService(services).requireSendable(AttachmentFixture.ANN, attachment(id));
    }

    private Attachment attachment(String id) {
        return rig.store.loadAttachment(AttachmentFixture.ANN, id);
    }

    private void nothingIsKept() {
        rig.clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), rig.store.attachmentMaintenance().deleteUnsent(rig.clock.instant(), 10));
        assertEquals(0, rig.store.contents().sweep(rig.clock.instant(), 10));
    }

    private static void refused(Reason reason, String field, Executable operation) {
        var refusal = assertThrows(FileRejectedException.class, operation);
        assertEquals(reason, refusal.reason());
        assertEquals(field, refusal.field());
    }

    /** Bytes of a connection that breaks after so many. */
    private static InputStream cut(int length) {
        return new SequenceInputStream(AttachmentFixture.bytes(length), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("gone");
            }
        });
    }
}
