package ee.chatkit.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.GeneratedImage;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.item.ItemContent.ClientToolCall;
import ee.chatkit.protocol.item.ToolCallStatus;
import ee.chatkit.protocol.request.ImmediateRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

class ProtocolRecordsTest {
    private static final RawJson ARRAY = new RawJson("[]");

    @TestFactory
    Stream<DynamicTest> constructors_rejectValuesThatCannotBeStored() {
        return Stream.<Executable>of(
                        () -> new RawJson(""),
                        () -> new RawJson("{} {}"),
                        () -> new RawJson("[".repeat(501) + "]".repeat(501)),
                        () -> new ThreadItemUpdate.TextDelta(-1, ""),
                        () -> new ThreadItemUpdate.GeneratedImageUpdated(new GeneratedImage("i", "u"), Double.NaN),
                        () -> new ItemContent.Widget(ARRAY, null),
                        () -> ClientToolCall.pending("c", "n", ARRAY),
                        () -> new ItemContent.Unknown("x", new RawJson("{\"id\":1}")),
                        () -> new ItemContent.Unknown("x", ARRAY),
                        () -> new Item(" ", "t", Instant.EPOCH, new ItemContent.EndOfTurn()),
                        () -> new Item("i", "t\n", Instant.EPOCH, new ItemContent.EndOfTurn()),
                        () -> new ImmediateRequest.AttachmentsCreate("n", -1, "m"),
                        () -> new ImmediateRequest.InputTranscribe("!", "m"))
                .map(make ->
                        DynamicTest.dynamicTest("refused", () -> assertThrows(IllegalArgumentException.class, make)));
    }

    @Test
    void constructors_copyLists() {
        var parts = new ArrayList<>(List.of(AssistantContent.of("a")));
        var message = new ItemContent.AssistantMessage(parts);
        parts.clear();
        assertEquals(ItemContent.AssistantMessage.of("a"), message);
    }

    @Test
    void clientToolCall_nullOutputIsAbsent() {
        ClientToolCall completed =
                ClientToolCall.pending("c", "n", RawJson.EMPTY_OBJECT).completed(RawJson.NULL);
        assertEquals(ToolCallStatus.COMPLETED, completed.status());
        assertNull(completed.output());
    }

    @Test
    void requireText_replacesNul() {
        assertEquals("a\uFFFD", AssistantContent.of("a\0").text());
        assertEquals("\"\\uFFFD\"", new RawJson("\"\\u0000\"").text());
    }

    @Test
    void halfOfASurrogatePair_isReplaced() {
        assertEquals("cut \uFFFD", new ItemContent.SdkHiddenContext("cut \ud83d").content());
        assertEquals("{\"text\":\"cut \\uFFFD\"}", new RawJson("{\"text\":\"cut \\ud83d\"}").text());
    }

    @Test
    void assistantContent_replacesUnpairedSurrogates() {
        assertEquals(
                "\uFFFDa\uFFFD😀\uFFFD",
                AssistantContent.of("\ude00a\ud83d😀\ud83d").text());
    }

    @Test
    void replaceInvalidWithin_keepsSurrogatesAtTheEdges() {
        assertEquals("\ude00a\uFFFDb\uFFFD\ud83d", new ThreadItemUpdate.TextDelta(0, "\ude00a\ud83db\0\ud83d").delta());
        assertEquals("\ud83d", new ThreadItemUpdate.TextDelta(0, "\ud83d").delta());
        assertEquals("\ude00", new ThreadItemUpdate.TextDelta(0, "\ude00").delta());
        assertEquals("😀", new ThreadItemUpdate.TextDelta(0, "😀").delta());
        assertEquals("", new ThreadItemUpdate.WidgetTextDelta("t", "", true).delta());
    }

    @Test
    void item_truncatesTimesToMicroseconds() {
        Instant time = Instant.parse("2026-01-02T03:04:05.123456789Z");
        assertEquals(
                Instant.parse("2026-01-02T03:04:05.123456Z"),
                new Item("i", "t", time, new ItemContent.EndOfTurn()).createdAt());
    }
}
