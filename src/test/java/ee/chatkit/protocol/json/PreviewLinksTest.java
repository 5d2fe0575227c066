package ee.chatkit.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ee.chatkit.model.Page;
import ee.chatkit.model.ThreadItem;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewLinksTest {
    private static final URI BASE = URI.create("https://chat.example/$1/api/");
    private static final String SIGNATURE = "zES0_-".repeat(7) + "x";
    private static final String LINK = "attachment-links/atc_1/preview?signature=" + SIGNATURE;

    @ParameterizedTest
    @ValueSource(strings = {"chatkit:", "http://10.0.0.5:8080/api/", "https://chat.example/$1/api/", "http://[::1]/"})
    void resolve_replacesTheBase(String before) {
        ThreadItem item = message("\"" + before + LINK + "\"");
        assertEquals(message("\"" + BASE + LINK + "\""), PreviewLinks.resolve(item, BASE));
        assertEquals(message("\"chatkit:" + LINK + "\""), PreviewLinks.withoutAddress(item));
    }

    @Test
    void resolve_replacesEachLink() {
        ThreadItem item = message("\"chatkit:" + LINK + "\",\"x\":\"http://a/" + LINK + "\"");
        assertEquals(
                message("\"" + BASE + LINK + "\",\"x\":\"" + BASE + LINK + "\""), PreviewLinks.resolve(item, BASE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"https://elsewhere.example/pier.png\"",
                "\"https://elsewhere.example/attachment-links/a/preview?signature=short\"",
                "\"https://elsewhere.example/attachment-links/a/b/preview?signature=zES0_-zES0_-zES0_-zES0_-zES0_-zES0_-zES0_-x\"",
                "\"https://elsewhere.example/preview?signature=zES0_-zES0_-zES0_-zES0_-zES0_-zES0_-zES0_-x\"",
                "\"see http://a/attachment-links/a/preview?signature=zES0_-zES0_-zES0_-zES0_-zES0_-zES0_-zES0_-x\"",
                "\"http://a/attachment-links/a/preview?signature=zES0_-zES0_-zES0_-zES0_-zES0_-zES0_-zES0_-x&more\"",
                "\"file:/attachment-links/a/preview?signature=zES0_-zES0_-zES0_-zES0_-zES0_-zES0_-zES0_-x\""
            })
    void otherStrings_areKept(String url) {
        assertEquals(message(url), PreviewLinks.resolve(message(url), BASE));
    }

    @Test
    void pageWithoutLinks_isNotCopied() {
        var page = new Page<>(List.of(message("\"http://a/b\"")), null);
        assertSame(page, PreviewLinks.resolve(page, BASE));
    }

    @Test
    void pageWithLinks_keepsItsCursor() {
        var page = new Page<>(List.of(message("1"), message("\"chatkit:" + LINK + "\"")), "~1~i");
        assertEquals(
                new Page<>(List.of(message("1"), message("\"" + BASE + LINK + "\"")), "~1~i"),
                PreviewLinks.resolve(page, BASE));
    }

    private static ThreadItem message(String url) {
        return new ThreadItem("i", "t", "user_message", Instant.EPOCH, "{\"content\":[],\"preview_url\":" + url + "}");
    }
}
