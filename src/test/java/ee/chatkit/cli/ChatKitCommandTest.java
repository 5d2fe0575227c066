package ee.chatkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.TestDatabase;
import ee.chatkit.store.jpa.Transactions;
import ee.chatkit.store.schema.SupabaseDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Commands with their output and exit code. */
class ChatKitCommandTest {
    private static final Caller ADA = new Caller("ada");

    @TempDir
    private Path folder;

    @Test
    void exportThenImport_isIdempotent() throws Exception {
        String from = databaseWithThreads();
        String to = url();
        Path file = folder.resolve("all.ndjson.gz");
        expectExit(0, run("export", "--url", from, "--contents", file.toString()));
        expectExit(0, run("check", file.toString()));

        Result withOwner =
                expectExit(ChatKitCommand.EXIT_USAGE, run("import", "--url", to, "--owner", "eve", file.toString()));
        assertTrue(withOwner.err.contains("omit --owner"), withOwner.err);
        Result existing = expectExit(ChatKitCommand.EXIT_USAGE, run("export", "--url", from, file.toString()));
        assertFalse(existing.err.contains("--resume"), existing.err);
        Result first = expectExit(0, run("import", "--url", to, file.toString()));
        assertTrue(first.out.contains("\"added\":{\"opportunity\":1,"), first.out);
        Result second = expectExit(0, run("import", "--url", to, file.toString()));
        assertTrue(second.out.contains("\"already_there\":{\"opportunity\":1,"), second.out);

        Path again = folder.resolve("again.ndjson");
        Path before = folder.resolve("before.ndjson");
        expectExit(0, run("export", "--url", to, "--contents", again.toString()));
        expectExit(0, run("export", "--url", from, "--contents", before.toString()));
        assertEquals(entries(before), entries(again));
        assertEquals(1 + 1 + 30 + 90, entries(again).size());
        if (again.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(again)));
        }
    }

    @Test
    void migrate_createsTheSchemaAndGrantsIt() throws Exception {
        try (HikariDataSource pool = TestDatabase.create(2)) {
            String url = url(pool);
            Result unknown =
                    expectExit(ChatKitCommand.EXIT_USAGE, run("migrate", "--url", url, "--grant-to", "no such role"));
            assertTrue(unknown.err.contains("Invalid value for --grant-to: no such role"), unknown.err);
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create role \"server's role\"");
                expectExit(0, run("migrate", "--url", url, "--grant-to", "server's role"));
                expectExit(0, run("migrate", "--url", url));
                Result plain = expectExit(ChatKitCommand.EXIT_FAILURE, run("migrate", "--url", url, "--citus"));
                assertTrue(plain.err.contains("the database has no extension citus"), plain.err);
                expectExit(ChatKitCommand.EXIT_USAGE, run("migrate", "--url", url, "--citus", "--row-level-security"));
                statement.execute("set role \"server's role\"");
                statement.execute("insert into chatkit_threads (id, user_id) values ('t', 'u')");
                statement.execute("reset role");
            }
            expectExit(
                    0, run("export", "--url", url, folder.resolve("all.ndjson").toString()));
        }
    }

    @Test
    void migrate_adoptsForTheOwner() throws Exception {
        try (HikariDataSource pool = TestDatabase.create(2)) {
            SupabaseDatabase.first(pool);
            String url = url(pool);
            Result without = expectExit(ChatKitCommand.EXIT_FAILURE, run("migrate", "--url", url));
            assertTrue(without.err.contains("chatkit.adoption.owner is not set"), without.err);
            expectExit(0, run("migrate", "--url", url, "--adoption-owner", "ada"));
            Path file = folder.resolve("ada.ndjson");
            expectExit(0, run("export", "--url", url, "--owner", "ada", file.toString()));
            assertTrue(Files.readString(file).contains("\"id\":\"opp_12\""));
        }
    }

    @Test
    void dryRun_reportsEveryLineAndChangesNothing() throws Exception {
        Path file = folder.resolve("all.ndjson");
        expectExit(0, run("export", "--url", databaseWithThreads(), file.toString()));
        String to = url();
        Result none = expectExit(ChatKitCommand.EXIT_FAILURE, run("import", "--url", to, "--dry-run", file.toString()));
        assertTrue(none.err.contains("schema migration pending"), none.err);
        to = databaseWithThreads(0);
        Path before = folder.resolve("before.ndjson");
        expectExit(0, run("export", "--url", to, before.toString()));
        Result reported = expectExit(1, run("import", "--url", to, "--dry-run", "--all", file.toString()));
        assertTrue(reported.out.contains("\"added\":{\"opportunity\":0,"), reported.out);
        assertEquals(1 + 1 + 30 + 90 + 1, reported.out.lines().count());
        Path empty = folder.resolve("empty.ndjson");
        expectExit(0, run("export", "--url", to, empty.toString()));
        assertEquals(entries(before), entries(empty));
    }

    @Test
    void import_assignsAUsersExportToTheOwner() throws Exception {
        String from = databaseWithThreads();
        Path file = folder.resolve("ada.ndjson");
        expectExit(0, run("export", "--url", from, "--owner", "ada", file.toString()));
        String to = url();
        Result withoutOwner = expectExit(ChatKitCommand.EXIT_USAGE, run("import", "--url", to, file.toString()));
        assertTrue(withoutOwner.err.contains("--owner"), withoutOwner.err);
        expectExit(0, run("import", "--url", to, "--owner", "eve", file.toString()));
        Path all = folder.resolve("all.ndjson");
        expectExit(0, run("export", "--url", to, all.toString()));
        assertTrue(entries(all).getFirst().contains("\"user_id\":\"eve\""));
    }

    @Test
    void import_reportsRefusedLinesAndExitCode() throws Exception {
        String from = databaseWithThreads();
        Path file = folder.resolve("ada.ndjson");
        expectExit(0, run("export", "--url", from, "--owner", "ada", file.toString()));
        Result reported = expectExit(
                ChatKitCommand.EXIT_REFUSED_LINES, run("import", "--url", from, "--owner", "eve", file.toString()));
        assertTrue(reported.out.contains("id is already in use"), reported.out);
    }

    @Test
    void truncatedExport_isRejectedAndCanBeResumed() throws Exception {
        String from = databaseWithThreads(7_000);
        Path whole = folder.resolve("whole.ndjson");
        expectExit(0, run("export", "--url", from, whole.toString()));
        Path cut = folder.resolve("cut.ndjson");
        Files.copy(whole, cut);
        try (var channel = Files.newByteChannel(cut, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(whole) - 1000);
        }
        Result refused = expectExit(ChatKitCommand.EXIT_INVALID_FILE, run("import", "--url", url(), cut.toString()));
        assertTrue(refused.err.contains("is truncated"), refused.err);

        Result existing = expectExit(ChatKitCommand.EXIT_USAGE, run("export", "--url", from, cut.toString()));
        assertTrue(existing.err.contains("--resume"), existing.err);
        expectExit(
                ChatKitCommand.EXIT_USAGE, run("export", "--url", from, "--resume", "--owner", "ada", cut.toString()));
        expectExit(0, run("export", "--url", from, "--resume", cut.toString()));
        expectExit(0, run("check", cut.toString()));
        assertEquals(entries(whole), entries(cut).stream().distinct().toList(), "opportunities are there twice");
        expectExit(ChatKitCommand.EXIT_INVALID_FILE, run("export", "--url", from, "--resume", cut.toString()));
    }

    @Test
    void export_changesNoDatabaseAndOverwritesNoFile() throws Exception {
        String url = url();
        Path file = folder.resolve("none.ndjson");
        Result none = expectExit(ChatKitCommand.EXIT_FAILURE, run("export", "--url", url, file.toString()));
        assertTrue(none.err.contains("schema migration pending"), none.err);
        assertFalse(Files.exists(file));
        Files.writeString(file, "mine");
        expectExit(ChatKitCommand.EXIT_USAGE, run("export", "--url", url, file.toString()));
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void errors_areReportedInOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("no.ndjson"), "{}\n");
        Result bad = expectExit(ChatKitCommand.EXIT_INVALID_FILE, run("check", file.toString()));
        assertTrue(bad.err.contains("line 1: is not the header of a ChatKit export"), bad.err);
        Result missing = expectExit(
                ChatKitCommand.EXIT_INVALID_FILE,
                run("check", folder.resolve("missing").toString()));
        assertTrue(missing.err.contains("does not exist"), missing.err);
        expectExit(ChatKitCommand.EXIT_USAGE, run("export"));
        expectExit(ChatKitCommand.EXIT_USAGE, run("export", "--url", "mysql:x", file + "2"));
        Result unreachable = expectExit(
                ChatKitCommand.EXIT_FAILURE, run("export", "--url", "jdbc:postgresql://localhost:1/no", file + "3"));
        assertTrue(unreachable.err.contains("database unavailable: connection failed"), unreachable.err);
        assertEquals(1, unreachable.err.lines().count(), unreachable.err);
    }

    private record Result(int code, String out, String err) {}

    private static Result expectExit(int code, Result result) {
        assertEquals(code, result.code, result.out + result.err);
        return result;
    }

    private static Result run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = ChatKitCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Result(code, out.toString(), err.toString());
    }

    /** The lines that carry records. */
    private static List<String> entries(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.matches("\\{\"record\":\"(header|checkpoint|end)\".*"))
                    .toList();
        }
    }

    @Test
    void auditVerify_namesTheRecordThatWasAlteredByHand() throws Exception {
        try (HikariDataSource pool = TestDatabase.create(2);
                var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            String url = url(pool);
            expectExit(0, run("migrate", "--url", url));
            Result empty = expectExit(0, run("audit", "verify", "--url", url));
            assertTrue(empty.out.contains("The audit log is empty."), empty.out);
            expectExit(0, run("export", "--url", url, folder.resolve("1.ndjson").toString()));
            expectExit(0, run("import", "--url", url, folder.resolve("1.ndjson").toString()));
            Result intact = expectExit(0, run("audit", "verify", "--url", url));
            assertTrue(intact.out.contains("unchanged: records 1 to 4. The newest is 4:"), intact.out);
            String noted = intact.out.strip().replaceAll("(?s).*newest is ", "");
            expectExit(0, run("audit", "verify", "--url", url, "--expect", noted));
            expectExit(
                    ChatKitCommand.EXIT_ALTERED,
                    run("audit", "verify", "--url", url, "--expect", "4:" + "0".repeat(64)));
            expectExit(ChatKitCommand.EXIT_USAGE, run("audit", "verify", "--url", url, "--expect", "4"));
            expectExit(ChatKitCommand.EXIT_USAGE, run("audit"));
            try (var rows = statement.executeQuery(
                    "select string_agg(concat_ws(' ', actor, origin, action, object_type, outcome), ', ' order by"
                            + " number) from chatkit_audit")) {
                rows.next();
                String user = pool.unwrap(PGSimpleDataSource.class).getUser();
                String who = "cli:" + user + " chatkit-cli ";
                assertEquals(
                        who + "export all users started, " + who + "export all users done, " + who
                                + "import all users started, " + who + "import all users done",
                        rows.getString(1));
            }
            statement.execute("alter table chatkit_audit disable trigger all");
            statement.execute("update chatkit_audit set actor = 'eve' where number = 2");
            Result altered = expectExit(ChatKitCommand.EXIT_ALTERED, run("audit", "verify", "--url", url));
            assertTrue(altered.err.contains("Record 2 is altered"), altered.err);
            statement.execute("delete from chatkit_audit where number = 2");
            Result missing = expectExit(ChatKitCommand.EXIT_ALTERED, run("audit", "verify", "--url", url));
            assertTrue(missing.err.contains("Record 2 is missing."), missing.err);
        }
    }

    private static String url() throws SQLException {
        try (HikariDataSource pool = TestDatabase.create(2)) {
            return url(pool);
        }
    }

    private static String url(HikariDataSource pool) throws SQLException {
        PGSimpleDataSource given = pool.unwrap(PGSimpleDataSource.class);
        return given.getURL() + "&user=" + given.getUser();
    }

    private static String databaseWithThreads() throws SQLException {
        return databaseWithThreads(30);
    }

    /** Creates a database with an active opportunity and threads of three items. */
    private static String databaseWithThreads(int threads) throws SQLException {
        try (HikariDataSource pool = TestDatabase.create(5);
                var stores = new PostgresStores(pool, Transactions.LOCAL, Clock.systemUTC())) {
            stores.prepare();
            stores.opportunities().createOpportunity(ADA, "opp_1", OpportunityDetails.named("Pier"));
            stores.opportunities().activateOpportunity(ADA, "opp_1");
            for (int n = 0; n < threads; n++) {
                var thread = ChatThread.create(
                        stores.store().generateThreadId(), Clock.systemUTC().instant());
                stores.store().addThread(ADA, thread);
                for (int m = 0; m < 3; m++) {
                    stores.store()
                            .addItem(
                                    ADA,
                                    new ThreadItem("msg_" + m, thread.id(), "note", thread.createdAt(), "{\"n\":1}"));
                }
            }
            return url(pool);
        }
    }
}
