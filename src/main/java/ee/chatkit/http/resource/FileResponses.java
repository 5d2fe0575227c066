package ee.chatkit.http.resource;

import ee.chatkit.attachment.AttachmentFiles.Download;
import ee.chatkit.model.FileNames;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Responses with attachment content. It is untrusted: browsers must neither guess its type nor run scripts in it,
 * which the headers of all responses of the API prevent.
 */
final class FileResponses {
    private static final int MAX_NAME_LENGTH = 200;
    private static final String UNRESERVED = "[A-Za-z0-9!#$&+.^_`|~-]";

    private FileResponses() {}

    /** To be saved, regardless of its type. */
    static Response download(Download file) {
        return response(file, "attachment", "private, no-cache").build();
    }

    /** To be displayed in a page, possibly of another origin; only for image types without active content. */
    static Response inline(Download file) {
        return response(file, "inline", "private, max-age=300")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .build();
    }

    private static ResponseBuilder response(Download file, String disposition, String cacheControl) {
        StreamingOutput body = out -> {
            try (InputStream bytes = file.bytes()) {
                bytes.transferTo(out);
            }
        };
        String mimeType = file.attachment().mimeType();
        return Response.ok(body)
                .header(HttpHeaders.CONTENT_TYPE, mimeType.isBlank() ? MediaType.APPLICATION_OCTET_STREAM : mimeType)
                .header(HttpHeaders.CONTENT_LENGTH, file.length())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition(disposition, file.attachment().name()))
                .header(HttpHeaders.CACHE_CONTROL, cacheControl);
    }

    /** RFC 6266: the name in ASCII, and as it is in UTF-8. An application may have stored a name that is unsafe. */
    static String disposition(String type, String storedName) {
        String name = FileNames.sanitize(storedName);
        String shortened = name.codePointCount(0, name.length()) <= MAX_NAME_LENGTH
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MAX_NAME_LENGTH));
        var plain = new StringBuilder();
        var encoded = new StringBuilder();
        shortened.codePoints().forEach(c -> {
            String character = Character.toString(c);
            plain.append(character.matches("[ -~]") && c != '"' && c != '\\' && c != '%' ? character : "_");
            if (character.matches(UNRESERVED)) {
                encoded.append(character);
            } else {
                for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
                    encoded.append(String.format("%%%02X", b));
                }
            }
        });
        return type + "; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
