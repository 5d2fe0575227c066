package ee.chatkit.faults;

import java.util.List;
import java.util.Map;

/**
 * The result of one round.
 *
 * @param acknowledged how many writes were acknowledged
 * @param open how many requests had an open outcome
 * @param findings what the audit found; empty if nothing is lost
 * @param unexpected how many responses were not documented ones
 * @param statuses how many responses of each status
 * @param recoveryMillis from the removal of the cause until each node had acknowledged a write again; with failover, from
 *     the failure of a request until the client's first success at the other node; -1 if that did not happen
 */
record RoundResult(
        FaultKind kind,
        long acknowledged,
        long open,
        List<AuditFinding> findings,
        int unexpected,
        Map<String, Integer> statuses,
        long recoveryMillis) {
    RoundResult {
        findings = List.copyOf(findings);
        statuses = Map.copyOf(statuses);
    }

    boolean isPassed() {
        return findings.isEmpty() && unexpected == 0 && recoveryMillis >= 0;
    }
}
