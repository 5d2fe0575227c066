package ee.chatkit.http.resource;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What {@link AboutResource} tells about the server.
 *
 * @param responder who answers
 * @param responderName the responder's name in health and log
 * @param store the name of the store
 * @param storeProblem why operations of the store cannot succeed now; empty when they can
 * @param attachmentBytes the size limit of a file
 * @param attachmentTypes the accepted media types of files
 * @param importBytes the size limit of a file to import
 * @param messageLength the characters that a message may have; 0 for any number
 */
public record ServerDescription(
        ResponderKind responder,
        String responderName,
        String store,
        Supplier<Optional<String>> storeProblem,
        long attachmentBytes,
        List<String> attachmentTypes,
        long importBytes,
        int messageLength) {
    public ServerDescription {
        attachmentTypes = List.copyOf(attachmentTypes);
    }

    /** Who answers. */
    public enum ResponderKind {
        /** A bean of the application. */
        APPLICATION,
        /** A language model. */
        MODEL,
        /** The echo, which repeats messages: no bean and no model is configured. */
        ECHO
    }
}
