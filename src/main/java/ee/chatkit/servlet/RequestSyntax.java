package ee.chatkit.servlet;

import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.protocol.json.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks what the implementations of JAX-RS parse, each with other rules and some with an internal error, before they see
 * it. A URI and a media type must have the syntax of their RFCs. A malformed {@code Accept} or {@code Accept-Language} counts as
 * an absent one, because it only states a preference.
 */
final class RequestSyntax {
    private static final int LONGEST_HEADER = 1000;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String PARAMETER = "[ \\t]*;[ \\t]*(?:" + TOKEN + "=(?:" + TOKEN
            + "|\"(?:[^\"\\\\\\x00-\\x08\\x0A-\\x1F\\x7F]|\\\\[ -~])*+\"))?";
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN + "(?:" + PARAMETER + ")*+[ \\t]*");
    private static final Pattern QUALITY = Pattern.compile("(?i)[ \\t]*;[ \\t]*q=([^;, \\t]*)");
    private static final Pattern QUALITY_VALUE = Pattern.compile("0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?");
    private static final Pattern LANGUAGE = Pattern.compile(
            "(?:\\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*+)(?:[ \\t]*;[ \\t]*[qQ]=(?:" + QUALITY_VALUE + "))?");
    private static final String URI_EXTRA = "-._~!$&'()*+,;=:@/%";

    private RequestSyntax() {}

    /** Returns the problem of a malformed request; empty if it is well-formed. */
    static Optional<ProblemDocument> check(HttpServletRequest request) {
        String scheme = request.getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            // the server takes it from the proxy's header, and links begin with it
            return Optional.of(ProblemType.INVALID_REQUEST.problem("The scheme of the request must be http or https"));
        }
        String path = request.getRequestURI();
        if (!isUriPart(path, "") || !isUtf8(path)) {
            return Optional.of(ProblemType.INVALID_REQUEST.problem("The path is not a valid URI path"));
        }
        String query = request.getQueryString();
        if (query != null && !isUriPart(query, "?")) {
            return Optional.of(ProblemType.INVALID_REQUEST.problem("The query is not a valid URI query"));
        }
        String type = request.getHeader("Content-Type");
        if (type != null && !isMediaType(type)) {
            return Optional.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE.problem("The Content-Type header is not a media type"));
        }
        return Optional.empty();
    }

    /** Only the characters of RFC 3986, and percent signs only before two hexadecimal digits. */
    static boolean isUriPart(String text, String more) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && URI_EXTRA.indexOf(c) < 0 && more.indexOf(c) < 0) {
                return false;
            }
            if (c == '%' && !(i + 2 < text.length() && isHex(text.charAt(i + 1)) && isHex(text.charAt(i + 2)))) {
                return false;
            }
        }
        return true;
    }

    /** Whether what is percent-encoded in a part of a URI is UTF-8: RESTEasy logs a stack trace where a path is not. */
    static boolean isUtf8(String uriPart) {
        if (uriPart.indexOf('%') < 0) {
            return true;
        }
        var bytes = new ByteArrayOutputStream(uriPart.length());
        for (int i = 0; i < uriPart.length(); i++) {
            boolean encoded = uriPart.charAt(i) == '%';
            bytes.write(encoded ? Integer.parseInt(uriPart, i + 1, i + 3, 16) : uriPart.charAt(i));
            i += encoded ? 2 : 0;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 128;
    }

    /** RESTEasy takes a parameter q for a quality in any header. */
    static boolean isMediaType(String text) {
        return text.length() <= LONGEST_HEADER
                && MEDIA_TYPE.matcher(text.strip()).matches()
                && hasValidQuality(text);
    }

    private static boolean hasValidQuality(String range) {
        var quality = QUALITY.matcher(range);
        while (quality.find()) {
            if (!QUALITY_VALUE.matcher(quality.group(1)).matches()) {
                return false;
            }
        }
        return true;
    }

    /** Whether a value of {@code Accept} consists of media ranges with qualities from 0 to 1. */
    static boolean isAccept(@Nullable String text) {
        if (text == null) {
            return true;
        }
        if (text.length() > LONGEST_HEADER) {
            return false;
        }
        for (String range : text.split(",", -1)) {
            if (!range.isBlank() && !MEDIA_TYPE.matcher(range.strip()).matches()) {
                return false;
            }
            if (range.strip().startsWith("*/") && !range.strip().startsWith("*/*")) {
                return false;
            }
            if (!hasValidQuality(range)) {
                return false;
            }
        }
        return !text.isBlank();
    }

    /** Whether a value of {@code Accept-Language} consists of language ranges with qualities from 0 to 1. */
    static boolean isAcceptLanguage(@Nullable String text) {
        if (text == null) {
            return true;
        }
        if (text.length() > LONGEST_HEADER) {
            return false;
        }
        for (String range : text.split(",", -1)) {
            if (!LANGUAGE.matcher(range.strip()).matches()) {
                return false;
            }
        }
        return true;
    }
}
