package ee.chatkit.protocol.request;

/** What a client asks: for a stream of events, or for one answer. There is no unknown one, because nothing could be done with it. */
public sealed interface ChatKitRequest permits StreamingRequest, ImmediateRequest {}
