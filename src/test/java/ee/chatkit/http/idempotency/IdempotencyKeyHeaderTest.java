package ee.chatkit.http.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.http.RequestRejectedException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyHeaderTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "8e03978e-40d5-43e8-bc93-6894a57f9324, 8e03978e-40d5-43e8-bc93-6894a57f9324",
                "\"8e03978e\", 8e03978e",
                "\"a\\\"b\\\\c\", a\"b\\c",
                "\"a b\", a b",
                "a b, a b",
                "\"a\";q=1, a",
                "a\"b, a\"b",
                "~, ~"
            })
    void validKey_isAccepted(String header, String key) {
        assertEquals(Optional.of(key), IdempotencyKeyHeader.parse(List.of(header)));
    }

    @Test
    void longestKey_isAccepted() {
        String key = "x".repeat(255);
        assertEquals(Optional.of(key), IdempotencyKeyHeader.parse(List.of('"' + key + '"')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\"", "\"a", "\"a\"b", "\"a\\\"", "\"a\\b\"", "\u00e4", "a\tb", "a\u007f"})
    void invalidKey_isRejected(String header) {
        assertThrows(RequestRejectedException.class, () -> IdempotencyKeyHeader.parse(List.of(header)));
    }

    @Test
    void longKeyAndSeveralKeys_areRejected() {
        assertThrows(RequestRejectedException.class, () -> IdempotencyKeyHeader.parse(List.of("x".repeat(256))));
        assertThrows(RequestRejectedException.class, () -> IdempotencyKeyHeader.parse(List.of("a", "b")));
    }

    @Test
    void absentHeader_isNoKey() {
        assertEquals(Optional.empty(), IdempotencyKeyHeader.parse(null));
        assertEquals(Optional.empty(), IdempotencyKeyHeader.parse(List.of()));
    }
}
