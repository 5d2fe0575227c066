package ee.chatkit.transfer;

import static ee.chatkit.transfer.TransferFixture.ANN;
import static ee.chatkit.transfer.TransferFixture.BOB;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.protocol.json.ImportReport.LineOutcome;
import ee.chatkit.transfer.TransferFixture.ImportedFile;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Exported data is the same after an import. */
class TransferRoundTripTest {
    /** Who moves data compares these numbers; contents of several lines and of none are among them. */
    @Test
    void totalsOfAnImport_areTheCountsOfTheFile() {
        var old = TransferFixture.inMemory().withSampleConversations(ANN);
        byte[] file = old.export(new Export.Options(ANN, true, true, null));
        String end = TransferFixture.text(file).lines().toList().getLast();
        String counts = end.substring(end.indexOf("\"counts\":") + 9, end.lastIndexOf('}'));
        var target = TransferFixture.inMemory();
        String added = target.importFile(file, ANN).totalsJson();
        assertTrue(added.contains("\"added\":" + counts), () -> added + " " + counts);
        String again = target.importFile(file, ANN).totalsJson();
        assertTrue(again.contains("\"already_there\":" + counts), () -> again + " " + counts);
    }

    @Test
    void memoryToMemory_filesAreIdentical() {
        byte[] file = TransferFixture.inMemory()
                .withSampleConversations(ANN)
                .withSampleConversations(BOB)
                .exportAll();
        var other = TransferFixture.inMemory();
        assertEquals(List.of(LineOutcome.ADDED), other.importFile(file, BOB).results());
        assertEquals(TransferFixture.text(file), TransferFixture.text(other.exportAll()));
    }

    @Test
    void memoryThroughPostgresToMemory_recordsAreEqual() {
        byte[] file = TransferFixture.inMemory()
                .withSampleConversations(ANN)
                .withSampleConversations(BOB)
                .exportAll();
        var postgres = TransferFixture.inPostgres();
        assertEquals(List.of(LineOutcome.ADDED), postgres.importFile(file, BOB).results());
        byte[] between = postgres.exportAll();
        var memory = TransferFixture.inMemory();
        assertEquals(List.of(LineOutcome.ADDED), memory.importFile(between, BOB).results());
        assertEquals(TransferFixture.text(between), TransferFixture.text(memory.exportAll()));
        assertEquals(parsed(file), parsed(between));
    }

    @Test
    void postgresToPostgres_filesAreIdentical() {
        byte[] file = TransferFixture.inPostgres().withSampleConversations(ANN).exportAll();
        var other = TransferFixture.inPostgres();
        other.importFile(file, ANN);
        assertEquals(TransferFixture.text(file), TransferFixture.text(other.exportAll()));
    }

    @Test
    void exportOfOneUser_belongsToTheImportingUser() {
        byte[] file = TransferFixture.inMemory()
                .withSampleConversations(ANN)
                .withSampleConversations(BOB)
                .export(ANN);
        assertFalse(TransferFixture.text(file).contains("user_id"));
        assertFalse(TransferFixture.text(file).contains("_bob"));
        var other = TransferFixture.inMemory();
        other.importFile(file, BOB);
        assertArrayEquals(file, other.export(BOB));
        assertEquals(2, TransferFixture.text(other.export(ANN)).lines().count(), "ann has nothing there");
    }

    @Test
    void import_isIdempotent() {
        for (TransferFixture transferFixture : List.of(TransferFixture.inMemory(), TransferFixture.inPostgres())) {
            byte[] file =
                    TransferFixture.inMemory().withSampleConversations(ANN).export(ANN);
            transferFixture.importFile(file, ANN);
            byte[] before = transferFixture.exportAll();
            ImportedFile again = transferFixture.importFile(file, ANN);
            assertEquals(List.of(LineOutcome.ALREADY_THERE), again.results());
            assertArrayEquals(before, transferFixture.exportAll());
        }
    }

    @Test
    void import_addsMissingContentsLater() {
        var transferFixture = TransferFixture.inMemory().withSampleConversations(ANN);
        var other = TransferFixture.inMemory();
        other.importFile(transferFixture.export(new Export.Options(ANN, false, true, null)), ANN);
        assertTrue(other.contents()
                .length(ANN, "atc_1_ann_00000000000070008000000000000001")
                .isEmpty());
        ImportedFile imported = other.importFile(transferFixture.export(ANN), ANN);
        assertEquals(
                3,
                imported.lines().stream()
                        .filter(line -> line.outcome() == LineOutcome.ADDED)
                        .count());
        assertArrayEquals(transferFixture.export(ANN), other.export(ANN));
    }

    @Test
    void dryRun_reportsTheSameAndChangesNothing() {
        for (TransferFixture transferFixture : List.of(TransferFixture.inMemory(), TransferFixture.inPostgres())) {
            byte[] file =
                    TransferFixture.inMemory().withSampleConversations(ANN).export(ANN);
            byte[] empty = transferFixture.exportAll();
            var dry = new Import.Options(ANN, ImportPolicy.UNRESTRICTED, false, false);
            ImportedFile imported = transferFixture.importFile(file, dry);
            assertArrayEquals(empty, transferFixture.exportAll());
            assertEquals(imported, transferFixture.importFile(file, ANN));
            byte[] full = transferFixture.exportAll();
            assertEquals(
                    List.of(LineOutcome.ALREADY_THERE),
                    transferFixture.importFile(file, dry).results());
            assertArrayEquals(full, transferFixture.exportAll());
        }
    }

    @Test
    void export_omitsHiddenItemsUnlessRequested() {
        var transferFixture = TransferFixture.inMemory().withSampleConversations(ANN);
        String file = TransferFixture.text(transferFixture.export(new Export.Options(ANN, false, false, null)));
        assertFalse(file.contains("secret"));
        assertTrue(file.contains("\"hidden\":false"));
        assertTrue(TransferFixture.text(transferFixture.export(ANN)).contains("secret"));
        assertTrue(TransferFixture.validate(TransferFixture.bytes(file)).isValid());
    }

    @Test
    void import_readsGzipWithSeveralMembers() throws IOException {
        byte[] file = TransferFixture.inMemory().withSampleConversations(ANN).export(ANN);
        var packed = new ByteArrayOutputStream();
        for (int from = 0; from < file.length; from += 300_000) {
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(file, from, Math.min(300_000, file.length - from));
            }
        }
        var other = TransferFixture.inMemory();
        other.importFile(packed.toByteArray(), ANN);
        assertArrayEquals(file, other.export(ANN));
    }

    @Test
    void export_ofAnEmptyStoreIsValid() {
        byte[] file = TransferFixture.inMemory().exportAll();
        assertEquals(2, TransferFixture.text(file).lines().count());
        assertEquals(List.of(), TransferFixture.inMemory().importFile(file, ANN).lines());
    }

    /** The records of a file, without the last line: PostgreSQL may order members differently, which changes the digest. */
    private static List<JsonObject> parsed(byte[] file) {
        return TransferFixture.text(file)
                .lines()
                .filter(line -> !line.startsWith("{\"record\":\"end\""))
                .map(line -> Json.createReader(new StringReader(line)).readObject())
                .toList();
    }
}
