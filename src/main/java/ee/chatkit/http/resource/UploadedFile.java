package ee.chatkit.http.resource;

import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file in a request body.
 *
 * @param name the file name, without directories
 * @param bytes the unread content; reading fails if the body is truncated
 */
record UploadedFile(String name, String mimeType, InputStream bytes) {
    private static final String PART = "file";

    /** The largest number of bytes of a form beside its file. */
    private static final int MAX_FORM_OVERHEAD = 64 * 1024;

    /** The largest form with a file of this size. */
    static long maxFormBytes(long maxFileBytes) {
        return maxFileBytes + MAX_FORM_OVERHEAD;
    }

    /** The part {@code file} of a multipart form; parts before it are skipped. */
    static UploadedFile ofForm(HttpHeaders headers, InputStream body, long maxBytes) {
        ContentEncodings.requireNone(headers.getHeaderString(HttpHeaders.CONTENT_ENCODING));
        if (RestResource.contentLength(headers) > maxFormBytes(maxBytes)) {
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
            return MultipartForm.find(body, boundary, PART, MAX_FORM_OVERHEAD)
                    .orElseThrow(() -> new InvalidInputException(PART, "is required: a form part with the file"));
        } catch (IOException e) {
            throw new InvalidInputException("The request body is not a valid multipart form");
        }
    }

    /** The content of a body: the part {@code file} of a multipart form, else the body itself. */
    static InputStream bytes(HttpHeaders headers, InputStream body) {
        ContentEncodings.requireNone(headers.getHeaderString(HttpHeaders.CONTENT_ENCODING));
        MediaType type = headers.getMediaType();
        return type != null && type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE) && !type.isWildcardType()
                ? ofForm(type, body).bytes
                : body;
    }
}
