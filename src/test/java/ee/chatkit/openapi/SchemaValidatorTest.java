package ee.chatkit.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The validator itself detects errors. */
class SchemaValidatorTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.packaged();
    private static final SchemaValidator SCHEMAS = new SchemaValidator(DOCUMENT);

    @ParameterizedTest
    @CsvSource({
        "Opportunity, Opportunity, ''",
        "Thread, Thread, ''",
        "Thread, Thread, /status",
        "ChatKitThread, ChatKitThread, /items",
        "Item, UserMessage, ''",
        "Item, UserMessage, /content/0",
        "Attachment, AnnouncedFile, ''",
        "Attachment, AnnouncedFile, /upload_descriptor",
        "ThreadStreamEvent, ThreadCreatedEvent, /thread",
        "ThreadStreamEvent, ItemUpdatedEvent, /update",
        "ThreadStreamEvent, ItemDoneEvent, /item/content/0"
    })
    void undescribedOrMissingMember_isAnError(String schema, String example, String place) {
        JsonNode right = DOCUMENT.at("#/components/examples/" + example + "/value");
        assertEquals(0, SCHEMAS.errors(schema, right).size());
        JsonNode more = right.deepCopy();
        ((ObjectNode) more.at(place)).put("undescribed", 1);
        assertFalse(SCHEMAS.errors(schema, more).isEmpty());
        JsonNode less = right.deepCopy();
        ((ObjectNode) less.at(place)).removeAll();
        assertFalse(SCHEMAS.errors(schema, less).isEmpty());
    }
}
