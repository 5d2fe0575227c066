package ee.chatkit.http.stream;

import java.time.Duration;

/**
 * The configuration of responses that take long.
 *
 * @param writeTimeout how long a client may read nothing while something is to be written
 * @param heartbeat the longest silence of a stream of events; a comment follows it
 */
public record StreamSettings(Duration writeTimeout, Duration heartbeat) {
    public StreamSettings {
        if (!writeTimeout.isPositive() || !heartbeat.isPositive()) {
            throw new IllegalArgumentException("durations must be positive");
        }
    }
}
