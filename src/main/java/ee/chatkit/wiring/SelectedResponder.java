package ee.chatkit.wiring;

import ee.chatkit.responder.Responder;

/**
 * The responder that is used.
 *
 * @param name what health and the log call it
 */
record SelectedResponder(Responder responder, String name) {}
