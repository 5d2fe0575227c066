package ee.chatkit.http.resource;

import ee.chatkit.model.FileNames;
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
 * Finds a part of a multipart form (RFC 7578) while the form is received. Memory use does not depend on the size of
 * the form, and the number of bytes before the part is limited.
 */
final class MultipartForm {
    private static final int BUFFER_BYTES = 32 * 1024;
    private static final int HEADER_BYTES = 8 * 1024;

    private MultipartForm() {}

    /**
     * Finds the first part of a name. The rest of the form remains unread.
     *
     * @param maxBefore the largest number of bytes before the content of the part
     * @return empty if the form has no such part
     * @throws IOException if the form is truncated or malformed, or has too many bytes before the part
     */
    static Optional<UploadedFile> find(InputStream body, String boundary, String name, long maxBefore)
            throws IOException {
        var limited = new LimitedStream(body, maxBefore);
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
                return Optional.of(new UploadedFile(
                        fileName(Objects.requireNonNullElse(parameters.get("filename"), "")),
                        headers.getOrDefault("content-type", ""),
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
        } catch (IllegalArgumentException e) { // of the Base64 decoder, for an encoded word (RFC 2047)
            throw new IOException("malformed Content-Disposition of a part", e);
        }
    }

    /**
     * Browsers escape quotes and line breaks with percent signs, other clients with backslashes, and some send the
     * local path.
     */
    private static String fileName(String written) {
        String name = written.replaceAll("\\\\([\"\\\\])", "$1")
                .replace("%22", "\"")
                .replace("%0D", "")
                .replace("%0A", "");
        return FileNames.sanitize(name);
    }

    /** Fails after a number of bytes, until the limit is lifted. */
    private static final class LimitedStream extends InputStream {
        private final InputStream in;
        private long remaining;

        LimitedStream(InputStream in, long limit) {
            this.in = in;
            this.remaining = limit;
        }

        void lift() {
            remaining = Long.MAX_VALUE;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (remaining == 0) {
                throw new IOException("too many bytes before the part");
            }
            int read = in.read(target, offset, (int) Math.min(length, remaining));
            remaining -= Math.max(read, 0);
            return read;
        }
    }
}
