package ee.chatkit.protocol.request;

import ee.chatkit.protocol.Checks;
import ee.chatkit.protocol.Json;
import java.util.Objects;

/**
 * What a widget sends; type and payload are the application's own.
 *
 * @param payload any JSON; null when there is none
 */
public record Action(String type, Json payload) {
    public Action {
        type = Checks.text(type);
        Objects.requireNonNull(payload);
    }
}
