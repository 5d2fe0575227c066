package ee.chatkit.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With synchronous replication no acknowledged item is lost when the standby is promoted: two of the rounds of {@code mvn -Pfailover}. */
@Tag("slow")
class FailoverTest {
    @Test
    void promotions_loseNoAcknowledgedItem() throws Exception {
        try (var rounds = new FailoverRounds(true, 4)) {
            FailoverRounds.Totals totals = rounds.run(2);
            assertEquals(List.of(), totals.findings());
            assertTrue(totals.acknowledged() > 100, totals::toString);
        }
    }
}
