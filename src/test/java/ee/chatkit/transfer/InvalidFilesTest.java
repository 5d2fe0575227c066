package ee.chatkit.transfer;

import static ee.chatkit.transfer.TransferFixture.ANN;
import static ee.chatkit.transfer.TransferFixture.BOB;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.json.ImportReport.LineOutcome;
import ee.chatkit.protocol.json.ImportReport.LineResult;
import ee.chatkit.transfer.SpoolException.Reason;
import ee.chatkit.transfer.TransferFixture.ImportedFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Problems of a file are reported with the line number. */
class InvalidFilesTest {
    private static final String END = "{\"record\":\"end\"";

    private final byte[] good =
            TransferFixture.inMemory().withSampleConversations(ANN).export(new Export.Options(ANN, false, true, null));
    private final List<String> lines = TransferFixture.text(good).lines().toList();

    @Test
    void validate_detectsTruncationAnywhere() {
        byte[] small = TransferFixture.inMemory().exportAll();
        for (int length = 0; length < small.length; length++) {
            assertFalse(
                    TransferFixture.validate(Arrays.copyOf(small, length)).isValid(), "cut after " + length + " bytes");
        }
        int from = good.length - 2000;
        for (int length = from; length < good.length; length++) {
            ValidationResult result = TransferFixture.validate(Arrays.copyOf(good, length));
            assertEquals(1, result.problems().size(), () -> result.problems().toString());
            FileProblem problem = result.problems().getFirst();
            assertTrue(problem.detail().contains("truncated"), problem::toString);
            long whole = TransferFixture.text(Arrays.copyOf(good, length))
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            assertEquals(whole + 1, problem.line());
        }
    }

