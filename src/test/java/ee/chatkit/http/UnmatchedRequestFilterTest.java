package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.store.UnavailableException;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import org.junit.jupiter.api.Test;

/** What a resolver of an application may throw has the same status at an unknown path as at a known one. */
class UnmatchedRequestFilterTest {
    @Test
    void exceptionOfResolver_determinesTheStatus() {
        assertEquals(401, status(new NotAuthorizedException("Bearer")));
        assertEquals(403, status(new ForbiddenException()));
        assertEquals(403, status(new RequestRejectedException(ProblemType.FORBIDDEN, "not allowed")));
        assertEquals(503, status(new UnavailableException("the directory does not answer")));
        assertEquals(500, status(new IllegalStateException("a fault of the resolver")));
    }

    private static int status(RuntimeException failure) {
        return UnmatchedRequestFilter.problem(failure).status();
    }
}
