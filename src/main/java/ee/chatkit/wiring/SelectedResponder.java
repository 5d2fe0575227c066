package ee.chatkit.wiring;

import ee.chatkit.http.resource.ServerDescription.ResponderKind;
import ee.chatkit.responder.Responder;

/**
 * The responder in use.
 *
 * @param name its name in health and log
 */
record SelectedResponder(Responder responder, ResponderKind kind, String name) {}
