package ee.chatkit.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A file for browsers, and its compressed form. */
final class StaticFile {
    private static final String GZIP = "gzip";

    /** With a weight above 0, or without one. */
    private static final Pattern ACCEPTED =
            Pattern.compile("(?:^|,)\\s*gzip\\s*(?:;\\s*q=(?:1|0\\.0*[1-9])[^,]*)?(?:,|$)", Pattern.CASE_INSENSITIVE);

    private final byte[] content;
    private final byte[] compressed;
    private final String digest;
    private final String type;

    /** @param type the media type with its character set */
    StaticFile(byte[] content, String type) throws IOException {
        this.content = content;
        this.type = type;
        compressed = compress(content);
        digest = digest(content);
    }

    int length() {
        return content.length;
    }

    /** Sends it, or 304 to a browser that has it already. */
    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean gzip = acceptsGzip(request.getHeader("Accept-Encoding"));
        response.setHeader("ETag", '"' + digest + (gzip ? "-" + GZIP : "") + '"');
        response.addHeader("Vary", "Accept-Encoding");
        if (isKnown(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        byte[] sent = gzip ? compressed : content;
        if (gzip) {
            response.setHeader("Content-Encoding", GZIP);
        }
        response.setContentType(type);
        response.setContentLength(sent.length);
        response.getOutputStream().write(sent);
    }

    static boolean acceptsGzip(@Nullable String acceptEncoding) {
        return acceptEncoding != null && ACCEPTED.matcher(acceptEncoding).find();
    }

    /** In either form, whatever a proxy has made of the tag. */
    private boolean isKnown(@Nullable String ifNoneMatch) {
        return ifNoneMatch != null && ifNoneMatch.contains('"' + digest);
    }

    private static byte[] compress(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    /** Of 132 bits. */
    private static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return Base64.getUrlEncoder().encodeToString(digest).substring(0, 22);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every platform has it
        }
    }
}
