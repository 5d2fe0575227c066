package ee.chatkit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ../../etc/passwd | passwd
        C:\\Users\\ann\\plan.pdf | plan.pdf
        /tmp/a\\b/c | c
        .bashrc | .bashrc
        a..b | a..b
        My plan "final".pdf | My plan "final".pdf
        Übersicht 報告.xlsx | Übersicht 報告.xlsx
        """)
    void folders_areLeftOut(String name, String base) {
        assertEquals(base, FileNames.sanitize(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "...", "a/", "a/..", "\\", "\u0000", "\u202E", "\u200F..", "\n\t"})
    void nameWithoutCharacters_isTheDefault(String name) {
        assertEquals("file", FileNames.sanitize(name));
    }

    @Test
    void charactersThatMislead_areRemoved() {
        assertEquals("exe.gpj", FileNames.sanitize("exe.\u202Egpj"));
        for (int c : new int[] {
            0, 7, 0x0A, 0x0D, 0x7F, 0x85, 0xAD, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C,
            0x202D, 0x202E, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF
        }) {
            assertEquals("ab", FileNames.sanitize("a" + Character.toString(c) + "b"), Integer.toHexString(c));
        }
    }

    @Test
    void emojiOfSeveralCharacters_areKept() {
        for (String name : new String[] {"🧑‍🚀.png", "🏴󠁧󠁢󠁳󠁣󠁴󠁿.svg"}) {
            assertEquals(name, FileNames.sanitize(name));
        }
    }
}
