package ee.chatkit.transfer;

import static ee.chatkit.transfer.TransferFixture.ANN;
import static ee.chatkit.transfer.TransferFixture.BOB;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.protocol.json.ImportReport.Result;
import ee.chatkit.transfer.TransferFixture.Told;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What moves out and in again is the same. */
class TransferRoundTripTest {
    @Test
    void fromMemoryToMemoryEveryByteOfTheFileIsTheSame() {
        byte[] file = TransferFixture.inMemory().furnish(ANN).furnish(BOB).exportAll();
        var other = TransferFixture.inMemory();
        assertEquals(List.of(Result.ADDED), other.take(file, BOB).results());
        assertEquals(TransferFixture.text(file), TransferFixture.text(other.exportAll()));
    }

    @Test
    void fromMemoryThroughPostgresToMemoryEverythingIsTheSame() {
        byte[] file = TransferFixture.inMemory().furnish(ANN).furnish(BOB).exportAll();
        var postgres = TransferFixture.inPostgres();
        assertEquals(List.of(Result.ADDED), postgres.take(file, BOB).results());
        byte[] between = postgres.exportAll();
        var memory = TransferFixture.inMemory();
        assertEquals(List.of(Result.ADDED), memory.take(between, BOB).results());
        assertEquals(TransferFixture.text(between), TransferFixture.text(memory.exportAll()));
        assertEquals(parsed(file), parsed(between));
    }

    @Test
    void fromPostgresToPostgresEveryByteOfTheFileIsTheSame() {
        byte[] file = TransferFixture.inPostgres().furnish(ANN).exportAll();
        var other = TransferFixture.inPostgres();
        other.take(file, ANN);
        assertEquals(TransferFixture.text(file), TransferFixture.text(other.exportAll()));
    }

    @Test
    void aFileOfOneUserBelongsToWhoeverImportsIt() {
        byte[] file = TransferFixture.inMemory().furnish(ANN).furnish(BOB).export(ANN);
        assertFalse(TransferFixture.text(file).contains("user_id"));
        assertFalse(TransferFixture.text(file).contains("_bob"));
        var other = TransferFixture.inMemory();
        other.take(file, BOB);
        assertArrayEquals(file, other.export(BOB));
        assertEquals(2, TransferFixture.text(other.export(ANN)).lines().count(), "ann has nothing there");
    }

    @Test
    void twiceIsOnce() {
        for (TransferFixture transferFixture : List.of(TransferFixture.inMemory(), TransferFixture.inPostgres())) {
            byte[] file = TransferFixture.inMemory().furnish(ANN).export(ANN);
            transferFixture.take(file, ANN);
            byte[] before = transferFixture.exportAll();
            Told again = transferFixture.take(file, ANN);
            assertEquals(List.of(Result.ALREADY_THERE), again.results());
            assertArrayEquals(before, transferFixture.exportAll());
        }
    }

    @Test
    void bytesThatAreMissingComeInLater() {
        var transferFixture = TransferFixture.inMemory().furnish(ANN);
        var other = TransferFixture.inMemory();
        other.take(transferFixture.export(new Export.Options(ANN, false, true, null)), ANN);
        assertTrue(other.contents().length(ANN, "atc_1_ann").isEmpty());
        Told told = other.take(transferFixture.export(ANN), ANN);
        assertEquals(
                3,
                told.lines().stream()
                        .filter(line -> line.result() == Result.ADDED)
                        .count());
        assertArrayEquals(transferFixture.export(ANN), other.export(ANN));
    }

    @Test
    void aDryRunTellsTheSameAndChangesNothing() {
        for (TransferFixture transferFixture : List.of(TransferFixture.inMemory(), TransferFixture.inPostgres())) {
            byte[] file = TransferFixture.inMemory().furnish(ANN).export(ANN);
            byte[] empty = transferFixture.exportAll();
            var dry = new Import.Options(ANN, ImportPolicy.ALL, false, false);
            Told told = transferFixture.take(file, dry);
            assertArrayEquals(empty, transferFixture.exportAll());
            assertEquals(told, transferFixture.take(file, ANN));
            byte[] full = transferFixture.exportAll();
            assertEquals(
                    List.of(Result.ALREADY_THERE),
                    transferFixture.take(file, dry).results());
            assertArrayEquals(full, transferFixture.exportAll());
        }
    }

    @Test
    void hiddenItemsStayWhereTheyAreUnlessTheyAreWanted() {
        var transferFixture = TransferFixture.inMemory().furnish(ANN);
        String file = TransferFixture.text(transferFixture.export(new Export.Options(ANN, false, false, null)));
        assertFalse(file.contains("secret"));
        assertTrue(file.contains("\"hidden\":false"));
        assertTrue(TransferFixture.text(transferFixture.export(ANN)).contains("secret"));
        assertTrue(TransferFixture.check(TransferFixture.bytes(file)).isGood());
    }

    @Test
    void aCompressedFileIsUnpackedAlsoOneOfManyPieces() throws IOException {
        byte[] file = TransferFixture.inMemory().furnish(ANN).export(ANN);
        var packed = new ByteArrayOutputStream();
        for (int from = 0; from < file.length; from += 300_000) {
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(file, from, Math.min(300_000, file.length - from));
            }
        }
        var other = TransferFixture.inMemory();
        other.take(packed.toByteArray(), ANN);
        assertArrayEquals(file, other.export(ANN));
    }

    @Test
    void anEmptyStoreIsAFileToo() {
        byte[] file = TransferFixture.inMemory().exportAll();
        assertEquals(2, TransferFixture.text(file).lines().count());
        assertEquals(List.of(), TransferFixture.inMemory().take(file, ANN).lines());
    }

    /** The last line has the sum of the lines above, which PostgreSQL may write in another order of members. */
    private static List<JsonObject> parsed(byte[] file) {
        return TransferFixture.text(file)
                .lines()
                .filter(line -> !line.startsWith("{\"record\":\"end\""))
                .map(line -> Json.createReader(new StringReader(line)).readObject())
                .toList();
    }
}
