package ee.chatkit.protocol.request;

/** A request of a client, answered by a stream of events or by one JSON document. Unknown requests are rejected when read. */
public sealed interface ChatKitRequest permits StreamingRequest, ImmediateRequest {}
