package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a server does whose application brings neither a responder nor titles of its own, seen from outside. */
interface DefaultBeansHttpSuite {
    /** After everything that needs another application. */
    int LAST = Integer.MAX_VALUE;

    /** The address under which the API is served, now by such an application; ends with {@code /api/}. */
    URI defaults();

    @Test
    @Order(LAST)
    default void theFirstUserMessageGivesTheTitle() {
        var restTestClient = new RestTestClient(defaults());
        restTestClient.delete("active-opportunity");
        String path = "threads/" + restTestClient.created("threads", "{}");
        restTestClient.created(path + "/items", "{\"type\":\"assistant_message\",\"content\":[]}");
        assertFalse(restTestClient.get(path).json().containsKey("title"));
        restTestClient.created(path + "/items", userMessage("We need 40 vans. Until May, please."));
        assertEquals("We need 40 vans.", restTestClient.get(path).text("title"));
        restTestClient.created(path + "/items", userMessage("Something else."));
        assertEquals("We need 40 vans.", restTestClient.get(path).text("title"));
    }

    @Test
    @Order(LAST)
    default void theClientStandsInFrontOfTheTitle() {
        var restTestClient = new RestTestClient(defaults());
        String opportunity = restTestClient.created("opportunities", "{\"name\":\"Fleet\",\"client_name\":\"Acme\"}");
        String path = "threads/" + restTestClient.created("opportunities/" + opportunity + "/threads", "{}");
        restTestClient.created(path + "/items", userMessage("word ".repeat(40)));
        // ten words with their spaces are 49 characters, and the ellipsis is the 50th
        assertEquals(
                "Acme: " + "word ".repeat(10).strip() + "…",
                restTestClient.get(path).text("title"));
    }

    @Test
    @Order(LAST)
    default void whatTheResponderCannotDoIsSaid() {
        ChatKitTestClient.everything(defaults())
                .ask("input.transcribe", "\"audio_base64\":\"AAAA\",\"mime_type\":\"audio/webm\"")
                .expectProblem(422, "unprocessable");
    }

    private static String userMessage(String text) {
        return "{\"type\":\"user_message\",\"content\":[{\"type\":\"input_text\",\"text\":\"" + text + "\"}]}";
    }
}
