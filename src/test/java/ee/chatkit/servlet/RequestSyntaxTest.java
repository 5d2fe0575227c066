package ee.chatkit.servlet;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestSyntaxTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "*/*|true",
                "application/json|true",
                "text/html, application/json;q=0.9, */*;q=0.8|true",
                "text/event-stream;charset=\"utf-8\"; q=1.000|true",
                "application/json;|true",
                "a/b;q=x|false",
                "a/b;q=|false",
                "a/b;q=2|false",
                "a/b;q=1.5|false",
                "a/b;q=-1|false",
                "a/b;q=0.1234|false",
                "*;q=.2|false",
                "*/json|false",
                "a|false",
                "/|false",
                "a/b/c|false",
                "a/b;x=\"|false",
                "a/b;x|false",
                "``|false"
            })
    void accept_isWellFormed(String value, boolean wellFormed) {
        assertEquals(wellFormed, RequestSyntax.isAccept(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "de|true",
                "de-DE, en;q=0.9, *;q=0.1|true",
                "zh-Hant-TW ; q=1.000|true",
                "en;q=x|false",
                "en;q=\"0.5\"|false",
                "en;q=2|false",
                "en;level=1|false",
                "de,,en|false",
                "de_DE|false",
                "abcdefghi|false",
                "``|false"
            })
    void acceptLanguage_isWellFormed(String value, boolean wellFormed) {
        assertEquals(wellFormed, RequestSyntax.isAcceptLanguage(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json|true",
                "application/json; charset=utf-8|true",
                "multipart/form-data; boundary=\"a b\"|true",
                "application/x.y+json;v=1|true",
                "json|false",
                "a/b;q=x|false",
                "a/|false",
                "a/b; charset|false",
                "a/b; =x|false",
                "a/b c|false",
                "a/[b]|false"
            })
    void mediaType_isWellFormed(String value, boolean wellFormed) {
        assertEquals(wellFormed, RequestSyntax.isMediaType(value));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/threads, true",
        "/api/threads/%41~b;c=d@e:f, true",
        "/a//b/../c, true",
        "/[, false",
        "/a b, false",
        "/%, false",
        "/%4, false",
        "/%4g, false",
        "/é, false",
        "/a\\b, false",
        "/<x>, false",
        "/a?b, false"
    })
    void path_isWellFormed(String value, boolean wellFormed) {
        assertEquals(wellFormed, RequestSyntax.isUriPart(value, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/threads, true",
        "/%C3%A9, true",
        "/%e2%82%ac/x, true",
        "/%F0%9F%9A%80, true",
        "/%E4, false",
        "/%C3, false",
        "/%C3%28, false",
        "/%C0%80, false",
        "/%ED%A0%80, false",
        "/x;y=%FF, false"
    })
    void path_isUtf8(String value, boolean valid) {
        assertEquals(valid, RequestSyntax.isUtf8(value));
    }

    @Test
    void longHeaders_takeNoLongTime() {
        String many = "a/b" + ";x=\"\\a".repeat(150);
        assertTimeout(ofSeconds(5), () -> RequestSyntax.isMediaType(many + "\""));
        assertTimeout(ofSeconds(5), () -> RequestSyntax.isAccept("a/b" + "; ".repeat(480) + "x"));
        assertEquals(false, RequestSyntax.isAccept("a/b,".repeat(5000)));
    }
}