    @Test
    void validate_detectsDamagedCompression() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(good);
        }
        byte[] packed = out.toByteArray();
        for (int length = 0; length < packed.length; length++) {
            assertFalse(
                    TransferFixture.validate(Arrays.copyOf(packed, length)).isValid(),
                    "cut after " + length + " bytes");
        }
        for (int at = 10; at < packed.length; at += 7) {
            byte[] damaged = packed.clone();
            damaged[at] ^= 1;
            assertFalse(TransferFixture.validate(damaged).isValid(), "damaged at " + at);
        }
    }

    @Test
    void validate_newerVersionIsTheOnlyProblem() {
        String newer = TransferFixture.text(good).replaceFirst("\"version\":1,", "\"version\":2,\"more\":0,");
        assertEquals(
                List.of(new FileProblem(1, "is the header of an export of version 2; this program reads version 1")),
                TransferFixture.validate(TransferFixture.bytes(newer)).problems());
    }

    @Test
    void validate_rejectsOtherFilesAtTheFirstLine() {
        for (String file : List.of(
                "hello\n", "{}\n", "{\"record\":\"thread\"}\n", "\n", "[1]\n", "\ufeff" + TransferFixture.text(good))) {
            List<FileProblem> problems =
                    TransferFixture.validate(TransferFixture.bytes(file)).problems();
            assertEquals(1, problems.size(), file);
            assertEquals(1, problems.getFirst().line(), file);
        }
    }

    @Test
    void validate_detectsAnyChangedByte() {
        for (int at = 0; at < good.length; at += 3) {
            byte[] changed = good.clone();
            changed[at] ^= 2;
            assertFalse(TransferFixture.validate(changed).isValid(), "changed at " + at);
        }
    }

    @Test
    void validate_namesTheLineOfAWrongDigest() {
        String changed = TransferFixture.text(good).replace("Number 7", "Number 8");
        List<FileProblem> problems =
                TransferFixture.validate(TransferFixture.bytes(changed)).problems();
        assertEquals(
                List.of(new FileProblem(lines.size(), "sha256 does not match the lines above: the file was modified")),
                problems);
    }

    @Test
    void validate_namesTheLineOfAWrongCount() {
        var fewer = new ArrayList<>(lines);
        fewer.removeIf(line -> line.contains("Number 7"));
        List<FileProblem> problems = TransferFixture.validate(TransferFixture.bytes(String.join("\n", fewer) + "\n"))
                .problems();
        assertEquals(1, problems.size());
        assertEquals(fewer.size(), problems.getFirst().line());
        assertTrue(problems.getFirst().detail().startsWith("lines must be"), problems::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"record\":\"item\",\"thread_id\":\"thr_1_ann_00000000000070008000000000000001\",\"id\":\"msg_3\"` |"
                        + " `no json` | is not a usable JSON object",
                "`\"id\":\"msg_3\"` | `\"id\":\"msg_3\",\"id\":\"msg_4\"` | is not a usable JSON object: it has a"
                        + " duplicate member name",
                "`\"id\":\"msg_3\"` | `\"id\":\"\"` | item id must have 1 to 255 characters",
                "`\"id\":\"msg_3\"` | `\"id\":3` | id must be a string",
                "`\"id\":\"msg_3\"` | `\"id\":\"\\u0000\"` | item id must not contain",
                "`\"id\":\"msg_3\"` | `\"id\":\"\\x\"` | is not a usable JSON object: it is invalid at",
                "`\"id\":\"msg_3\",` | `` | id is required",
                "`\"id\":\"msg_3\",` | `\"id\":\"msg_3\",\"colour\":1,` | colour is not a known member",
                "`\"record\":\"item\",\"thread_id\":\"thr_1_ann_00000000000070008000000000000001\",\"id\":\"msg_3\"` |"
                        + " `\"record\":\"song\"` | record is of an unknown type: song",
                "`\"thread_id\":\"thr_1_ann_00000000000070008000000000000001\",\"id\":\"msg_3\"` |"
                    + " `\"thread_id\":\"other\",\"id\":\"msg_3\"` | thread_id must be the id of the preceding thread",
                "`\"text\":\"Number 3\"` | `\"text\":\"Number 3\",,` | is not a usable JSON object: it is invalid at",
                "`\"text\":\"Number 3\"}]` | `\"text\":\"Number 3\"}],\"type\":1` |"
                        + " content must not have a member \"type\"",
                "`{\"content\":\"secret\"}` | `[]` | content must be an object",
                "`\"id\":\"thr_2_ann_00000000000070008000000000000001\"` |"
                    + " `\"id\":\"thr_2_ann_00000000000070008000000000000001\",\"user_id\":\"bob\"` | user_id must be"
                    + " absent",
                "`{\"type\":\"locked\",` | `{\"type\":\"lost\",` | status.type must be active, locked or closed",
                "`\"kind\":\"negative\"` | `\"kind\":\"mixed\"` | kind must be positive or negative",
                "`\"size\":5,` | `\"size\":-5,` | size must be a whole number, 0 or more",
                "`{\"link_key\":\"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk\",` | `{\"link_key\":\"k\",,` | is not a"
                        + " usable JSON object: it is invalid at",
                "`\"status\":\"completed\"` | `\"status\":\"done\"` | status must be active or completed",
            })
    void validate_namesInvalidLines(String good, String bad, String problem) {
        int line = 1
                + lines.indexOf(lines.stream()
                        .filter(one -> one.contains(good))
                        .findFirst()
                        .orElseThrow());
        List<String> changed = new ArrayList<>(lines);
        changed.set(line - 1, changed.get(line - 1).replace(good, bad == null ? "" : bad));
        List<FileProblem> problems =
                TransferFixture.validate(withMatchingEnd(changed)).problems();
        assertEquals(1, problems.size(), problems::toString);
        assertEquals(line, problems.getFirst().line(), problems::toString);
        assertTrue(problems.getFirst().detail().startsWith(problem == null ? "" : problem), problems::toString);
    }

    @Test
    void validate_namesLinesOutOfOrder() {
        int last = lines.size() - 2;
        assertEquals(List.of(last + 1L), problemLines(moved(1, last)), "an opportunity behind the threads");
        int item = line("\"id\":\"msg_12\"") - 1;
        int feedback = line("\"record\":\"feedback\"") - 1;
        assertEquals(List.of(feedback + 1L), problemLines(moved(item, feedback)), "an item behind feedback");
        int thread = line("\"id\":\"thr_2_ann_00000000000070008000000000000001\"") - 1;
        assertEquals(List.of(thread + 1L), problemLines(moved(item, thread)), "an item behind another thread");
    }

    @Test
    void validate_listsTheFirstHundredProblems() {
        var broken = new ArrayList<>(lines.subList(0, lines.size() - 1));
        for (int i = 0; i < 150; i++) {
            broken.add("broken " + i);
        }
        broken.add(lines.getLast());
        ValidationResult result = TransferFixture.validate(withMatchingEnd(broken));
        assertEquals(ValidationResult.MAX_PROBLEMS, result.problems().size());
        assertEquals(50, result.omittedProblems());
        assertEquals(lines.size() + 99L, result.problems().getLast().line());
    }

    @Test
    void import_refusesRecordsThatDifferFromStoredOnes() {
        for (TransferFixture target : List.of(TransferFixture.inMemory(), TransferFixture.inPostgres())) {
            target.importFile(good, ANN);
            byte[] before = target.exportAll();
            var changed = new ArrayList<>(lines);
            changed.replaceAll(
                    line -> line.replace("Number 7", "Number 77").replace("\"name\":\"Pier\"", "\"name\":\"Quay\""));
            ImportedFile imported = target.importFile(withMatchingEnd(changed), ANN);
            assertEquals(
                    List.of("opp_2_ann_00000000000070008000000000000001", "msg_7"),
                    imported.refused().stream().map(LineResult::id).toList());
            for (LineResult refused : imported.refused()) {
                assertTrue(lines.get((int) refused.line() - 1).contains("\"" + refused.id() + "\""), refused::toString);
            }
            assertArrayEquals(before, target.exportAll());
        }
    }

    @Test
    void import_refusesRecordsOfOtherUsersWithOneReason() {
        for (TransferFixture target : List.of(TransferFixture.inMemory(), TransferFixture.inPostgres())) {
            target.importFile(good, BOB);
            byte[] before = target.exportAll();
            ImportedFile imported = target.importFile(good, ANN);
            assertEquals(List.of(LineOutcome.REFUSED), imported.results());
            assertTrue(
                    imported.refused().stream().noneMatch(line -> line.reason().contains("bob")));
            assertArrayEquals(before, target.exportAll());
        }
    }

    @Test
    void importOfAllUsers_writesTheCallersRecordsOnly() {
        var old = TransferFixture.inMemory().withSampleConversations(ANN).withSampleConversations(BOB);
        byte[] all = old.export(new Export.Options(null, true, false, null));
        var target = TransferFixture.inMemory();
        var ownRights = ImportPolicy.of(ANN, false, (attachment, length) -> null);
        ImportedFile imported = target.importFile(all, new Import.Options(ANN, ownRights, true, true));
        assertArrayEquals(
                old.export(new Export.Options(ANN, true, false, null)),
                target.export(new Export.Options(ANN, true, false, null)));
        assertEquals(2, TransferFixture.text(target.export(BOB)).lines().count(), "nothing of bob's");
        assertEquals(imported.lines(), imported.refused());
        assertEquals(
                List.of("the attachment was refused", "the record belongs to another user", "the thread was refused"),
                imported.refused().stream()
                        .map(LineResult::reason)
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** Otherwise the outcome would tell whether another user has them, and the ids could be taken. */
    @Test
    void import_policyRefusesIdsThatOthersCanGuess() {
        var caller = new Caller("eve");
        var policy = ImportPolicy.of(caller, false, (attachment, length) -> null);
        for (String id : List.of("order-4711", "thr_order_4711", "opp_20260101x", "1")) {
            assertNotNull(policy.refusalReason(thread(caller, id), null), id);
            assertNull(ImportPolicy.of(caller, true, (attachment, length) -> null)
                    .refusalReason(thread(caller, id), null));
        }
        for (String id : List.of(
                "thr_01a2052a27c4711aa46bae0598ef64b6", "5F0C1D3E-0000-4000-8000-0123456789ab", "thr_1a2b3c4d")) {
            assertNull(policy.refusalReason(thread(caller, id), null), id);
        }
    }

    private static ArchiveEntry thread(Caller owner, String id) {
        return new ArchiveEntry.OwnedThread(owner.userId(), ChatThread.create(id, Instant.EPOCH));
    }

    @Test
    void import_policyRefusesHiddenItemsAndAttachments() {
        var importPolicy = ImportPolicy.of(ANN, false, (attachment, length) -> "media type text/plain is not allowed");
        ImportedFile imported =
                TransferFixture.inMemory().importFile(good, new Import.Options(ANN, importPolicy, true, true));
        assertEquals(
                List.of(
                        "psst",
                        "atc_1_ann_00000000000070008000000000000001",
                        "atc_2_ann_00000000000070008000000000000001",
                        "atc_3_ann_00000000000070008000000000000001",
                        "atc_4_ann_00000000000070008000000000000001"),
                imported.refused().stream().map(LineResult::id).toList());
    }

    @Test
    void spool_fullDiskKeepsNothing() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "needs a device that is always full");
        var spool = new Spool(
                () -> FileChannel.open(full, StandardOpenOption.WRITE, StandardOpenOption.READ), Long.MAX_VALUE);
        var refused = assertThrows(SpoolException.class, () -> spool.receive(new ByteArrayInputStream(good)));
        assertEquals(Reason.INSUFFICIENT_STORAGE, refused.reason());
        var noDisk = new Spool(
                () -> {
                    throw new IOException("no disk");
                },
                Long.MAX_VALUE);
        refused = assertThrows(SpoolException.class, () -> noDisk.receive(new ByteArrayInputStream(good)));
        assertEquals(Reason.INSUFFICIENT_STORAGE, refused.reason());
    }

    @Test
    void spool_limitsDecompressedSizeAndLeavesNoFile(@TempDir Path folder) throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[1_000_000]);
        }
        var spool = new Spool(
                () -> FileChannel.open(
                        folder.resolve("f"),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.READ,
                        StandardOpenOption.DELETE_ON_CLOSE),
                999_999);
        var refused =
                assertThrows(SpoolException.class, () -> spool.receive(new ByteArrayInputStream(bomb.toByteArray())));
        assertEquals(Reason.TOO_LARGE, refused.reason());
        InputStream gone = InputStream.nullInputStream();
        gone.close();
        refused = assertThrows(SpoolException.class, () -> spool.receive(gone));
        assertEquals(Reason.TRUNCATED, refused.reason());
        spool.receive(new ByteArrayInputStream(good)).close();
        try (var files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void validate_rejectsItemsThatClientsCannotShow() {
        var changed = new ArrayList<>(lines);
        int at = line("msg_3") - 1;
        changed.set(at, changed.get(at).replace("input_text", "text"));
        List<FileProblem> problems =
                TransferFixture.validate(withMatchingEnd(changed)).problems();
        String detail = "content.content[0].type must be input_text or input_tag";
        assertEquals(List.of(new FileProblem(at + 1, detail)), problems);
    }

    /** Items of the hosted API look like items, and have other members. */
    @Test
    void validate_rejectsItemsOfTheHostedApi() {
        var changed = new ArrayList<>(lines);
        int at = line("msg_3") - 1;
        changed.set(at, changed.get(at).replace("\"user_message", "\"chatkit.user_message"));
        List<FileProblem> problems =
                TransferFixture.validate(withMatchingEnd(changed)).problems();
        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().detail().startsWith("type must not begin with chatkit.: "), problems::toString);
    }

    @Test
    void validateWithAnyItems_acceptsThem() throws IOException {
        var changed = new ArrayList<>(lines);
        int at = line("msg_3") - 1;
        changed.set(at, changed.get(at).replace("input_text", "text"));
        byte[] file = withMatchingEnd(changed);
        assertTrue(Import.validateWithAnyItems(TransferFixture.source(file), ProgressListener.NONE)
                .isValid());
    }

    @Test
    void import_addsMembersThatClientsRequire() {
        var changed = new ArrayList<>(lines);
        int at = line("msg_3") - 1;
        changed.set(at, changed.get(at).replace(",\"attachments\":[],\"inference_options\":{}", ""));
        var target = TransferFixture.inMemory();
        target.importFile(withMatchingEnd(changed), ANN);
        assertEquals(
                "{\"content\":[{\"type\":\"input_text\",\"text\":\"Number"
                        + " 3\"}],\"attachments\":[],\"inference_options\":{}}",
                target.store()
                        .loadItem(ANN, "thr_1_ann_00000000000070008000000000000001", "msg_3")
                        .content());
    }

    private int line(String part) {
        return 1
                + lines.indexOf(lines.stream()
                        .filter(one -> one.contains(part))
                        .findFirst()
                        .orElseThrow());
    }

    /** Returns the lines with one moved to the position of another. */
    private List<String> moved(int from, int to) {
        var changed = new ArrayList<>(lines);
        changed.add(to, changed.remove(from));
        return changed;
    }

    private static List<Long> problemLines(List<String> changed) {
        return TransferFixture.validate(withMatchingEnd(changed)).problems().stream()
                .map(FileProblem::line)
                .toList();
    }

    /** Returns the lines as a file whose end record matches them. */
    private static byte[] withMatchingEnd(List<String> changed) {
        String above = changed.stream()
                .filter(line -> !line.startsWith(END))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        try {
            String sum = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(TransferFixture.bytes(above)));
            String end = changed.getLast()
                    .replaceFirst("\"lines\":[0-9]+", "\"lines\":" + (changed.size() - 1))
                    .replaceFirst("\"sha256\":\"[0-9a-f]+", "\"sha256\":\"" + sum);
            return TransferFixture.bytes(above + end + "\n");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
