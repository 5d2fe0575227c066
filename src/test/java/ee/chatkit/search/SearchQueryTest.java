package ee.chatkit.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {
    private static boolean finds(String query, String text) {
        return SearchQuery.parse(query).match(text).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        straße | STRASSE
        strasse | Große Straße
        resume | Résumé
        RÉSUMÉ | resume
        ｗｉｄｔｈ | width
        ﾃｽﾄ | テスト
        istanbul | İSTANBUL
        İstanbul | istanbul
        ısı | ISI
        ΣΊΣΥΦΟΣ | σίσυφος
        Ελλάς | ΕΛΛΑΣ
        ёлка | ЕЛКА
        lodz | Łódź
        smorrebrod | Smørrebrød
        ﬁnance | finance
        cafe | Cafe\u0301
        soft | so\u00ADft hyphen
        """)
    void match_ignoresCaseAccentsAndWidth(String query, String text) {
        assertTrue(finds(query, text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        versicherung | Haftpflichtversicherungsvertrag
        ag | Vertrag
        東京 | これは東京都です
        京都 | 私は東京都に住んでいます
        カナ | ひらがなとカタカナ
        北京 | 我在北京大学学习
        한국 | 저는 한국어를 배웁니다
        국어 | 저는 한국어를 배웁니다
        ภาษา | ฉันเรียนภาษาไทยทุกวัน
        ไทย | ฉันเรียนภาษาไทยทุกวัน
        水 | 飲料水
        𠮷野 | 牛丼の𠮷野家
        🎉 | Party 🎉🎉
        """)
    void match_findsAnyPartOfAWord(String query, String text) {
        assertTrue(finds(query, text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        かき | かぎ
        straße | strase
        ไม | ไม่
        """)
    void match_distinguishesLetters(String query, String text) {
        assertEquals(query.equals("ไม"), finds(query, text));
    }

    @Test
    void match_needsAllWords() {
        assertTrue(finds("quarterly report", "The report of the quarterly review"));
        assertFalse(finds("quarterly budget", "The report of the quarterly review"));
    }

    @Test
    void match_ofAPhraseNeedsWholeWordsInOrder() {
        assertTrue(finds("\"annual report\"", "Our Annual,  REPORT."));
        assertFalse(finds("\"annual report\"", "The report is annual"));
        assertFalse(finds("\"annual report\"", "biannual report"));
        assertFalse(finds("\"annual repor\" x", "annual report x"));
        assertFalse(finds("\"auto\"", "Automat"));
        assertTrue(finds("„annual report“", "annual report"));
        assertTrue(finds("\"東京\"", "これは東京都です"));
    }

    @Test
    void match_ofAnUnfinishedPhraseFindsTheBeginningOfItsLastWord() {
        assertTrue(finds("\"annual rep", "annual report"));
        assertFalse(finds("\"nnual rep", "annual report"));
        assertTrue(finds("\"", "a") == finds("", "a"));
    }

    @Test
    void match_excludes() {
        assertFalse(finds("report -annual", "annual report"));
        assertFalse(finds("report -\"annual report\"", "annual report"));
        assertTrue(finds("report -\"report annual\"", "annual report"));
        assertTrue(finds("report - annual", "annual report"));
        assertFalse(finds("e-mail", "the mail"));
        assertTrue(finds("e-mail", "an E-Mail"));
    }

    @Test
    void match_ofOneLetterIsAWordOrItsBeginningWhileTyped() {
        assertTrue(finds("plan b", "the plan before"));
        assertFalse(finds("b plan", "the plan before"));
        assertFalse(finds("b ", "the plan before"));
        assertTrue(finds("b plan", "plan B"));
        assertFalse(finds("plan f", "the plan b-efore aff"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "...", "\"\"", "-", "--", "\"", "-\"", "\u0000", "!?,;", "-word", "\uD800"})
    void isEmpty_ofWhatHasNothingToLookFor(String query) {
        assertTrue(SearchQuery.parse(query).isEmpty());
        assertFalse(finds(query, "any word"));
    }

    @Test
    void parse_rejectsWhatIsTooLong() {
        String longest = "x".repeat(SearchQuery.MAX_LENGTH);
        assertTrue(finds(longest, longest + "y"));
        assertThrows(IllegalArgumentException.class, () -> SearchQuery.parse(longest + "x"));
        assertThrows(IllegalArgumentException.class, () -> SearchQuery.parse("xy ".repeat(SearchQuery.MAX_TERMS + 1)));
        SearchQuery.parse("xy ".repeat(SearchQuery.MAX_TERMS));
    }

    @Test
    void snippet_marksWhatWasFound() {
        Snippet snippet = SearchQuery.parse("strasse GROS")
                .match("Die große Straße\nhier")
                .orElseThrow()
                .snippet();
        assertEquals("Die große Straße hier", snippet.text());
        assertEquals(
                List.of("gro", "Straße"),
                marked(snippet).stream()
                        .map(text -> text.startsWith("gro") ? "gro" : text)
                        .toList());
    }

    @Test
    void snippet_isCutAroundTheFirstPlace() {
        String text = "word ".repeat(100) + "needle 😀" + " more".repeat(100) + " needle";
        Snippet snippet = SearchQuery.parse("needle").match(text).orElseThrow().snippet();
        assertTrue(snippet.text().startsWith("…word") && snippet.text().endsWith("…"), snippet.text());
        assertTrue(snippet.text().length() <= Snippet.MAX_LENGTH + 2);
        assertEquals(List.of("needle"), marked(snippet));
    }

    @Test
    void snippet_neverCutsACharacter() {
        for (int before = 0; before < 250; before++) {
            String text = "x".repeat(before) + "😀".repeat(300) + "needle" + "👩‍👩‍👧".repeat(100);
            Snippet snippet =
                    SearchQuery.parse("needle").match(text).orElseThrow().snippet();
            assertEquals(List.of("needle"), marked(snippet));
            assertEquals(
                    snippet.text(),
                    snippet.text()
                            .codePoints()
                            .filter(c -> c < 0xD800 || c > 0xDFFF)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString());
        }
    }

    private static List<String> marked(Snippet snippet) {
        return snippet.ranges().stream()
                .map(range -> snippet.text().substring(range.start(), range.end()))
                .toList();
    }

    @Test
    void relevance_isHigherForWholeWords() {
        double whole = relevance("plan", "the plan");
        double prefix = relevance("plan", "the planet");
        double part = relevance("lane", "the planet");
        assertTrue(whole > prefix && prefix > part && part > 0 && whole <= 1, whole + " " + prefix + " " + part);
    }

    private static double relevance(String query, String text) {
        return SearchQuery.parse(query).match(text).orElseThrow().relevance();
    }

    /** An index that is asked for grams misses nothing. */
    @Test
    void grams_areInEachTextThatMatches() {
        var random = new Random(17);
        String letters = "aäABß éİı東京都한국ไทย𠮷-\" 1";
        int matches = 0;
        for (int n = 0; n < 20_000; n++) {
            String text = text(random, letters, 30);
            int begin = random.nextInt(text.length());
            String query = n % 3 == 0
                    ? text(random, letters, 4)
                    : text.substring(begin, begin + random.nextInt(text.length() - begin));
            SearchQuery parsed = SearchQuery.parse(query);
            if (parsed.match(text).isPresent()) {
                matches++;
                var all = new Grams();
                all.addText(FoldedText.of(text));
                int before = all.toArray().length;
                all.addAll(parsed.grams());
                assertEquals(before, all.toArray().length, query + " in " + text);
            }
        }
        assertTrue(matches > 2000, "matches " + matches);
    }

    private static String text(Random random, String letters, int maxLength) {
        var text = new StringBuilder();
        int[] characters = letters.codePoints().toArray();
        int length = 1 + random.nextInt(maxLength);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }
}
