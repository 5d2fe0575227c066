package ee.chatkit.http.resource;

import ee.chatkit.protocol.json.InvalidInputException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of turns.
 *
 * @param onDisconnect what a disconnect means if the client does not say so
 */
public record TurnSettings(OnDisconnect onDisconnect) {
    /**
     * What the disconnect of a client means.
     *
     * @param header the value of the request header {@code ChatKit-On-Disconnect}; null if it is absent
     * @throws InvalidInputException if there is no such value
     */
    OnDisconnect onDisconnect(@Nullable String header) {
        if (header == null) {
            return onDisconnect;
        }
        return OnDisconnect.named(header.strip().toLowerCase(Locale.ROOT))
                .orElseThrow(
                        () -> new InvalidInputException(ChatKitEndpoint.ON_DISCONNECT, "must be cancel or continue"));
    }
}
