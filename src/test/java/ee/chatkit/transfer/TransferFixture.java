package ee.chatkit.transfer;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.protocol.json.ImportReport;
import ee.chatkit.protocol.json.ImportReport.LineResult;
import ee.chatkit.store.Archive;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import ee.chatkit.store.contract.MutableClock;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.TestDatabase;
import ee.chatkit.store.jpa.Transactions;
import ee.chatkit.store.memory.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A store with an export and an import. */
record TransferFixture(
        Store store, OpportunityStore opportunities, AttachmentContents contents, Archive archive, MutableClock clock) {
    static final Caller ANN = new Caller("ann");
    static final Caller BOB = new Caller("bob");

    /** More than two content lines. */
    static final int FILE_BYTES = 500_000;

    static TransferFixture inMemory() {
        var clock = new MutableClock();
        var memory = new MemoryStore(clock, 64 * 1024 * 1024);
        return new TransferFixture(memory, memory.opportunities(), memory.contents(), memory.archive(), clock);
    }

    static TransferFixture inPostgres() {
        var clock = new MutableClock();
        var stores = new PostgresStores(TestDatabase.create(5), Transactions.LOCAL, clock);
        if (!stores.prepare()) {
            throw new IllegalStateException("no schema");
        }
        return new TransferFixture(stores.store(), stores.opportunities(), stores.contents(), stores.archive(), clock);
    }

    /** Adds two opportunities and three threads with unusual content. Ids contain the user id. */
    TransferFixture withSampleConversations(Caller user) {
        String u =
                "_" + user.userId() + "_00000000000070008000000000000001"; // like generated ids, which users may import
        var bridge = new OpportunityDetails("Bridge \u2028 \"x\"", "Acme\n", "", "  ", "\ud83d\ude00");
        clock.tick();
        opportunities.createOpportunity(user, "opp_1" + u, bridge);
        clock.tick();
        opportunities.createOpportunity(user, "opp_2" + u, OpportunityDetails.named("Pier"));
        clock.tick();
        opportunities.updateOpportunity(user, "opp_2" + u, now -> now.withStatus(OpportunityStatus.COMPLETED));
        opportunities.activateOpportunity(user, "opp_1" + u);
        store.addThread(user, thread("thr_1" + u).withTitle("").withOpportunityId("opp_1" + u));
        for (int n = 1; n <= 12; n++) {
            clock.tick();
            add(user, "thr_1" + u, "msg_" + n, "user_message", message("Number " + n));
        }
        add(
                user,
                "thr_1" + u,
                "odd",
                "of_the_future",
                "{\"n\": [9007199254740993, 0.10, 12345678901234567890.12345678901234567890],"
                        + " \"s\": \"\u2028 \\u0041 \\n \ud83d\ude00\", \"o\": {}}");
        add(user, "thr_1" + u, "psst", "hidden_context_item", "{\"content\":\"secret\"}");
        store.saveFeedback(user, "thr_1" + u, List.of("msg_2", "msg_1"), FeedbackKind.NEGATIVE);
        store.addThread(
                user,
                thread("thr_2" + u)
                        .withStatus(new ThreadStatus.Locked("\"why\""))
                        .withAllowedImageDomains(List.of("a.example", ""))
                        .withMetadata("{\"a\":1.50}"));
        store.addThread(user, thread("thr_3" + u).withStatus(new ThreadStatus.Closed(null)));
        attach(user, "atc_1" + u, "thr_1" + u, FILE_BYTES);
        attach(user, "atc_2" + u, "thr_1" + u, -1);
        attach(user, "atc_3" + u, "thr_3" + u, 0);
        attach(user, "atc_4" + u, null, 7);
        return this;
    }

    private static String message(String text) {
        return "{\"content\":[{\"type\":\"input_text\",\"text\":\"" + text
                + "\"}],\"attachments\":[],\"inference_options\":{}}";
    }

    private ChatThread thread(String id) {
        return ChatThread.create(id, clock.tick());
    }

    private void add(Caller user, String thread, String id, String type, String content) {
        store.addItem(user, new ThreadItem(id, thread, type, clock.instant(), content));
    }

    /** Adds an attachment with contents of this length; without contents if it is negative. */
    private void attach(Caller user, String id, String thread, int length) {
        store.saveAttachment(
                user,
                new Attachment(
                        id,
                        thread,
                        AttachmentType.FILE,
                        "a \"name\".txt",
                        "text/plain",
                        Math.max(length, 5),
                        "{\"link_key\":\"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk\",\"x\":[1.0]}",
                        clock.tick()));
        if (length >= 0) {
            try (var upload = contents.begin(user, id)) {
                upload.write(bytes(length), 0, length);
                upload.complete();
            }
        }
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        return bytes;
    }

    /** Exports the records of a user, with contents. */
    byte[] export(Caller user) {
        return export(new Export.Options(user, true, true, null));
    }

    /** Exports the records of all users, with contents. */
    byte[] exportAll() {
        return export(new Export.Options(null, true, true, null));
    }

    byte[] export(Export.Options options) {
        var out = new ByteArrayOutputStream();
        var then = new MutableClock();
        try {
            new Export(archive, contents, then).write(options, out, ProgressListener.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static ValidationResult validate(byte[] file) {
        try {
            return Import.validate(source(file), ProgressListener.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reports of an import. */
    record ImportedFile(List<LineResult> lines, ImportReport.Totals totals) {
        List<LineResult> refused() {
            return lines.stream()
                    .filter(line -> line.outcome() == ImportReport.LineOutcome.REFUSED)
                    .toList();
        }

        List<ImportReport.LineOutcome> results() {
            return lines.stream().map(LineResult::outcome).distinct().toList();
        }

        String totalsJson() {
            return totals.toJson();
        }
    }

    ImportedFile importFile(byte[] file, Caller caller) {
        return importFile(file, new Import.Options(caller, ImportPolicy.UNRESTRICTED, true, false));
    }

    ImportedFile importFile(byte[] file, Import.Options options) {
        ValidationResult validationResult = validate(file);
        if (!validationResult.isValid()) {
            throw new AssertionError(validationResult.problems().toString());
        }
        List<LineResult> lines = new ArrayList<>();
        try (ImportRun run = new Import(archive, contents, clock).start(source(file), options)) {
            for (List<LineResult> reports = run.nextReports(); reports != null; reports = run.nextReports()) {
                lines.addAll(reports);
            }
            return new ImportedFile(lines, run.totals());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ImportSource source(byte[] file) {
        return () -> ImportSource.decompress(new ByteArrayInputStream(file));
    }

    static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String file) {
        return file.getBytes(StandardCharsets.UTF_8);
    }
}
