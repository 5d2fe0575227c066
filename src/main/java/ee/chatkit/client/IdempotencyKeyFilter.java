package ee.chatkit.client;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.util.UUID;

/**
 * Adds an {@code Idempotency-Key} to each request that creates something or starts a turn, so that a proxy or a client that
 * sends it again causes no second effect: the key of the {@link RequestRepeater} that makes the request, else a random UUID. A
 * header that is set already is kept.
 */
public final class IdempotencyKeyFilter implements ClientRequestFilter {
    private static final String HEADER = "Idempotency-Key";

    @Override
    public void filter(ClientRequestContext request) {
        if (request.getMethod().equals(HttpMethod.POST) && !request.getHeaders().containsKey(HEADER)) {
            String key = RequestRepeater.currentKey();
            request.getHeaders()
                    .putSingle(HEADER, '"' + (key == null ? UUID.randomUUID().toString() : key) + '"');
        }
    }
}
