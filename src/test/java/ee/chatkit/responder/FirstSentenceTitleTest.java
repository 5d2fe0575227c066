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
                row("Hello", "Hello"),
                row("  Hello  ", "Hello"),
                row("We need 40 vans. Until May.", "We need 40 vans."),
                row("When? Soon.", "When?"),
                row("Help! Now.", "Help!"),
                row("No end here\nsecond line", "No end here"),
                row("windows\r\nlines", "windows"),
                row("\n\n \t\n  third line is first\nrest", "third line is first"),
                row("a\u2028b", "a"),
                row("tabs\tand\u00A0odd   \u3000 spaces", "tabs and odd spaces"),
                row("1. Do this first. Then that.", "1. Do this first."),
                row("Version 2.5 is out. Yes.", "Version 2.5 is out."),
                row("...", "..."),
                row("Hello\u0000 you", "Hello you"),
                row("🎉", "🎉"),
                row("今日は車が必要です。来週まで。", "今日は車が必要です。"),
                row("هل لديكم عرض؟ شكرا لكم", "هل لديكم عرض؟"),
                row("कल मिलते हैं। धन्यवाद", "कल मिलते हैं।"),
                row("no sentence؟", "no sentence؟"),
                row("שלום עולם. מה שלומך", "שלום עולם."),
                row("x".repeat(50), "x".repeat(50)),
                row("x".repeat(51), "x".repeat(49) + "…"),
                row("x".repeat(200), "x".repeat(49) + "…"),
                row("😀".repeat(50), "😀".repeat(50)),
                row("😀".repeat(51), "😀".repeat(49) + "…"),
                row(FAMILY.repeat(8), FAMILY.repeat(7) + "…"),
                row("車".repeat(60), "車".repeat(49) + "…"),
                row("e\u0301".repeat(40), "e\u0301".repeat(24) + "…"),
                row("a" + "\u0301".repeat(99), "a" + "\u0301".repeat(48) + "…"),
                row("word ".repeat(20), "word ".repeat(9) + "word…"),
                row("1234567 ".repeat(20), "1234567 ".repeat(5) + "1234567…"),
                row("a " + "y".repeat(200), "a " + "y".repeat(47) + "…"),
                row("x".repeat(30) + " " + "y".repeat(200), "x".repeat(30) + "…"),
                row("x".repeat(49) + " y", "x".repeat(49) + "…"),
                row("x".repeat(48) + " yz", "x".repeat(48) + "…"),
                row("x".repeat(49) + ".", "x".repeat(49) + "."));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void theFirstSentenceOrLineIsTheTitle(String message, String title) {
        assertEquals(Optional.of(title), generator.title(new TitleRequest(message, null)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aTitleHasFiftyCharactersAtMostAndNoHalves(String message, String ignored) {
        String title = generator.title(new TitleRequest(message, null)).orElseThrow();
        assertTrue(title.codePointCount(0, title.length()) <= 50, title);
        assertTrue(title.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE), title);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "\t \u00A0", "\u200F", "\u0000", "\u200B \u2060"})
    void aBlankMessageGivesNoTitle(String message) {
        assertEquals(Optional.empty(), generator.title(new TitleRequest(message, null)));
        assertEquals(Optional.empty(), generator.title(new TitleRequest(message, of("Acme"))));
    }

    @Test
    void theClientStandsInFrontAndDoesNotCount() {
        assertEquals("Acme: Hello", title("Hello", "Acme"));
        assertEquals("Acme Ltd: Hello", title("Hello", " Acme\n Ltd "));
        assertEquals("Acme: " + "x".repeat(49) + "…", title("x".repeat(60), "Acme"));
    }

    @Test
    void anOpportunityWithoutClientAddsNothing() {
        assertEquals("Hello", title("Hello", null));
        assertEquals("Hello", title("Hello", "  "));
    }

    @Test
    void aHugeMessageIsReadOnlyAsFarAsItMatters() {
        String huge = " ".repeat(1_000_000) + "word ".repeat(1_000_000);
        assertEquals("word ".repeat(9) + "word…", title(huge, null));
    }

    private String title(String message, String client) {
        return generator.title(new TitleRequest(message, of(client))).orElseThrow();
    }

    private static Opportunity of(String client) {
        var details = new OpportunityDetails("Fleet", client, null, null, null);
        return new Opportunity("opp_1", details, OpportunityStatus.ACTIVE, Instant.EPOCH, Instant.EPOCH);
    }

    private static Arguments row(String message, String title) {
        return Arguments.of(message, title);
    }
}
