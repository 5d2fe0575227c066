package ee.chatkit.http;

import ee.chatkit.attachment.AttachmentFiles.Download;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Files as answers. What users have sent in is not to be trusted: no browser guesses what it is, and none runs anything
 * in it.
 */
final class FileResponses {
    private static final int LONGEST_NAME = 200;
    private static final String PLAIN = "[A-Za-z0-9!#$&+.^_`|~-]";

    private FileResponses() {}

    /** To be saved, whatever it is. */
    static Response saved(Download file) {
        return answer(file)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition("attachment", file.attachment().name()))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    /** To be shown in a page, perhaps one of another site: only for images in which nothing runs. */
    static Response shown(Download file) {
        return answer(file)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition("inline", file.attachment().name()))
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=300")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .build();
    }

    private static ResponseBuilder answer(Download file) {
        StreamingOutput body = out -> {
            try (InputStream bytes = file.bytes()) {
                bytes.transferTo(out);
            }
        };
        return Response.ok(body)
                .header(HttpHeaders.CONTENT_TYPE, file.attachment().mimeType())
                .header(HttpHeaders.CONTENT_LENGTH, file.length())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    /** RFC 6266: the name in plain characters, and as it is for those who know UTF-8. */
    static String disposition(String type, String name) {
        String shortened = name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
        var plain = new StringBuilder();
        var encoded = new StringBuilder();
        shortened.codePoints().forEach(c -> {
            String one = Character.toString(c);
            plain.append(one.matches("[ -~]") && c != '"' && c != '\\' && c != '%' ? one : "_");
            if (one.matches(PLAIN)) {
                encoded.append(one);
            } else {
                for (byte b : one.getBytes(StandardCharsets.UTF_8)) {
                    encoded.append(String.format("%%%02X", b));
                }
            }
        });
        return type + "; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
