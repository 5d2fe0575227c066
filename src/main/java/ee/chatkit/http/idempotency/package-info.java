/**
 * Requests with an {@code Idempotency-Key}: which header is valid, which requests are the same, what becomes of a key when its
 * request ends, and the leases of the requests that run on this node.
 */
@NullMarked
package ee.chatkit.http.idempotency;

import org.jspecify.annotations.NullMarked;
