package ee.chatkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;

/**
 * Finds a file in a form (RFC 7578) while the form comes in. Memory does not depend on the form's size, and what stands in
 * front of the file is bounded.
 */
final class MultipartForm {
    private static final int BUFFER_BYTES = 32 * 1024;
    private static final String UNNAMED = "file";
    private static final int HEADER_BYTES = 8 * 1024;

    private MultipartForm() {}

    /**
     * One part.
     *
     * @param fileName without folders; {@value #UNNAMED} when the form does not tell
     * @param bytes not read yet; reading fails when the form ends before the part does
     */
    record Part(String fileName, String contentType, InputStream bytes) {}

    /**
     * The first part of a name. What stands behind it stays unread.
     *
     * @param mostBefore how many bytes there may be before the part's own
     * @return empty when the form has no such part
     * @throws IOException when the form is cut, no form at all, or has too much in front of the part
     */
    static Optional<Part> find(InputStream body, String boundary, String name, long mostBefore) throws IOException {
        var limited = new LimitedStream(body, mostBefore);
        MultipartInput form = MultipartInput.builder()
                .setInputStream(limited)
                .setBufferSize(BUFFER_BYTES)
                .setBoundary(boundary.getBytes(StandardCharsets.ISO_8859_1))
                .setMaxPartHeaderSize(HEADER_BYTES)
                .get();
        form.setHeaderCharset(StandardCharsets.UTF_8);
        if (!form.skipPreamble()) {
            throw new IOException("no part in the form");
        }
        do {
            Map<String, String> headers = headers(form.readHeaders());
            Map<String, String> parameters = parameters(headers.getOrDefault("content-disposition", ""));
            if (name.equals(parameters.get("name"))) {
                limited.lift();
                return Optional.of(new Part(
                        fileName(Objects.requireNonNullElse(parameters.get("filename"), "")),
                        headers.getOrDefault("content-type", "application/octet-stream"),
                        form.newInputStream()));
            }
            form.discardBodyData();
        } while (form.readBoundary());
        return Optional.empty();
    }

    private static Map<String, String> headers(String lines) {
        var headers = new HashMap<String, String>();
        lines.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        });
        return headers;
    }

    private static Map<String, String> parameters(String disposition) throws IOException {
        var parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        try {
            return parser.parse(disposition, ';');
        } catch (IllegalArgumentException e) { // it lets out what Base64 has to say of an encoded word (RFC 2047)
            throw new IOException("malformed Content-Disposition of a part", e);
        }
    }

    /**
     * Browsers write what would end a name as percent escapes, other clients with a backslash, and some send the path on
     * their own disk.
     */
    private static String fileName(String written) {
        String name = written.replaceAll("\\\\([\"\\\\])", "$1")
                .replace("%22", "\"")
                .replace("%0D", "")
                .replace("%0A", "");
        String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return base.isBlank() ? UNNAMED : base;
    }

    /** Fails behind so many bytes, until its limit is lifted. */
    private static final class LimitedStream extends InputStream {
        private final InputStream in;
        private long left;

        LimitedStream(InputStream in, long most) {
            this.in = in;
            this.left = most;
        }

        void lift() {
            left = Long.MAX_VALUE;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("too many bytes before the part");
            }
            int read = in.read(target, offset, (int) Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }
    }
}
