package ee.chatkit.attachment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.attachment.FileRejectedException.Reason;
import ee.chatkit.chat.WrongStateException;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.request.ImmediateRequest.AttachmentsCreate;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.RecordingTelemetry;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Upload, download, limits and retention. */
class AttachmentFilesTest {
    private final AttachmentFixture fixture = new AttachmentFixture();

    @Test
    void add_storesTheBytesAndTheirLength() throws IOException {
        String id = AttachmentFixture.id(fixture.add("text/plain", 1000));
        var stored = fixture.store.loadAttachment(AttachmentFixture.ANN, id);
        assertEquals(1000, stored.size());
        try (var bytes = fixture.files.open(AttachmentFixture.ANN, stored).bytes()) {
            assertEquals(1000, bytes.readAllBytes().length);
        }
        assertThrows(NotFoundException.class, () -> fixture.files.open(AttachmentFixture.BOB, stored));
    }

    @Test
    void fileAboveMaxBytes_isRejectedAndNotStored() {
        assertRejected(Reason.SIZE, "size", () -> fixture.announce("text/plain", 1001));
        assertRejected(Reason.SIZE, "params.size", () -> fixture.announce("text/plain", 1001, "params."));
        assertRejected(Reason.SIZE, "file", () -> fixture.add("text/plain", 1001));
        assertNothingStored();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/zip", "text/html", "text/plain2", "image", "image/*", "*/*", "", " ", "image/"})
    void fileOfADisallowedType_isRejectedAndNotStored(String type) {
        assertRejected(Reason.TYPE, "mime_type", () -> fixture.announce(type, 5));
        assertRejected(Reason.TYPE, "file", () -> fixture.add(type, 5));
        assertNothingStored();
    }

    @Test
    void mediaType_isStoredWithoutParameters() {
        assertEquals(
                "text/plain",
                AttachmentFixture.about(fixture.announce("Text/PLAIN; charset=utf-8", 5))
                        .mimeType());
    }

    @Test
    void incompleteUpload_isNotStoredAndCanBeRepeated() {
        assertRejected(
                Reason.INCOMPLETE,
                "file",
                () -> fixture.files.add(AttachmentFixture.CONTEXT, "n", "text/plain", brokenStream(500)));
        assertNothingStored();

        var announced = attachment(AttachmentFixture.id(fixture.announce("text/plain", 500)));
        assertRejected(
                Reason.INCOMPLETE,
                "file",
                () -> fixture.files.receive(AttachmentFixture.ANN, announced, brokenStream(500)));
        assertRejected(
                Reason.INCOMPLETE,
                "file",
                () -> fixture.files.receive(AttachmentFixture.ANN, announced, AttachmentFixture.bytes(499)));
        assertRejected(
                Reason.SIZE,
                "file",
                () -> fixture.files.receive(AttachmentFixture.ANN, announced, AttachmentFixture.bytes(501)));
        assertEquals(OptionalLong.empty(), fixture.services.contents().length(AttachmentFixture.ANN, announced.id()));
        fixture.files.receive(AttachmentFixture.ANN, announced, AttachmentFixture.bytes(500));
        assertEquals(OptionalLong.of(500), fixture.services.contents().length(AttachmentFixture.ANN, announced.id()));
    }

    /** The answer to the first upload may have been lost. */
    @Test
    void sameBytesAgain_areAccepted() {
        var announced = attachment(AttachmentFixture.id(fixture.announce("text/plain", 500)));
        fixture.files.receive(AttachmentFixture.ANN, announced, AttachmentFixture.bytes(500));
        fixture.files.receive(AttachmentFixture.ANN, announced, AttachmentFixture.bytes(500));
        byte[] others = new byte[500];
        others[499] = 1;
        for (var bytes : List.of(
                new ByteArrayInputStream(others),
                AttachmentFixture.bytes(499),
                AttachmentFixture.bytes(501),
                AttachmentFixture.bytes(0))) {
            assertThrows(ConflictException.class, () -> fixture.files.receive(AttachmentFixture.ANN, announced, bytes));
        }
        assertEquals(OptionalLong.of(500), fixture.services.contents().length(AttachmentFixture.ANN, announced.id()));
    }

    /** Both uploads begin before one is complete. */
    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void concurrentUpload_isAcceptedIfItHasTheSameBytes(byte last, boolean accepted) {
        var announced = attachment(AttachmentFixture.id(fixture.announce("text/plain", 500)));
        byte[] bytes = new byte[500];
        bytes[499] = last;
        var second = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                if (available() == 0) {
                    fixture.files.receive(AttachmentFixture.ANN, announced, AttachmentFixture.bytes(500));
                }
                return super.read(target, offset, length);
            }
        };
        Executable upload = () -> fixture.files.receive(AttachmentFixture.ANN, announced, second);
        if (accepted) {
            assertDoesNotThrow(upload);
        } else {
            assertThrows(ConflictException.class, upload);
        }
    }

    /** A browser that does not know the type of a file sends an empty one. */
    @ParameterizedTest
    @CsvSource({
        "notes.md, text/markdown",
        "LOG.TXT, text/plain",
        "photo.heic, image/heic",
        "a.unknown, application/octet-stream",
        "noextension, application/octet-stream"
    })
    void emptyMediaType_isGuessedFromTheName(String name, String type) {
        assertEquals(type, MediaTypes.guess(name));
    }

    @Test
    void emptyMediaType_isAcceptedAsTheGuessedOne() {
        var announced = fixture.attachments.create(
                AttachmentFixture.CONTEXT, new AttachmentsCreate("notes.txt", 5, " "), "params.");
        assertEquals("text/plain", AttachmentFixture.about(announced).mimeType());
        var added = fixture.files.add(AttachmentFixture.CONTEXT, "notes.txt", "", AttachmentFixture.bytes(5));
        assertEquals("text/plain", AttachmentFixture.about(added).mimeType());
        assertRejected(
                Reason.TYPE,
                "file",
                () -> fixture.files.add(AttachmentFixture.CONTEXT, "n.parquet", "", AttachmentFixture.bytes(5)));
    }

    @Test
    void names_areSafeWhereverTheyComeFrom() {
        var announced = fixture.attachments.create(
                AttachmentFixture.CONTEXT, new AttachmentsCreate("../../etc/pass\u202Ewd", 5, "text/plain"), "");
        assertEquals("passwd", AttachmentFixture.about(announced).name());
        var added = fixture.files.add(AttachmentFixture.CONTEXT, "..", "text/plain", AttachmentFixture.bytes(5));
        assertEquals("file", AttachmentFixture.about(added).name());
    }

    @Test
    void memoryLimit_isFreedByDeletesAndFailedUploads() {
        List<String> ids = List.of("1", "2", "3", "4", "5").stream()
                .map(n -> AttachmentFixture.id(fixture.add("text/plain", 1000)))
                .toList();
        assertThrows(UnavailableException.class, () -> fixture.add("text/plain", 1));
        ids.forEach(id -> assertTrue(fixture.attachments.delete(AttachmentFixture.ANN, id)));
        for (int n = 0; n < 20; n++) {
            assertRejected(
                    Reason.INCOMPLETE,
                    "file",
                    () -> fixture.files.add(AttachmentFixture.CONTEXT, "n", "text/plain", brokenStream(900)));
        }
        fixture.add("text/plain", 1000);
    }

    @Test
    void read_returnsTheOwnersCompleteFileWithinTheLimit() {
        byte[] bytes = {1, 2, 3, 4, 5};
        var added = fixture.files.add(AttachmentFixture.CONTEXT, "n", "text/plain", new ByteArrayInputStream(bytes));
        String id = AttachmentFixture.id(added);
        assertArrayEquals(
                bytes, fixture.files.read(AttachmentFixture.ANN, id, 5).orElseThrow());
        assertTrue(fixture.files.read(AttachmentFixture.ANN, id, 4).isEmpty());
        assertTrue(fixture.files.read(AttachmentFixture.BOB, id, 5).isEmpty());
        assertTrue(fixture.files
                .read(AttachmentFixture.ANN, AttachmentFixture.id(fixture.announce("text/plain", 5)), 5)
                .isEmpty());
    }

    @Test
    void requireSendable_rejectsIncompleteAndExpiredAttachments() {
        var announced = attachment(AttachmentFixture.id(fixture.announce("text/plain", 5)));
        assertThrows(
                WrongStateException.class, () -> fixture.attachments.requireSendable(AttachmentFixture.ANN, announced));
        fixture.files.receive(AttachmentFixture.ANN, announced, AttachmentFixture.bytes(5));
        fixture.clock.advance(Duration.ofHours(24));
        fixture.attachments.requireSendable(AttachmentFixture.ANN, announced);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThrows(
                NotFoundException.class, () -> fixture.attachments.requireSendable(AttachmentFixture.ANN, announced));
    }

    @Test
    void sweep_deletesUnsentAttachmentsAfterRetentionAndGrace() {
        var unsent = attachment(AttachmentFixture.id(fixture.add("text/plain", 1000)));
        var sent = attachment(AttachmentFixture.id(fixture.add("text/plain", 1000)));
        ChatThread thread = fixture.store.addThread(
                AttachmentFixture.ANN, ChatThread.create(fixture.store.generateThreadId(), fixture.clock.instant()));
        fixture.store.saveAttachment(AttachmentFixture.ANN, sent.withThreadId(thread.id()));
        AttachmentContents.Upload cut = fixture.services
                .contents()
                .begin(AttachmentFixture.ANN, AttachmentFixture.id(fixture.announce("text/plain", 5)));
        cut.write(new byte[3], 0, 3);

        fixture.clock.advance(Duration.ofHours(24).plusMinutes(10));
        fixture.sweeper.run();
        attachment(unsent.id());
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.sweeper.run();
        assertThrows(NotFoundException.class, () -> attachment(unsent.id()));
        assertThrows(NotFoundException.class, cut::complete);
        assertEquals(
                2, // the one that was announced for the upload, too
                fixture.telemetry.values(Metric.SWEPT_ROWS).stream()
                        .filter(value -> value.attributes().equals(List.of("unsent_attachments")))
                        .mapToDouble(RecordingTelemetry.Value::value)
                        .sum());
        attachment(sent.id());
        assertEquals(OptionalLong.of(1000), fixture.services.contents().length(AttachmentFixture.ANN, sent.id()));
    }

    @Test
    void zeroRetention_neverDeletesUnsentAttachments() {
        var rules = new AttachmentPolicy(1000, List.of("*/*"), Duration.ofMinutes(1), Duration.ZERO);
        var id = AttachmentFixture.id(fixture.add("text/plain", 5));
        var services = new AttachmentServices(
                fixture.store, fixture.store.attachmentMaintenance(), fixture.store.contents(), rules, fixture.clock);
        fixture.clock.advance(Duration.ofDays(10_000));
        new AttachmentSweeper(services).run();
        new StoreAttachmentService(services).requireSendable(AttachmentFixture.ANN, attachment(id));
    }

    private Attachment attachment(String id) {
        return fixture.store.loadAttachment(AttachmentFixture.ANN, id);
    }

    private void assertNothingStored() {
        fixture.clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), fixture.store.attachmentMaintenance().deleteUnsent(fixture.clock.instant(), 10));
        assertEquals(0, fixture.store.contents().sweep(fixture.clock.instant(), 10));
    }

    private static void assertRejected(Reason reason, String field, Executable operation) {
        var refusal = assertThrows(FileRejectedException.class, operation);
        assertEquals(reason, refusal.reason());
        assertEquals(field, refusal.field());
    }

    /** A stream that fails after this number of bytes. */
    private static InputStream brokenStream(int length) {
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
