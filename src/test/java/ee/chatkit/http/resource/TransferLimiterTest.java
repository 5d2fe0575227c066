package ee.chatkit.http.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.telemetry.Telemetry;
import org.junit.jupiter.api.Test;

class TransferLimiterTest {
    private final TransferLimiter limiter = new TransferLimiter(null, null, null, null, null, Telemetry.off());

    @Test
    void acquire_isBusyWhileAllPermitsAreInUse() {
        TransferLimiter.Permit first = limiter.acquire();
        limiter.acquire();
        var busy = assertThrows(RequestRejectedException.class, limiter::acquire);
        assertEquals("urn:chatkit:problem:busy", busy.problem().type());
        assertEquals(503, busy.problem().status());
        first.close();
        first.close();
        limiter.acquire();
        assertThrows(RequestRejectedException.class, limiter::acquire);
    }
}
