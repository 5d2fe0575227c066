package ee.chatkit.responder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstSentenceTitleTest {
    private static final String FAMILY = "👨‍👩‍👧‍👦";

    private final TitleGenerator generator = new FirstSentenceTitle();

    static Stream<Arguments> messages() {
        return Stream.of(
                messageAndTitle("Hello", "Hello"),
                messageAndTitle("  Hello  ", "Hello"),
                messageAndTitle("We need 40 vans. Until May.", "We need 40 vans."),
                messageAndTitle("When? Soon.", "When?"),
                messageAndTitle("Help! Now.", "Help!"),
                messageAndTitle("No end here\nsecond line", "No end here"),
                messageAndTitle("windows\r\nlines", "windows"),
                messageAndTitle("\n\n \t\n  third line is first\nrest", "third line is first"),
                messageAndTitle("a\u2028b", "a"),
                messageAndTitle("tabs\tand\u00A0odd   \u3000 spaces", "tabs and odd spaces"),
                messageAndTitle("1. Do this first. Then that.", "1. Do this first."),
                messageAndTitle("Version 2.5 is out. Yes.", "Version 2.5 is out."),
                messageAndTitle("...", "..."),
                messageAndTitle("Hello\u0000 you", "Hello you"),
                messageAndTitle("🎉", "🎉"),
                messageAndTitle("今日は車が必要です。来週まで。", "今日は車が必要です。"),
                messageAndTitle("هل لديكم عرض؟ شكرا لكم", "هل لديكم عرض؟"),
                messageAndTitle("कल मिलते हैं। धन्यवाद", "कल मिलते हैं।"),
                messageAndTitle("no sentence؟", "no sentence؟"),
                messageAndTitle("שלום עולם. מה שלומך", "שלום עולם."),
                messageAndTitle("x".repeat(50), "x".repeat(50)),
                messageAndTitle("x".repeat(51), "x".repeat(49) + "…"),
                messageAndTitle("x".repeat(200), "x".repeat(49) + "…"),
                messageAndTitle("😀".repeat(50), "😀".repeat(50)),
                messageAndTitle("😀".repeat(51), "😀".repeat(49) + "…"),
                messageAndTitle(FAMILY.repeat(8), FAMILY.repeat(7) + "…"),
                messageAndTitle("車".repeat(60), "車".repeat(49) + "…"),
                messageAndTitle("e\u0301".repeat(40), "e\u0301".repeat(24) + "…"),
                messageAndTitle("a" + "\u0301".repeat(99), "a" + "\u0301".repeat(48) + "…"),
                messageAndTitle("word ".repeat(20), "word ".repeat(9) + "word…"),
                messageAndTitle("1234567 ".repeat(20), "1234567 ".repeat(5) + "1234567…"),
                messageAndTitle("a " + "y".repeat(200), "a " + "y".repeat(47) + "…"),
                messageAndTitle("x".repeat(30) + " " + "y".repeat(200), "x".repeat(30) + "…"),
                messageAndTitle("x".repeat(49) + " y", "x".repeat(49) + "…"),
                messageAndTitle("x".repeat(48) + " yz", "x".repeat(48) + "…"),
                messageAndTitle("x".repeat(49) + ".", "x".repeat(49) + "."));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void title_isTheFirstSentenceOrLine(String message, String title) {
        assertEquals(Optional.of(title), generator.title(new TitleRequest(message, null)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void title_hasAtMostFiftyCharactersAndNoLoneSurrogates(String message, String ignored) {
        String title = generator.title(new TitleRequest(message, null)).orElseThrow();
        assertTrue(title.codePointCount(0, title.length()) <= 50, title);
        assertTrue(title.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE), title);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "\t \u00A0", "\u200F", "\u0000", "\u200B \u2060"})
    void blankMessage_givesNoTitle(String message) {
        assertEquals(Optional.empty(), generator.title(new TitleRequest(message, null)));
        assertEquals(Optional.empty(), generator.title(new TitleRequest(message, opportunity("Acme"))));
    }

    @Test
    void clientName_precedesTheTitleAndIsNotCounted() {
        assertEquals("Acme: Hello", title("Hello", "Acme"));
        assertEquals("Acme Ltd: Hello", title("Hello", " Acme\n Ltd "));
        assertEquals("Acme: " + "x".repeat(49) + "…", title("x".repeat(60), "Acme"));
    }

    @Test
    void opportunityWithoutClient_addsNothing() {
        assertEquals("Hello", title("Hello", null));
        assertEquals("Hello", title("Hello", "  "));
    }

    @Test
    void hugeMessage_isScannedInPartOnly() {
        String huge = " ".repeat(1_000_000) + "word ".repeat(1_000_000);
        assertEquals("word ".repeat(9) + "word…", title(huge, null));
    }

    private String title(String message, String client) {
        return generator.title(new TitleRequest(message, opportunity(client))).orElseThrow();
    }

    private static Opportunity opportunity(String client) {
        var details = new OpportunityDetails("Fleet", client, null, null, null);
        return new Opportunity("opp_1", details, OpportunityStatus.ACTIVE, Instant.EPOCH, Instant.EPOCH);
    }

    private static Arguments messageAndTitle(String message, String title) {
        return Arguments.of(message, title);
    }
}
