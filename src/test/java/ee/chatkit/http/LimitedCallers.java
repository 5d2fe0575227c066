package ee.chatkit.http;

import ee.chatkit.server.ServerFixture;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** What tests of limits need: a server with {@link #LIMITS}, and users that no other test has. */
interface LimitedCallers {
    /** The settings of the server. */
    Map<String, String> LIMITS = Map.of(
            "CHATKIT_LIMITS_REQUESTS_PER_MINUTE", "600",
            "CHATKIT_LIMITS_CONCURRENT_REQUESTS", "16",
            "CHATKIT_LIMITS_CONCURRENT_UPLOADS", "4",
            "CHATKIT_LIMITS_CONCURRENT_TURNS", "8",
            "CHATKIT_LIMITS_NODE_TURNS", "40",
            "CHATKIT_LIMITS_NODE_TURN_BYTES", "31457280",
            "CHATKIT_LIMITS_THREADS", "20",
            "CHATKIT_LIMITS_ATTACHMENT_BYTES", "1000000000",
            "CHATKIT_LIMITS_MESSAGE_LENGTH", "1950000",
            "CHATKIT_BODY_TIMEOUT", "10");

    /** The longest response to another caller; that of one caller's 60 uploads used to be 10 seconds. */
    Duration PROMPT = Duration.ofSeconds(5);

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** The running server. */
    ServerFixture fixture();

    /** The value of the header {@code Authorization} of a user. */
    String authorization(String user);

    /** A user that no other test has. */
    default CallerClient caller(String name) {
        return new CallerClient(base(), authorization(name + "-" + System.nanoTime()));
    }

    static Duration timed(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
