package ee.chatkit.faults;

import ee.chatkit.faults.FaultCluster.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One round: load, a fault during the load, recovery, and the audit of what this round has written. */
final class FaultRound {
    private static final Duration LOAD_BEFORE = Duration.ofMillis(1500);
    private static final Duration LOAD_AFTER = Duration.ofSeconds(1);

    /** On a slow machine the load lasts longer, until so many writes are acknowledged, but not longer than the limit. */
    private static final int MIN_WRITES = 60;

    private static final Duration LOAD_LIMIT = Duration.ofSeconds(15);
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(6);
    private static final Duration SETTLING = Duration.ofSeconds(6);

    private final FaultCluster cluster;
    private final WriteLedger ledger;
    private final FaultKind kind;
    private final int number;
    private final int writers;
    private final long seed;
    private final Random random;
    private final ReplyMonitor monitor = new ReplyMonitor();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Queue<Long> failoverNanos = new ConcurrentLinkedQueue<>();

    FaultRound(FaultCluster cluster, WriteLedger ledger, FaultKind kind, int number, FaultOptions options) {
        this.cluster = cluster;
        this.ledger = ledger;
        this.kind = kind;
        this.number = number;
        this.writers = options.writers();
        this.seed = options.seed() * 1_000_003 + number;
        this.random = new Random(seed);
    }

    /**
     * Runs the round.
     *
     * @throws IllegalStateException if the cluster does not recover
     */
    RoundResult run() throws Exception {
        int before = ledger.resources().size();
        long acknowledgedBefore = ledger.acknowledged();
        long openBefore = ledger.open();
        cluster.clients().forEach(client -> client.monitorBy(monitor));
        Fault fault = fault();
        List<Thread> threads = startWriters();
        long recovery;
        try {
            awaitLoad(LOAD_BEFORE);
            fault.begin();
            Thread.sleep(holdMillis());
            fault.end();
            recovery = awaitRecovery();
            awaitLoad(LOAD_AFTER);
        } finally {
            stopped.set(true);
            join(threads);
        }
        List<AuditFinding> findings = audit(before);
        monitor.unexpected().forEach(unexpected -> System.out.println("  unexpected: " + unexpected));
        findings.forEach(finding -> System.out.println("  " + finding));
        return new RoundResult(
                kind,
                ledger.acknowledged() - acknowledgedBefore,
                ledger.open() - openBefore,
                findings,
                monitor.unexpectedCount(),
                monitor.counts(),
                recovery);
    }

    private void awaitLoad(Duration least) throws InterruptedException {
        long begin = System.nanoTime();
        long enough = ledger.acknowledged() + MIN_WRITES;
        Thread.sleep(least);
        while (ledger.acknowledged() < enough && System.nanoTime() - begin < LOAD_LIMIT.toNanos()) {
            Thread.sleep(50);
        }
    }

    private Fault fault() {
        var ofDatabase = new DatabaseFaults(cluster);
        var ofNode = new NodeFaults(cluster, random);
        return switch (kind) {
            case SERVER_KILLED, NODE_KILLED -> ofNode.killed();
            case BOTH_KILLED -> ofNode.killedWithDatabase();
            case MIGRATION_KILLED -> ofNode.killedInMigration();
            case DATABASE_KILLED -> ofDatabase.killed();
            case DATABASE_FROZEN -> ofDatabase.frozen();
            case DATABASE_STOPPED -> ofDatabase.stopped();
            case DATABASE_READ_ONLY -> ofDatabase.readOnly();
            case PRIVILEGES_REVOKED -> ofDatabase.privilegesRevoked(random);
            case CONNECTIONS_EXHAUSTED -> ofDatabase.connectionsExhausted(random);
            case DISK_FULL -> ofDatabase.diskFull();
            case STATEMENT_TIMEOUT -> ofDatabase.statementTimeout();
            case LOCK_TIMEOUT -> ofDatabase.lockTimeout(random);
            case BACKENDS_TERMINATED -> ofDatabase.backendsTerminated();
        };
    }

    /** How long the fault lasts: of one that only limits in time reveal, sometimes shorter and sometimes longer than those. */
    private long holdMillis() {
        return switch (kind) {
            case DATABASE_FROZEN -> 1000 + random.nextInt(1500 * FaultCluster.CALL_SECONDS);
            case LOCK_TIMEOUT -> 1000 + random.nextInt(2000 * FaultCluster.LOCK_SECONDS);
            case SERVER_KILLED, NODE_KILLED, BOTH_KILLED, MIGRATION_KILLED, BACKENDS_TERMINATED -> 500;
            case DATABASE_KILLED,
                    DATABASE_STOPPED,
                    DATABASE_READ_ONLY,
                    PRIVILEGES_REVOKED,
                    CONNECTIONS_EXHAUSTED,
                    DISK_FULL,
                    STATEMENT_TIMEOUT -> 1500 + random.nextInt(2000);
        };
    }

    private List<Thread> startWriters() {
        List<Thread> threads = new ArrayList<>();
        for (int n = 0; n < writers; n++) {
            var session = new WriterSession(
                    ledger,
                    cluster.clients(),
                    n % cluster.nodes().size(),
                    kind,
                    new Random(seed * 31 + n),
                    "r" + number + "w" + n,
                    stopped::get,
                    failoverNanos);
            threads.add(Thread.ofPlatform().name("writer-" + n).daemon().start(new LoadWriter(session)));
        }
        return threads;
    }

    private long awaitRecovery() {
        cluster.clients().forEach(NodeClient::expectRecovery);
        for (Node node : cluster.nodes()) {
            FaultCluster.await(RECOVERY_LIMIT, "a node is ready", node::isReady);
            node.client().markUp();
        }
        for (NodeClient client : cluster.clients()) {
            FaultCluster.await(
                    RECOVERY_LIMIT,
                    "a node stores",
                    () -> client.recoveryMillis().isPresent());
        }
        return kind == FaultKind.NODE_KILLED
                ? TimeUnit.NANOSECONDS.toMillis(failoverNanos.stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(TimeUnit.MILLISECONDS.toNanos(-1)))
                : cluster.clients().stream()
                        .map(NodeClient::recoveryMillis)
                        .mapToLong(OptionalLong::orElseThrow)
                        .max()
                        .orElseThrow();
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            if (!thread.join(NodeClient.TIMEOUT.multipliedBy(2))) {
                throw new IllegalStateException(thread.getName() + " hangs");
            }
        }
    }

    /** Repeats an audit that has findings: an answer that was kept in memory may be stored late, which moves its thread in lists. */
    private List<AuditFinding> audit(int from) throws Exception {
        var state = new HttpStoredState(cluster.clients());
        List<AuditFinding> findings = LedgerAudit.audit(ledger, from, state);
        if (!findings.isEmpty()) {
            findings.forEach(finding -> System.out.println("  first audit: " + finding));
            Thread.sleep(SETTLING);
            findings = LedgerAudit.audit(ledger, from, state);
        }
        List<AuditFinding> all = new ArrayList<>(findings);
        all.addAll(DatabaseInvariants.check(cluster.database().superuser()));
        return all;
    }
}
