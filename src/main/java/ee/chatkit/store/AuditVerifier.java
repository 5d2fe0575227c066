package ee.chatkit.store;

import ee.chatkit.model.AuditAction;
import ee.chatkit.model.AuditRecord;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.store.AuditLog.Chain;
import ee.chatkit.store.AuditLog.Filter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an audit log: reads its records from the oldest to that which is the newest when it begins, and finds the first one
 * that was altered, removed or inserted. What is recorded meanwhile does not disturb it, nor does retention.
 *
 * <p>What it cannot find: that somebody with all rights in the database has removed the newest records and set the head back, or
 * has computed all hashes from a record on anew. Whoever keeps the number and the hash of the newest record elsewhere finds that
 * too: see {@link #expect}.
 */
public final class AuditVerifier {
    private final AuditLog log;
    private @Nullable Long expectedNumber;
    private String expectedHash = "";

    private long anchorNumber = -1;
    private boolean moved;
    private long number;
    private String hash = "";
    private Optional<AuditRecord> removal = Optional.empty();

    /** Creates a verifier, for one use. */
    public AuditVerifier(AuditLog log) {
        this.log = log;
    }

    /**
     * A finding.
     *
     * @param number the number of the record that was altered, removed or inserted
     * @param reason what was found
     */
    public record Finding(long number, String reason) {}

    /**
     * The result.
     *
     * @param chain the ends of the chain that was verified
     * @param finding the first finding; empty if the log is intact
     */
    public record Result(Chain chain, Optional<Finding> finding) {}

    /** Also verifies that a record still has the hash that was noted earlier. Without effect if it was removed by retention. */
    public AuditVerifier expect(long noted, String notedHash) {
        expectedNumber = noted;
        expectedHash = notedHash;
        return this;
    }

    /**
     * Verifies the log. Blocks.
     *
     * @param progress is told the number of the record that was verified last, from time to time
     */
    public Result verify(LongConsumer progress) {
        Chain chain = log.chain();
        begin(chain);
        Optional<Finding> finding = Optional.empty();
        while (finding.isEmpty() && number < chain.last()) {
            PageRequest page =
                    new PageRequest(PageRequest.MAX_LIMIT, SortOrder.ASC, new Cursor(Long.toString(number), null));
            List<AuditRecord> records = log.list(Filter.ALL, page).data();
            finding = records.isEmpty() ? missing(chain.last() + 1) : verify(records, chain.last());
            progress.accept(number);
        }
        return new Result(chain, finding.or(() -> atEnd(chain)));
    }

    /** Begins at the anchor, or at a newer one that retention has set meanwhile. */
    private void begin(Chain chain) {
        moved = anchorNumber >= 0;
        anchorNumber = chain.first() - 1;
        number = anchorNumber;
        hash = chain.anchor();
    }

    private Optional<Finding> verify(List<AuditRecord> records, long last) {
        for (AuditRecord record : records) {
            if (record.number() > last) {
                break;
            }
            Optional<Finding> finding = record.number() == number + 1 ? next(record) : missing(record.number());
            if (finding.isPresent() || record.number() != number) {
                return finding; // retention has removed some; goes on behind them
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> next(AuditRecord record) {
        if (!record.isIntact()) {
            return finding(record.number(), "altered: its hash is not that of what it says");
        }
        if (!record.previousHash().equals(hash)) {
            return number == anchorNumber
                    ? finding(record.number(), "altered: it does not follow what was before the oldest record")
                    : finding(number, "altered together with its hash: that is not the one that the next record has");
        }
        if (expectedNumber != null && expectedNumber == record.number() && !expectedHash.equals(record.hash())) {
            return finding(record.number(), "not the record with the expected hash: the chain was written anew");
        }
        if (record.entry().action().equals(AuditAction.AUDIT_EXPIRE)) {
            removal = Optional.of(record);
        }
        number = record.number();
        hash = record.hash();
        return Optional.empty();
    }

    /** A gap in front of a record; or retention has removed records meanwhile, of which verification does not know. */
    private Optional<Finding> missing(long found) {
        Chain now = log.chain();
        if (now.first() > number + 1 && now.first() <= found) {
            begin(now);
            return Optional.empty();
        }
        long from = number + 1;
        return finding(from, from == found - 1 ? "missing" : "missing, with all up to " + (found - 1));
    }

    private Optional<Finding> atEnd(Chain chain) {
        if (number == chain.last() && !hash.equals(chain.hash())) {
            return finding(number, "altered together with its hash: that is not the one that the head has");
        }
        if (chain.first() > 1 && !moved && !isRecorded(chain)) {
            return finding(chain.first() - 1, "removed, with all before it, by other means than retention");
        }
        if (expectedNumber != null && expectedNumber > chain.last()) {
            return finding(expectedNumber, "missing: the log ends before it");
        }
        return Optional.empty();
    }

    private boolean isRecorded(Chain chain) {
        Map<String, String> details =
                removal.map(record -> record.entry().details()).orElse(Map.of());
        return Long.toString(chain.first() - 1).equals(details.get(Deletions.LAST_REMOVED))
                && chain.anchor().equals(details.get(Deletions.LAST_HASH));
    }

    private static Optional<Finding> finding(long number, String reason) {
        return Optional.of(new Finding(number, reason));
    }
}
