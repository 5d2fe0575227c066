package ee.chatkit.responder;

/**
 * What a user spoke.
 *
 * @param audio the recording's bytes; not copied
 * @param mimeType as the client sent it, perhaps with parameters
 * @param mediaType the type without its parameters
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares recordings
public record AudioRecording(byte[] audio, String mimeType, String mediaType) {}
