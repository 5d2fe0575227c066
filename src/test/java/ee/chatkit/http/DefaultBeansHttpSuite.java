package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The default responder and titles. */
interface DefaultBeansHttpSuite {
    /** After the tests that need the probe application. */
    int LAST = Integer.MAX_VALUE;

    /** Deploys the WAR without application beans; returns the base URL of the API, which ends with {@code /api/}. */
    URI defaults();

    @Test
    @Order(LAST)
    default void firstUserMessage_setsTitle() {
        var rest = new RestTestClient(defaults());
        rest.delete("active-opportunity");
        String path = "threads/" + rest.create("threads", "{}");
        rest.create(path + "/items", "{\"type\":\"assistant_message\",\"content\":[]}");
        assertFalse(rest.get(path).json().containsKey("title"));
        rest.create(path + "/items", userMessage("We need 40 vans. Until May, please."));
        assertEquals("We need 40 vans.", rest.get(path).text("title"));
        rest.create(path + "/items", userMessage("Something else."));
        assertEquals("We need 40 vans.", rest.get(path).text("title"));
    }

    @Test
    @Order(LAST)
    default void titleInOpportunity_startsWithClientName() {
        var rest = new RestTestClient(defaults());
        String opportunity = rest.create("opportunities", "{\"name\":\"Fleet\",\"client_name\":\"Acme\"}");
        String path = "threads/" + rest.create("opportunities/" + opportunity + "/threads", "{}");
        rest.create(path + "/items", userMessage("word ".repeat(40)));
        // ten words with their spaces are 49 characters, and the ellipsis is the 50th
        assertEquals("Acme: " + "word ".repeat(10).strip() + "…", rest.get(path).text("title"));
    }

    @Test
    @Order(LAST)
    default void unsupportedOperation_isUnprocessable() {
        ChatKitTestClient.unscoped(defaults())
                .post("input.transcribe", "\"audio_base64\":\"AAAA\",\"mime_type\":\"audio/webm\"")
                .expectProblem(422, "unprocessable");
    }

    private static String userMessage(String text) {
        return "{\"type\":\"user_message\",\"content\":[{\"type\":\"input_text\",\"text\":\"" + text + "\"}]}";
    }
}
