package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.fuzz.FuzzRun;
import ee.chatkit.fuzz.FuzzTotals;
import ee.chatkit.fuzz.RequestFuzzer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/**
 * A few of the almost valid requests of {@code mvn -Pfuzz}: none hangs, and none is answered by an internal error or by what
 * describes the implementation. The server has an anonymous user and a small {@code chatkit.body-timeout}.
 */
public interface FuzzHttpSuite {
    long SEED = 20_261_130;
    int CASES = 2500;
    int FUZZ_CONNECTIONS = 24;

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @Test
    default void almostValidRequests_areAnsweredInOneFormat() throws InterruptedException, ExecutionException {
        var totals = new FuzzTotals();
        FuzzRun.run(base(), new RequestFuzzer(SEED), 0, CASES, FUZZ_CONNECTIONS, totals);
        List<String> findings = totals.findings();
        assertEquals("", String.join("\n", findings.subList(0, Math.min(5, findings.size()))), totals.table());
        new RestTestClient(base()).get("threads").expect(200);
    }
}
