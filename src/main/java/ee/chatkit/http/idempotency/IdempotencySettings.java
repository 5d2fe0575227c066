package ee.chatkit.http.idempotency;

import java.time.Duration;

/**
 * The settings of idempotency keys.
 *
 * @param retention how long a key is known after its first request
 * @param lease how long after the end of a killed server its requests count as running
 */
public record IdempotencySettings(Duration retention, Duration lease) {
    public IdempotencySettings {
        if (!retention.isPositive() || !lease.isPositive()) {
            throw new IllegalArgumentException("retention and lease must be positive");
        }
    }
}
