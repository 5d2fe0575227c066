package ee.chatkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to send.
 *
 * @param number of the case; with the seed it determines the request, except for ids and signatures that the server has chosen
 * @param kind what the request was made from
 * @param changes what was changed, for reports
 * @param wellFormed whether the request is valid HTTP, so that the application answers it
 * @param rejected whether the response must not be a success
 * @param endsOutput whether the client sends nothing more afterwards, and tells so
 */
@SuppressWarnings("ArrayRecordComponent") // cases are not compared
record FuzzCase(
        long number,
        String kind,
        List<String> changes,
        byte[] request,
        boolean wellFormed,
        boolean rejected,
        boolean endsOutput) {
    private static final Pattern LENGTH = Pattern.compile("(?i)\ncontent-length: *([0-9]{1,18}) *\r?\n");

    /** What servers leave to the application: a path without percent-encoding, and a host. */
    private static final Pattern LEFT_TO_APPLICATION =
            Pattern.compile("[A-Z]+ /[!-$&-~]* HTTP/1\\.1\r\n(?:[^\r\n]+\r\n)*?Host: [A-Za-z0-9.:-]+\r\n");

    /** An unchanged request for what a case has created. */
    static FuzzCase reading(long number, String target) {
        byte[] request = ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        return new FuzzCase(number, "SEQUENCE", List.of("GET " + target), request, true, false, false);
    }

    boolean ofHead() {
        return text().startsWith("HEAD ");
    }

    boolean isConditional() {
        return text().contains("If-");
    }

    /** Each character is a byte. */
    String text() {
        return new String(request, StandardCharsets.ISO_8859_1);
    }

    /** Whether a server may reject the request itself, and then wait for the rest of it. */
    boolean isLeftToServer() {
        return isIncomplete(request)
                && !endsOutput
                && !LEFT_TO_APPLICATION.matcher(text()).lookingAt();
    }

    /** Whether a server may wait for more bytes. */
    static boolean isIncomplete(byte[] request) {
        String text = new String(request, StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return true;
        }
        if (text.substring(0, head).toLowerCase(Locale.ROOT).contains("chunked")) {
            return !text.endsWith("\r\n0\r\n\r\n");
        }
        Matcher length = LENGTH.matcher(text.substring(0, head + 2));
        return length.find() && Long.parseLong(length.group(1)) > text.length() - head - 4;
    }
}
