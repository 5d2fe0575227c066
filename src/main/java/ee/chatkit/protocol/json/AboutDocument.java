package ee.chatkit.protocol.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells a caller about itself.
 *
 * @param version the release; null if it is not known
 * @param user the user ID of the caller
 * @param anonymous whether the request has no login, and acts for the anonymous user
 * @param admin whether the caller has the administrator role
 * @param responder who answers
 * @param store where conversations are stored
 * @param limits what the server accepts
 */
public record AboutDocument(
        @Nullable String version,
        String user,
        boolean anonymous,
        boolean admin,
        ResponderState responder,
        StoreState store,
        AcceptedSizes limits) {
    /** The product's name. */
    static final String PRODUCT = "ChatKit EE";

    /**
     * Who answers.
     *
     * @param type the kind of responder
     * @param name as in health and log
     */
    public record ResponderState(Enum<?> type, String name) {}

    /**
     * Where conversations are stored.
     *
     * @param type as in health and log
     * @param problem why operations cannot succeed now; null if they can
     */
    public record StoreState(String type, @Nullable String problem) {}

    /**
     * What the server accepts.
     *
     * @param attachmentBytes the size of a file
     * @param attachmentTypes media types of files, also {@code image/*}
     * @param importBytes the size of a file to import, uncompressed
     * @param messageLength characters of a message; 0 for any number
     */
    public record AcceptedSizes(
            long attachmentBytes, List<String> attachmentTypes, long importBytes, int messageLength) {
        public AcceptedSizes {
            attachmentTypes = List.copyOf(attachmentTypes);
        }
    }

    /** Returns the JSON form. */
    public String json() {
        return new JsonObjectWriter()
                .text("product", PRODUCT)
                .text("version", version)
                .text("user", user)
                .flag("anonymous", anonymous)
                .flag("admin", admin)
                .raw(
                        "responder",
                        new JsonObjectWriter()
                                .enumName("type", responder.type)
                                .text("name", responder.name)
                                .end())
                .raw(
                        "store",
                        new JsonObjectWriter()
                                .text("type", store.type)
                                .flag("available", store.problem == null)
                                .text("reason", store.problem)
                                .end())
                .raw("limits", limitsJson())
                .end();
    }

    private String limitsJson() {
        return new JsonObjectWriter()
                .number("attachment_bytes", limits.attachmentBytes)
                .texts("attachment_types", limits.attachmentTypes)
                .number("import_bytes", limits.importBytes)
                .number("message_length", limits.messageLength == 0 ? null : limits.messageLength)
                .end();
    }
}
