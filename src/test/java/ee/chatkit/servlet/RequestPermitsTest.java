package ee.chatkit.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestPermitsTest {
    private final List<String> released = new ArrayList<>();
    private final RequestPermits permits = new RequestPermits();

    @Test
    void release_returnsEachPermitOnce() {
        permits.hold(() -> released.add("request"));
        permits.hold(() -> released.add("upload"));
        permits.release();
        permits.release();
        assertEquals(List.of("request", "upload"), released);
    }

    @Test
    void hold_afterTheRequestHasEnded_returnsThePermitAtOnce() {
        permits.release();
        permits.hold(() -> released.add("late"));
        assertEquals(List.of("late"), released);
    }
}
