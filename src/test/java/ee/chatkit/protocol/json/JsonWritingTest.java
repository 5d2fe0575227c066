package ee.chatkit.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.model.Page;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.ThreadStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWritingTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.600Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "{}|}",
                "{ }|}",
                " { } |}",
                "{\"a\":1}|,\"a\":1}",
                "{\"a\": 1, \"b\": [ ]}|,\"a\": 1, \"b\": [ ]}",
                " {  \"a\":{}}|,\"a\":{}}"
            })
    void item_isEnvelopeAndStoredText(String content, String rest) {
        var item = new ThreadItem("i\"1", "t1", "task", TIME, content);
        assertEquals(
                "{\"id\":\"i\\\"1\",\"thread_id\":\"t1\",\"created_at\":\"2026-01-02T03:04:05.600000Z\",\"type\":\"task\""
                        + rest,
                ItemJson.write(item));
    }

    @Test
    void item_keepsStoredTextUnchanged() {
        String content = "{\"n\":1.50E+2,\"n\":-0,\"u\":\"\\u00e9\\/\"}";
        assertEquals(
                content.substring(1),
                ItemJson.write(new ThreadItem("i", "t", "x", TIME, content)).split("\"type\":\"x\",", 2)[1]);
    }

    @Test
    void page_hasAfterOnlyIfThereIsMore() {
        assertEquals("{\"data\":[],\"has_more\":false}", page(List.of(), null));
        assertEquals("{\"data\":[1,2],\"has_more\":true,\"after\":\"2~a\"}", page(List.of("1", "2"), "2~a"));
    }

    private static String page(List<String> data, String after) {
        return ResponseJson.page(new Page<>(data, after), entry -> entry);
    }

    @Test
    void thread_omitsNulls() {
        ChatThread thread = ChatThread.create("t1", TIME);
        assertEquals(
                "{\"id\":\"t1\",\"created_at\":\"2026-01-02T03:04:05.600000Z\",\"updated_at\":\"2026-01-02T03:04:05.600000Z\","
                    + "\"status\":{\"type\":\"active\"},\"metadata\":{},\"pinned\":false,\"archived\":false,\"labels\":[]}",
                ThreadJson.write(thread));
        String full = ThreadJson.write(thread.withTitle("T")
                .withOpportunityId("o1")
                .withStatus(new ThreadStatus.Closed("done"))
                .withAllowedImageDomains(List.of())
                .withMetadata("{\"a\": 1}"));
        assertEquals(
                "{\"id\":\"t1\",\"opportunity_id\":\"o1\",\"created_at\":\"2026-01-02T03:04:05.600000Z\","
                        + "\"updated_at\":\"2026-01-02T03:04:05.600000Z\",\"title\":\"T\","
                        + "\"status\":{\"type\":\"closed\",\"reason\":\"done\"},"
                        + "\"allowed_image_domains\":[],\"metadata\":{\"a\": 1},"
                        + "\"pinned\":false,\"archived\":false,\"labels\":[]}",
                full);
    }

    @Test
    void opportunity_omitsNulls() {
        var opportunity =
                new Opportunity("o1", OpportunityDetails.named("N"), OpportunityStatus.COMPLETED, Instant.EPOCH, TIME);
        assertEquals(
                "{\"id\":\"o1\",\"name\":\"N\",\"status\":\"completed\",\"created_at\":\"1970-01-01T00:00:00.000000Z\","
                        + "\"updated_at\":\"2026-01-02T03:04:05.600000Z\"}",
                OpportunityJson.write(opportunity));
    }

    @Test
    void problemDetail_hasNoTextThatClientsCannotRead() {
        var problem = ProblemType.NOT_FOUND.problem("thread a\u0000b\ud800 not found");
        assertEquals("thread a\ufffdb\ufffd not found", problem.detail());
    }

    @Test
    void problem_hasTheMembersOfRfc9457() {
        var problemDocument = new ProblemDocument("urn:x", "T", 404, "d", null, null);
        assertEquals("{\"type\":\"urn:x\",\"title\":\"T\",\"status\":404,\"detail\":\"d\"}", problemDocument.toJson());
        assertFalse(problemDocument.toJson().contains("null"));
    }
}
