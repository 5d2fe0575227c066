package ee.chatkit.protocol.request;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.Objects;

/**
 * An action of a widget or of the page that embeds the client.
 *
 * @param type the type, which the application defines
 * @param payload any JSON value; {@link RawJson#NULL} if there is none
 */
public record Action(String type, RawJson payload) {
    public Action {
        type = Preconditions.requireText(type);
        Objects.requireNonNull(payload);
    }
}
