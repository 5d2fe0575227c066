package ee.chatkit.http.resource;

import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.protocol.json.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Encodings of request bodies (RFC 9110, 8.4): JSON and imports may be compressed by gzip, files not, because their content is
 * stored as it is. Any other encoding is 415 with {@code Accept-Encoding}.
 */
final class ContentEncodings {
    private static final String GZIP = "gzip";
    private static final String IDENTITY = "identity";

    private ContentEncodings() {}

    /**
     * Returns the decoded body.
     *
     * @throws IOException if the compression is damaged or the body is incomplete
     */
    static InputStream decode(@Nullable String encoding, InputStream body) throws IOException {
        requireGzipOrNone(encoding);
        return isGzip(encoding) ? new GZIPInputStream(body) : body;
    }

    static void requireGzipOrNone(@Nullable String encoding) {
        if (!isNone(encoding) && !isGzip(encoding)) {
            throw unsupported("gzip or identity", GZIP);
        }
    }

    static void requireNone(@Nullable String encoding) {
        if (!isNone(encoding)) {
            throw unsupported(IDENTITY, IDENTITY);
        }
    }

    private static RequestRejectedException unsupported(String allowed, String acceptEncoding) {
        return new RequestRejectedException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding must be " + allowed)
                .withHeader(HttpHeaders.ACCEPT_ENCODING, acceptEncoding);
    }

    private static boolean isGzip(@Nullable String encoding) {
        return GZIP.equalsIgnoreCase(encoding) || "x-gzip".equalsIgnoreCase(encoding);
    }

    private static boolean isNone(@Nullable String encoding) {
        return encoding == null || encoding.isBlank() || IDENTITY.equalsIgnoreCase(encoding);
    }
}
