package ee.chatkit.transfer;

import static ee.chatkit.transfer.House.ANN;
import static ee.chatkit.transfer.House.BOB;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.protocol.json.ImportReport.Result;
import ee.chatkit.transfer.House.Told;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What moves out and in again is the same. */
class RoundTripTest {
    @Test
    void fromMemoryToMemoryEveryByteOfTheFileIsTheSame() {
        byte[] file = House.inMemory().furnish(ANN).furnish(BOB).exportAll();
        var other = House.inMemory();
        assertEquals(List.of(Result.ADDED), other.take(file, BOB).results());
        assertEquals(House.text(file), House.text(other.exportAll()));
    }

    @Test
    void fromMemoryThroughPostgresToMemoryEverythingIsTheSame() {
        byte[] file = House.inMemory().furnish(ANN).furnish(BOB).exportAll();
        var postgres = House.inPostgres();
        assertEquals(List.of(Result.ADDED), postgres.take(file, BOB).results());
        byte[] between = postgres.exportAll();
        var memory = House.inMemory();
        assertEquals(List.of(Result.ADDED), memory.take(between, BOB).results());
        assertEquals(House.text(between), House.text(memory.exportAll()));
        assertEquals(parsed(file), parsed(between));
    }

    @Test
    void fromPostgresToPostgresEveryByteOfTheFileIsTheSame() {
        byte[] file = House.inPostgres().furnish(ANN).exportAll();
        var other = House.inPostgres();
        other.take(file, ANN);
        assertEquals(House.text(file), House.text(other.exportAll()));
    }

    @Test
    void aFileOfOneUserBelongsToWhoeverImportsIt() {
        byte[] file = House.inMemory().furnish(ANN).furnish(BOB).export(ANN);
        assertFalse(House.text(file).contains("user_id"));
        assertFalse(House.text(file).contains("_bob"));
        var other = House.inMemory();
        other.take(file, BOB);
        assertArrayEquals(file, other.export(BOB));
        assertEquals(2, House.text(other.export(ANN)).lines().count(), "ann has nothing there");
    }

    @Test
    void twiceIsOnce() {
        for (House house : List.of(House.inMemory(), House.inPostgres())) {
            byte[] file = House.inMemory().furnish(ANN).export(ANN);
            house.take(file, ANN);
            byte[] before = house.exportAll();
            Told again = house.take(file, ANN);
            assertEquals(List.of(Result.ALREADY_THERE), again.results());
            assertArrayEquals(before, house.exportAll());
        }
    }

    @Test
    void bytesThatAreMissingComeInLater() {
        var house = House.inMemory().furnish(ANN);
        var other = House.inMemory();
        other.take(house.export(new Export.Wish(ANN, false, true, null)), ANN);
        assertTrue(other.contents().length(ANN, "atc_1_ann").isEmpty());
        Told told = other.take(house.export(ANN), ANN);
        assertEquals(
                3,
                told.lines().stream()
                        .filter(line -> line.result() == Result.ADDED)
                        .count());
        assertArrayEquals(house.export(ANN), other.export(ANN));
    }

    @Test
    void aDryRunTellsTheSameAndChangesNothing() {
        for (House house : List.of(House.inMemory(), House.inPostgres())) {
            byte[] file = House.inMemory().furnish(ANN).export(ANN);
            byte[] empty = house.exportAll();
            var dry = new Import.Wish(ANN, Rights.ALL, false, false);
            Told told = house.take(file, dry);
            assertArrayEquals(empty, house.exportAll());
            assertEquals(told, house.take(file, ANN));
            byte[] full = house.exportAll();
            assertEquals(List.of(Result.ALREADY_THERE), house.take(file, dry).results());
            assertArrayEquals(full, house.exportAll());
        }
    }

    @Test
    void hiddenItemsStayWhereTheyAreUnlessTheyAreWanted() {
        var house = House.inMemory().furnish(ANN);
        String file = House.text(house.export(new Export.Wish(ANN, false, false, null)));
        assertFalse(file.contains("secret"));
        assertTrue(file.contains("\"hidden\":false"));
        assertTrue(House.text(house.export(ANN)).contains("secret"));
        assertTrue(House.check(House.bytes(file)).isGood());
    }

    @Test
    void aCompressedFileIsUnpackedAlsoOneOfManyPieces() throws IOException {
        byte[] file = House.inMemory().furnish(ANN).export(ANN);
        var packed = new ByteArrayOutputStream();
        for (int from = 0; from < file.length; from += 300_000) {
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(file, from, Math.min(300_000, file.length - from));
            }
        }
        var other = House.inMemory();
        other.take(packed.toByteArray(), ANN);
        assertArrayEquals(file, other.export(ANN));
    }

    @Test
    void anEmptyStoreIsAFileToo() {
        byte[] file = House.inMemory().exportAll();
        assertEquals(2, House.text(file).lines().count());
        assertEquals(List.of(), House.inMemory().take(file, ANN).lines());
    }

    /** The last line has the sum of the lines above, which PostgreSQL may write in another order of members. */
    private static List<JsonObject> parsed(byte[] file) {
        return House.text(file)
                .lines()
                .filter(line -> !line.startsWith("{\"record\":\"end\""))
                .map(line -> Json.createReader(new StringReader(line)).readObject())
                .toList();
    }
}
