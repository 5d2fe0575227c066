package ee.chatkit.http;

import ee.chatkit.protocol.json.InvalidInputException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file in a request's body, not read yet.
 *
 * @param bytes end where the file ends; reading fails when the body ends before
 */
record UploadedFile(String name, String mimeType, InputStream bytes) {
    private static final String PART = "file";

    /** What a form may have around its file. */
    private static final int FORM_BYTES = 64 * 1024;

    /** The file that a form has under the name {@code file}; what stands before it is skipped. */
    static UploadedFile ofForm(HttpHeaders headers, InputStream body, long maxBytes) {
        if (RequestParameters.declaredLength(headers) > maxBytes + FORM_BYTES) {
            throw new RequestRejectedException(ProblemType.TOO_LARGE, PART + " exceeds " + maxBytes + " bytes", PART);
        }
        return ofForm(headers.getMediaType(), body);
    }

    private static UploadedFile ofForm(MediaType type, InputStream body) {
        String boundary = type.getParameters().get("boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > 70) {
            throw new InvalidInputException("The Content-Type has no valid boundary parameter");
        }
        try {
            return MultipartForm.find(body, boundary, PART, FORM_BYTES)
                    .map(part -> new UploadedFile(part.fileName(), part.contentType(), part.bytes()))
                    .orElseThrow(() -> new InvalidInputException(PART, "is required: a form part with the file"));
        } catch (IOException e) {
            throw new InvalidInputException("The request body is not a valid multipart form");
        }
    }

    /** The bytes that a body consists of, or that its form has. */
    static InputStream bytes(HttpHeaders headers, InputStream body) {
        MediaType type = headers.getMediaType();
        return type != null && type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE) && !type.isWildcardType()
                ? ofForm(type, body).bytes
                : body;
    }
}
