package ee.chatkit.faults;

import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.server.ReplicatedDatabase;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.connection.ConnectionLimits;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.Transactions;
import ee.chatkit.store.schema.RowLevelSecurity;
import ee.chatkit.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code mvn -Pfailover}: two PostgreSQL servers with synchronous replication change roles while writers append through a store
 * whose datasources name both. In odd rounds the primary is killed (SIGKILL), in even rounds it is shut down; its standby is
 * promoted, and the former primary is replaced by a new standby. After each promotion every acknowledged item must be there,
 * once and at its position; and what a writer reads for display, from the standby where that is up to date, must end with its
 * latest acknowledged item. Ends with exit status 0 if that is so.
 */
final class FailoverRounds implements AutoCloseable {
    private static final Duration LOAD = Duration.ofSeconds(2);
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(1);
    private static final int PAGE = 100;

    /** The pools log each connection that a failover ends. */
    private static final Logger POOL_LOG = Logger.getLogger("com.zaxxer.hikari");

    private final ReplicatedDatabase database;
    private final HikariDataSource pool;
    private final HikariDataSource readPool;
    private final PostgresStores stores;
    private final List<FailoverWriter> writers = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** @param synchronous whether a commit waits for the standby; without that, acknowledged items may be lost */
    FailoverRounds(boolean synchronous, int writerCount) {
        database = synchronous ? ReplicatedDatabase.synchronous() : ReplicatedDatabase.asynchronous();
        pool = pool(database.url(), writerCount + 5);
        readPool = pool(database.standbyUrl(), writerCount + 5);
        stores = new PostgresStores(
                pool,
                Transactions.LOCAL,
                Clock.systemUTC(),
                ConnectionLimits.DEFAULT,
                RowLevelSecurity.OFF,
                Telemetry.off(),
                new PostgresStores.Replica(readPool, Duration.ofSeconds(10)));
        if (!stores.prepare()) {
            throw new IllegalStateException("The schema was not prepared");
        }
        for (int i = 0; i < writerCount; i++) {
            writers.add(new FailoverWriter(stores, "writer-" + i, stopped));
        }
    }

    public static void main(String[] arguments) {
        POOL_LOG.setLevel(Level.OFF);
        int promotions = Integer.getInteger("failover.promotions", 20);
        int writers = Integer.getInteger("failover.writers", 6);
        boolean synchronous = !"false".equals(System.getProperty("failover.synchronous"));
        int status = 1;
        try (var rounds = new FailoverRounds(synchronous, writers)) {
            Totals totals = rounds.run(promotions);
            System.out.println(totals);
            status = totals.isPassed() ? 0 : 1;
            System.out.println(status == 0 ? "PASSED: nothing is lost" : "FAILED, see above");
        } catch (Exception e) {
            e.printStackTrace(System.err);
        }
        System.exit(status);
    }

    private HikariDataSource pool(String url, int connections) {
        var source = new HikariDataSource();
        source.setJdbcUrl(url);
        source.setUsername(database.primary().user());
        source.setPassword(database.primary().password());
        source.setMinimumIdle(0);
        source.setMaximumPoolSize(connections);
        source.setConnectionTimeout(2000);
        source.setInitializationFailTimeout(-1);
        return source;
    }

