package ee.chatkit.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * The first final response among the bytes of a connection.
 *
 * @param status 0 if there is no response
 * @param headers lines of the form {@code name: value}
 * @param body as far as it was received, without its codings
 * @param complete whether the body is complete by its length or its last chunk; true too if only the end of the connection can
 *     tell
 * @param delimited whether a length or chunks tell where the body ends
 */
@SuppressWarnings("ArrayRecordComponent") // responses are not compared
record RawResponse(int status, List<String> headers, byte[] body, boolean complete, boolean delimited) {
    private static final RawResponse NONE = new RawResponse(0, List.of(), new byte[0], false, false);

    /** Reads what a connection has received. */
    static RawResponse of(byte[] received, boolean ofHead) {
        int begin = 0;
        while (true) {
            int end = endOfHead(received, begin);
            if (end < 0) {
                return NONE;
            }
            List<String> lines =
                    Arrays.asList(new String(received, begin, end - begin, StandardCharsets.ISO_8859_1).split("\r\n"));
            int status = status(lines.getFirst());
            if (status >= 100 && status < 200) {
                begin = end; // such as 100 (Continue)
                continue;
            }
            boolean bodiless = ofHead || status == 204 || status == 304;
            return withBody(
                    status,
                    lines.subList(1, lines.size()),
                    Arrays.copyOfRange(received, end, received.length),
                    bodiless);
        }
    }

    /** Whether a connection needs not be read any further. */
    static boolean isComplete(byte[] received, boolean ofHead) {
        RawResponse response = of(received, ofHead);
        return response.status > 0 && response.delimited && response.complete;
    }

    private static RawResponse withBody(int status, List<String> headers, byte[] rest, boolean bodiless) {
        if (bodiless) {
            return new RawResponse(status, headers, new byte[0], true, true);
        }
        byte[] body = rest;
        boolean complete = true;
        boolean delimited = true;
        String length = value(headers, "Content-Length");
        if (value(headers, "Transfer-Encoding").equalsIgnoreCase("chunked")) {
            var joined = new ByteArrayOutputStream();
            complete = joinChunks(rest, joined);
            body = joined.toByteArray();
        } else if (length.matches("[0-9]{1,9}")) {
            int announced = Integer.parseInt(length);
            complete = rest.length >= announced;
            body = Arrays.copyOf(rest, Math.min(announced, rest.length));
        } else {
            delimited = false;
        }
        if (complete && value(headers, "Content-Encoding").equals("gzip")) {
            try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                body = in.readAllBytes();
            } catch (IOException e) {
                complete = false;
            }
        }
        return new RawResponse(status, headers, body, complete, delimited);
    }

    /** The value of the first header of this name; empty if there is none. */
    String header(String name) {
        return value(headers, name);
    }

    /** Whether the application has sent it, not the server. */
    boolean isOfApplication() {
        return !header("X-Request-Id").isEmpty();
    }

    long count(String name) {
        return headers.stream().filter(line -> isNamed(line, name)).count();
    }

    String mediaType() {
        return header("Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static String value(List<String> headers, String name) {
        return headers.stream()
                .filter(line -> isNamed(line, name))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static boolean isNamed(String line, String name) {
        return line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
    }

    private static int status(String line) {
        return line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?") ? Integer.parseInt(line.substring(9, 12)) : 0;
    }

    /** The index behind the empty line; -1 if there is none. */
    private static int endOfHead(byte[] bytes, int from) {
        for (int i = from; i + 3 < bytes.length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    /** Returns whether the last chunk was there. */
    private static boolean joinChunks(byte[] bytes, ByteArrayOutputStream joined) {
        int position = 0;
        List<Integer> size = new ArrayList<>();
        while (true) {
            size.clear();
            int line = position;
            while (line < bytes.length && bytes[line] != '\n') {
                int digit = Character.digit(bytes[line], 16);
                if (digit >= 0) {
                    size.add(digit);
                }
                line++;
            }
            if (line == bytes.length || size.isEmpty() || size.size() > 7) {
                return false;
            }
            int length = size.stream().reduce(0, (sum, digit) -> sum * 16 + digit);
            if (length == 0) {
                return true;
            }
            int begin = line + 1;
            joined.write(bytes, begin, Math.max(0, Math.min(length, bytes.length - begin)));
            position = begin + length + 2;
            if (position > bytes.length) {
                return false;
            }
        }
    }
}
