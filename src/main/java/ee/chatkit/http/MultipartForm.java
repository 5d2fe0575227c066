package ee.chatkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a form with files (RFC 7578) part by part from a stream, in a buffer whose size does not depend on the form's.
 * Servers have readers of their own, but those take in the whole form, in memory and in files, before anybody can refuse
 * it.
 */
final class MultipartForm {
    private static final int BUFFER_BYTES = 32 * 1024;
    private static final int HEADER_BYTES = 8 * 1024;
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([A-Za-z*]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\"]*))");

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final long mostSkipped;
    private int position;
    private int end;
    private boolean ended;

    /**
     * A form.
     *
     * @param mostSkipped how many bytes may be skipped to get to a part's end
     */
    MultipartForm(InputStream in, String boundary, long mostSkipped) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.mostSkipped = mostSkipped;
        // so that the first delimiter, which may stand at the very beginning, is like the others
        buffer[0] = '\r';
        buffer[1] = '\n';
        end = 2;
    }

    /**
     * One part, whose bytes are read before the next part is asked for, or not at all.
     *
     * @param name empty when the form does not tell
     * @param fileName empty when the form does not tell
     */
    record Part(String name, String fileName, String contentType, InputStream bytes) {}

    /**
     * The next part; what was not read of the one before is skipped.
     *
     * @return null at the end of the form
     * @throws IOException when the form is cut or no form
     */
    @Nullable
    Part next() throws IOException {
        if (ended) {
            return null;
        }
        skipToDelimiter();
        position += delimiter.length;
        String rest = line(HEADER_BYTES);
        if (rest.startsWith("--")) {
            ended = true;
            return null;
        }
        if (!rest.isBlank()) {
            throw new IOException("no line end behind a boundary");
        }
        Map<String, String> headers = headers();
        Map<String, String> parameters = parameters(headers.getOrDefault("content-disposition", ""));
        return new Part(
                parameters.getOrDefault("name", ""),
                baseName(parameters.getOrDefault("filename", "")),
                headers.getOrDefault("content-type", "application/octet-stream"),
                new Bytes());
    }

    private void skipToDelimiter() throws IOException {
        byte[] skipped = new byte[4096];
        long total = 0;
        for (int read = body(skipped, 0, skipped.length); read >= 0; read = body(skipped, 0, skipped.length)) {
            total += read;
            if (total > mostSkipped) {
                throw new IOException("too much in front of the file");
            }
        }
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        int left = HEADER_BYTES;
        for (String line = line(left); !line.isEmpty(); line = line(left)) {
            left -= line.length();
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    /** Browsers write what would end a name as percent escapes, other clients with a backslash. */
    private static Map<String, String> parameters(String disposition) {
        var parameters = new HashMap<String, String>();
        Matcher matcher = PARAMETER.matcher(disposition);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            String value = quoted == null ? matcher.group(3).strip() : quoted.replaceAll("\\\\([\"\\\\])", "$1");
            parameters.putIfAbsent(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    value.replace("%22", "\"").replace("%0D", "").replace("%0A", ""));
        }
        return parameters;
    }

    /** Some clients send the path on their own disk. */
    private static String baseName(String fileName) {
        return fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
    }

    /** A line without its end, in UTF-8. */
    private String line(int longest) throws IOException {
        for (int length = 0; ; length++) {
            if (length > longest) {
                throw new IOException("a part's headers are too long");
            }
            require(length + 1);
            if (buffer[position + length] == '\n') {
                int strip = length > 0 && buffer[position + length - 1] == '\r' ? 1 : 0;
                String line = new String(buffer, position, length - strip, StandardCharsets.UTF_8);
                position += length + 1;
                return line;
            }
        }
    }

    /** Makes sure that this many bytes are in the buffer. */
    private void require(int count) throws IOException {
        while (end - position < count) {
            if (!fill()) {
                throw new IOException("the form ended before it was complete");
            }
        }
    }

    private boolean fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, end - position);
            end -= position;
            position = 0;
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            return false;
        }
        end += read;
        return true;
    }

    /** Bytes in front of the next delimiter; -1 when it comes next. */
    private int body(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        while (true) {
            int found = indexOfDelimiter();
            int safe = found >= 0 ? found - position : end - position - delimiter.length + 1;
            if (safe > 0) {
                int given = Math.min(count, safe);
                System.arraycopy(buffer, position, target, offset, given);
                position += given;
                return given;
            }
            if (found >= 0) {
                return -1;
            }
            require(end - position + 1);
        }
    }

    private int indexOfDelimiter() {
        int last = end - delimiter.length;
        for (int i = position; i <= last; i++) {
            int matched = 0;
            while (matched < delimiter.length && buffer[i + matched] == delimiter[matched]) {
                matched++;
            }
            if (matched == delimiter.length) {
                return i;
            }
        }
        return -1;
    }

    private final class Bytes extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            return body(target, offset, count);
        }
    }
}
