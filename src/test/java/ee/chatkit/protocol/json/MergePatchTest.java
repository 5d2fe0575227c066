package ee.chatkit.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.ThreadStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
    private static final ChatThread THREAD = ChatThread.create("t1", Instant.EPOCH)
            .withTitle("T")
            .withStatus(new ThreadStatus.Locked("r"))
            .withAllowedImageDomains(List.of("a"))
            .withMetadata("{\"a\":1,\"b\":{\"c\":2}}");

    @Test
    void thread_emptyPatchChangesNothing() {
        assertEquals(THREAD, patched("{}"));
    }

    @Test
    void thread_nullRemovesMembers() {
        ChatThread bare = patched("{\"title\":null,\"status\":null,\"allowed_image_domains\":null,\"metadata\":null}");
        assertEquals(ChatThread.create("t1", Instant.EPOCH), bare);
    }

    @Test
    void thread_mergesMetadata() {
        assertEquals(
                "{\"b\":{\"c\":2,\"d\":3}}",
                patched("{\"metadata\":{\"a\":null,\"b\":{\"d\":3}}}").metadata());
    }

    @Test
    void thread_activationRemovesTheLockReason() {
        assertEquals(
                new ThreadStatus.Closed("r"),
                patched("{\"status\":{\"type\":\"closed\"}}").status());
        assertEquals(
                new ThreadStatus.Locked("s"),
                patched("{\"status\":{\"reason\":\"s\"}}").status());
        assertEquals(
                ThreadStatus.ACTIVE,
                patched("{\"status\":{\"type\":\"active\"}}").status());
    }

    @Test
    void opportunity_keepsUnnamedMembers() {
        var details = new OpportunityDetails("N", "C", "D", null, null);
        var opportunity = new Opportunity("o", details, OpportunityStatus.ACTIVE, Instant.EPOCH, Instant.EPOCH);
        Opportunity patched = OpportunityJson.readPatch(bytes("{\"client_name\":null,\"status\":\"completed\"}"))
                .apply(opportunity);
        assertEquals(new OpportunityDetails("N", null, "D", null, null), patched.details());
        assertEquals(OpportunityStatus.COMPLETED, patched.status());
        var nameless = OpportunityJson.readPatch(bytes("{\"name\":null}"));
        assertThrows(InvalidInputException.class, () -> nameless.apply(opportunity));
    }

    /** The examples of RFC 7396 that are objects. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"b\"}|{\"a\":\"c\"}|{\"a\":\"c\"}",
                "{\"a\":\"b\"}|{\"b\":\"c\"}|{\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"}|{\"a\":null}|{}",
                "{\"a\":\"b\",\"b\":\"c\"}|{\"a\":null}|{\"b\":\"c\"}",
                "{\"a\":[\"b\"]}|{\"a\":\"c\"}|{\"a\":\"c\"}",
                "{\"a\":\"c\"}|{\"a\":[\"b\"]}|{\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}}|{\"a\":{\"b\":\"d\",\"c\":null}}|{\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]}|{\"a\":[1]}|{\"a\":[1]}",
                "{\"e\":null}|{\"a\":1}|{\"e\":null,\"a\":1}",
                "{}|{\"a\":{\"bb\":{\"ccc\":null}}}|{\"a\":{\"bb\":{}}}"
            })
    void item_mergesContent(String content, String patch, String merged) {
        var item = new ThreadItem("i", "t", "note", Instant.EPOCH, content);
        assertEquals(merged, ItemJson.readPatch(bytes(patch)).apply(item).content());
    }

    private static ChatThread patched(String patch) {
        return ThreadJson.readPatch(bytes(patch)).apply(THREAD);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
