package ee.chatkit.faults;

import ee.chatkit.faults.FaultCluster.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code mvn -Pfaults}: runs fault rounds and prints a table. Ends with exit status 0 if every acknowledged write is there, every
 * response was a documented one, and every node has recovered; otherwise with 1. Its servers end with it.
 */
final class FaultRounds {
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private final FaultOptions options;
    private final FaultCluster cluster;
    private final WriteLedger ledger = new WriteLedger();
    private final List<RoundResult> results = new ArrayList<>();
    private final List<FaultKind> skipped = new ArrayList<>();

    private FaultRounds(FaultOptions options) {
        this.options = options;
        cluster = new FaultCluster(options.server(), options.databaseMegabytes());
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
    }

    public static void main(String[] arguments) {
        int status = 1;
        try {
            status = new FaultRounds(FaultOptions.read(System.getProperties())).run() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
        } catch (Exception e) {
            e.printStackTrace(System.err);
        }
        System.exit(status);
    }

    private boolean run() throws Exception {
        System.out.println("Starting two servers: " + options);
        cluster.nodes().forEach(Node::start);
        for (Node node : cluster.nodes()) {
            FaultCluster.await(START_LIMIT, "a node is ready", node::isReady);
            node.client().markUp();
        }
        boolean complete = runRounds();
        List<AuditFinding> findings = complete ? finalAudit() : List.of();
        System.out.println();
        System.out.print(ResultTable.format(results, skipped));
        boolean passed = complete && findings.isEmpty() && results.stream().allMatch(RoundResult::isPassed);
        System.out.println(passed ? "PASSED: nothing is lost" : "FAILED, see above");
        return passed;
    }

    /** Returns false if a round could not be completed. */
    private boolean runRounds() {
        List<FaultKind> kinds = new ArrayList<>(options.kinds());
        if (!cluster.database().isBounded() && kinds.remove(FaultKind.DISK_FULL)) {
            skipped.add(FaultKind.DISK_FULL);
            System.out.println("SKIPPED: " + FaultKind.DISK_FULL.label()
                    + ". A file system of limited size cannot be mounted here (mount -t tmpfs needs root).");
        }
        for (int number = 1; number <= options.rounds() && !kinds.isEmpty(); number++) {
            FaultKind kind = kinds.get((number - 1) % kinds.size());
            long begin = System.nanoTime();
            try {
                RoundResult result = new FaultRound(cluster, ledger, kind, number, options).run();
                results.add(result);
                print(number, result, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
            } catch (Exception e) {
                System.out.println("Round " + number + " (" + kind.label() + ") was not completed: " + e);
                e.printStackTrace(System.out);
                return false;
            }
        }
        return !results.isEmpty();
    }

    private void print(int number, RoundResult result, long seconds) {
        System.out.printf(
                "%2d/%d %-21s %s: %d acknowledged, %d open, %d lost, %d unexpected, recovery %d ms, %s, %d s%n",
                number,
                options.rounds(),
                result.kind().label(),
                result.isPassed() ? "passed" : "FAILED",
                result.acknowledged(),
                result.open(),
                result.findings().size(),
                result.unexpected(),
                result.recoveryMillis(),
                result.statuses(),
                seconds);
    }

    /** All rounds once more: a later round must not have damaged what an earlier one has written. */
    private List<AuditFinding> finalAudit() throws Exception {
        long begin = System.nanoTime();
        List<AuditFinding> findings =
                new ArrayList<>(LedgerAudit.audit(ledger, 0, new HttpStoredState(cluster.clients())));
        findings.addAll(DatabaseInvariants.check(cluster.database().superuser()));
        findings.addAll(DatabaseInvariants.checkIndexes(cluster.database().superuser()));
        findings.forEach(finding -> System.out.println("final audit: " + finding));
        System.out.printf(
                "Final audit of %d resources: %d lost, %d s%n",
                ledger.resources().size(), findings.size(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
        return findings;
    }
}
