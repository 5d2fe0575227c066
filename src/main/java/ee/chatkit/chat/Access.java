package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import java.net.URI;

/**
 * Who asks, for what, and where from.
 *
 * @param caller for whom everything is done
 * @param scope what is in reach
 * @param base the address of the API as the client sees it, absolute and with a slash at its end: links begin with it
 */
public record Access(Caller caller, Scope scope, URI base) {}