    /** Runs the rounds; the writers end with them. */
    Totals run(int promotions) throws Exception {
        List<Thread> threads = writers.stream()
                .map(writer -> Thread.ofPlatform().start(writer))
                .toList();
        Set<String> findings = new LinkedHashSet<>();
        List<Long> recoveries = new ArrayList<>();
        for (int round = 1; round <= promotions; round++) {
            Thread.sleep(LOAD);
            long begin = System.nanoTime();
            String kind = round % 2 == 1 ? "killed" : "shut down";
            if (round % 2 == 1) {
                database.primary().kill();
            } else {
                database.primary().stop();
            }
            database.promote();
            database.rebuildStandby();
            awaitWriters();
            recoveries.add(Duration.ofNanos(System.nanoTime() - begin).toMillis());
            List<String> lost = audit();
            findings.addAll(lost);
            System.out.printf(
                    Locale.ROOT,
                    "Promotion %d: primary %s, all writers wrote again after %d ms; %d acknowledged, %d open, %d"
                            + " lost%n",
                    round,
                    kind,
                    recoveries.getLast(),
                    sum(FailoverWriter::acknowledgedCount),
                    sum(FailoverWriter::openCount),
                    lost.size());
            lost.forEach(System.out::println);
        }
        stopped.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        findings.addAll(audit());
        writers.forEach(writer -> findings.addAll(writer.findings()));
        return new Totals(
                promotions,
                sum(FailoverWriter::acknowledgedCount),
                sum(FailoverWriter::openCount),
                List.copyOf(findings),
                List.copyOf(recoveries));
    }

    private long sum(ToLongFunction<FailoverWriter> count) {
        return writers.stream().mapToLong(count).sum();
    }

    /** Waits until each writer has had another item acknowledged. */
    private void awaitWriters() throws InterruptedException {
        List<Long> before =
                writers.stream().map(FailoverWriter::acknowledgedCount).toList();
        long end = System.nanoTime() + RECOVERY_LIMIT.toNanos();
        for (int i = 0; i < before.size(); i++) {
            while (writers.get(i).acknowledgedCount() == before.get(i)) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("A writer does not recover: " + writers.get(i));
                }
                Thread.sleep(10);
            }
        }
    }

    /** Compares what is acknowledged with what is stored. */
    private List<String> audit() {
        List<String> findings = new ArrayList<>();
        for (FailoverWriter writer : writers) {
            Map<String, Long> acknowledged = writer.acknowledged();
            Map<String, Integer> stored = stored(writer);
            acknowledged.keySet().stream()
                    .filter(id -> !stored.containsKey(id))
                    .forEach(id -> findings.add("LOST: item " + id + " of " + writer));
            stored.forEach((id, count) -> {
                if (count > 1 || !writer.isSent(id)) {
                    findings.add("UNEXPECTED: item " + id + " of " + writer + ", " + count + " times");
                }
            });
        }
        return findings;
    }

    private Map<String, Integer> stored(FailoverWriter writer) {
        Map<String, Integer> stored = new HashMap<>();
        PageRequest request = PageRequest.first(PAGE, SortOrder.ASC);
        while (request != null) {
            Page<ThreadItem> page =
                    stores.store().listItems(writer.caller(), writer.threadId(), ItemScope.ALL, request);
            page.data().forEach(item -> stored.merge(item.id(), 1, Integer::sum));
            request = page.after() == null ? null : new PageRequest(PAGE, SortOrder.ASC, Cursor.parse(page.after()));
        }
        return stored;
    }

    @Override
    public void close() {
        stopped.set(true);
        stores.close();
        pool.close();
        readPool.close();
        database.close();
    }

    /**
     * The result of a run.
     *
     * @param acknowledged items whose append returned
     * @param open items whose append failed; each may be stored or not
     * @param findings what was lost, doubled, or read too old; empty if all is well
     * @param recoveries milliseconds from the end of the primary until all writers wrote again
     */
    record Totals(int promotions, long acknowledged, long open, List<String> findings, List<Long> recoveries) {
        boolean isPassed() {
            return findings.isEmpty() && acknowledged > 0;
        }

        @Override
        public String toString() {
            List<Long> sorted = recoveries.stream().sorted().toList();
            return "Promotions: %d, acknowledged: %d, open: %d, findings: %d, writers wrote again after: p50 %d ms, max %d ms%s"
                    .formatted(
                            promotions,
                            acknowledged,
                            open,
                            findings.size(),
                            sorted.get(sorted.size() / 2),
                            sorted.getLast(),
                            findings.isEmpty() ? "" : "\n" + String.join("\n", findings));
        }
    }
}
