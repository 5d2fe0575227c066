package ee.chatkit.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.Archive;
import ee.chatkit.store.WriteOutcome;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.Transactions;
import ee.chatkit.store.memory.MemoryStore;
import ee.chatkit.transfer.Export;
import ee.chatkit.transfer.Import;
import ee.chatkit.transfer.ImportPolicy;
import ee.chatkit.transfer.ImportRun;
import ee.chatkit.transfer.ImportSource;
import ee.chatkit.transfer.ProgressListener;
import ee.chatkit.transfer.ValidationResult;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * How long it takes to write a generated file, to look at it, and to import it into a real PostgreSQL, which does not wait for the
 * disk; then to export it again and to import what is there already. Says items per second.
 */
public final class TransferBench {
    private static final int ITEMS_OF_A_THREAD = 50;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Caller CALLER = new Caller("bench");

    private final int items;

    private TransferBench(int items) {
        this.items = items;
    }

    /** Takes the number of items. */
    public static void main(String[] args) throws Exception {
        new TransferBench(args.length > 0 ? Integer.parseInt(args[0]) : 200_000).run();
    }

    private void run() throws Exception {
        Path file = Files.createTempFile("chatkit-bench-", ".ndjson");
        Path again = Files.createTempFile("chatkit-bench-", ".ndjson");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .start();
                HikariDataSource pool = pool(postgres);
                PostgresStores stores = new PostgresStores(pool, Transactions.LOCAL, Clock.systemUTC())) {
            if (!stores.prepare()) {
                throw new IllegalStateException("no schema");
            }
            var memory = new MemoryStore(Clock.systemUTC(), 1);
            for (int round = 0; round < 3; round++) {
                timed("write a file, nothing behind it", () -> export(new Generated(items), memory, file));
                timed("look at it", () -> check(file));
                timed(
                        "read it, nothing behind it",
                        () -> take(new Import(new Generated(0), memory.contents(), Clock.systemUTC()), file));
            }
            var imports = new Import(stores.archive(), stores.contents(), Clock.systemUTC());
            timed("import, both passes, PostgreSQL", () -> {
                check(file);
                take(imports, file);
            });
            timed("export, PostgreSQL", () -> export(stores.archive(), memory, again));
            timed("import again, all there", () -> take(imports, file));
            elsewhere(postgres, memory, again, file);
            System.out.printf(
                    Locale.ROOT, "%,d bytes, %,d MB of heap at most%n", Files.size(file), heapPeak() / 1_000_000);
        } finally {
            Files.delete(file);
            Files.delete(again);
        }
    }

    /** Into another, empty database, and out of that; both files have the same lines. */
    private void elsewhere(EmbeddedPostgres postgres, MemoryStore memory, Path from, Path to) throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database elsewhere");
        }
        try (HikariDataSource pool = pool(postgres.getDatabase("postgres", "elsewhere"));
                PostgresStores stores = new PostgresStores(pool, Transactions.LOCAL, Clock.systemUTC())) {
            stores.prepare();
            timed(
                    "import that elsewhere, one pass",
                    () -> take(new Import(stores.archive(), stores.contents(), Clock.systemUTC()), from));
            timed("export that", () -> export(stores.archive(), memory, to));
        }
        long same = 0;
        try (var one = Files.newBufferedReader(from);
                var other = Files.newBufferedReader(to)) {
            for (String line = one.readLine(); line != null; line = one.readLine()) {
                String otherLine = other.readLine();
                if (line.equals(otherLine)) {
                    same++;
                } else if (!line.matches("\\{\"record\":\"(header|checkpoint|end)\".*")) {
                    throw new IllegalStateException("not the same: " + line + " and " + otherLine);
                }
            }
            if (other.readLine() != null) {
                throw new IllegalStateException("the second file has more");
            }
        }
        System.out.printf(Locale.ROOT, "%,d lines are the same in both files%n", same);
    }

    private static long heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static HikariDataSource pool(EmbeddedPostgres postgres) {
        return pool(postgres.getPostgresDatabase());
    }

    private static HikariDataSource pool(DataSource dataSource) {
        var config = new HikariConfig();
        config.setDataSource(dataSource);
        config.setMaximumPoolSize(5);
        return new HikariDataSource(config);
    }

    private void timed(String what, Step step) throws Exception {
        long begin = System.nanoTime();
        step.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-40s %8.2f s %,10.0f items/s %6.2f us%n",
                what,
                seconds,
                items / seconds,
                seconds * 1e6 / items);
    }

    private static void export(Archive archive, MemoryStore memory, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            new Export(archive, memory.contents(), Clock.systemUTC())
                    .write(new Export.Options(CALLER, false, true, null), out, ProgressListener.NONE);
        }
    }

    private static void check(Path file) throws IOException {
        ValidationResult validationResult = Import.validate(ImportSource.of(file), ProgressListener.NONE);
        if (!validationResult.isValid()) {
            throw new IllegalStateException(validationResult.problems().toString());
        }
    }

    private static void take(Import imports, Path file) throws IOException {
        try (ImportRun run = imports.start(
                ImportSource.of(file), new Import.Options(CALLER, ImportPolicy.UNRESTRICTED, true, true))) {
            while (run.nextReports() != null) {
                // on and on
            }
        }
    }

    /** What takes time. */
    private interface Step {
        void run() throws Exception;
    }

    /** An archive that makes up what it has, and forgets what it is given. */
    private record Generated(int items) implements Archive {
        @Override
        public void read(Selection selection, Sink sink) throws IOException {
            for (int n = 0; n < items; n++) {
                String thread = String.format(Locale.ROOT, "thr_%032d", n / ITEMS_OF_A_THREAD);
                Instant time = BEGIN.plusMillis(n);
                if (n % ITEMS_OF_A_THREAD == 0) {
                    sink.accept(new ArchiveEntry.OwnedThread(
                            CALLER.userId(), ChatThread.create(thread, time).withTitle("Thread " + n)));
                }
                sink.accept(new ArchiveEntry.StoredItem(new ThreadItem(
                        String.format(Locale.ROOT, "msg_%032d", n),
                        thread,
                        "assistant_message",
                        time,
                        RawJdbc.CONTENT)));
            }
        }

        @Override
        public long count(Selection selection) {
            return (long) items + (items + ITEMS_OF_A_THREAD - 1) / ITEMS_OF_A_THREAD;
        }

        @Override
        public Writer write(boolean keep) {
            return new Forgetting();
        }
    }

    /** Checks entries as every writer does, and forgets them. */
    private static final class Forgetting implements Archive.Writer {
        @Override
        public List<WriteOutcome> add(List<ArchiveEntry> entries) {
            return entries.stream()
                    .map(archiveEntry -> {
                        if (archiveEntry instanceof ArchiveEntry.StoredItem(var item)) {
                            item.storable();
                        }
                        return WriteOutcome.ADDED;
                    })
                    .toList();
        }

        @Override
        public void record(AuditEntry entry) {}

        @Override
        public void commit() {}

        @Override
        public void close() {}
    }
}
