package ee.chatkit.responder;

/**
 * Speech to transcribe.
 *
 * @param audio the bytes of the recording; not copied
 * @param mimeType the media type as the client sent it, possibly with parameters
 * @param mediaType the media type without parameters
 */
@SuppressWarnings("ArrayRecordComponent") // recordings are not compared
public record AudioRecording(byte[] audio, String mimeType, String mediaType) {}
