package ee.chatkit.store;

import ee.chatkit.model.Caller;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One processing of a request that has an idempotency key.
 *
 * @param caller who sent the request
 * @param key the idempotency key
 * @param id the id of this attempt, unique among all
 * @param seed the same for all attempts of the key: a random version 7 UUID, for {@link ee.chatkit.model.IdSeed}
 * @param repeated whether an earlier attempt may have had an effect
 * @param effectAt when an earlier attempt began an effect that must not be repeated; null if none did
 */
public record RequestAttempt(
        Caller caller,
        String key,
        UUID id,
        UUID seed,
        boolean repeated,
        @Nullable Instant effectAt) {}
