package ee.chatkit.protocol.request;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.Objects;

/**
 * What a widget sends; type and payload are the application's own.
 *
 * @param payload any JSON; null when there is none
 */
public record Action(String type, RawJson payload) {
    public Action {
        type = Preconditions.requireText(type);
        Objects.requireNonNull(payload);
    }
}
