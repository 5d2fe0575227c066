package ee.chatkit.http.stream;

import java.time.Duration;

/**
 * The configuration of responses that take long.
 *
 * @param writeTimeout how long a client may read nothing while something is to be written
 * @param heartbeat the longest silence of a stream of events; a comment follows it
 * @param drain how long turns may go on when the server stops, before they are cancelled; may be zero
 */
public record StreamSettings(Duration writeTimeout, Duration heartbeat, Duration drain) {
    public StreamSettings {
        if (!writeTimeout.isPositive() || !heartbeat.isPositive() || drain.isNegative()) {
            throw new IllegalArgumentException("durations must be positive, or zero for the drain");
        }
    }
}
