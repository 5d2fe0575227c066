package ee.chatkit.limits;

import org.jspecify.annotations.Nullable;

/**
 * A request that was accepted.
 *
 * @param permit to be closed when the request has been processed
 * @param rate the state of the caller's rate; null if it is not limited
 */
public record AdmittedRequest(LimitPermit permit, @Nullable RateStatus rate) {}
