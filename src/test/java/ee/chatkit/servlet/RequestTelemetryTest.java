package ee.chatkit.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What spans of requests contain. */
class RequestTelemetryTest {
    @ParameterizedTest
    @CsvSource({
        "/api/threads/thr_1, /api/threads/thr_1",
        "/api/threads;jsessionid=secret, /api/threads",
        "/api/threads;a=1;b/thr_1;c, /api/threads/thr_1"
    })
    void path_isRecordedWithoutParameters(String path, String recorded) {
        assertEquals(recorded, RequestTelemetry.withoutParameters(path));
    }
}
