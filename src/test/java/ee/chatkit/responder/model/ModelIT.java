package ee.chatkit.responder.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.ChatKit;
import ee.chatkit.server.ServerFixture;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The WAR on a WildFly, with a language model of the test's own in its configuration. */
class ModelIT {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aConfiguredModelAnswersAndIsLeftWhenTheClientGoesAway() throws Exception {
        try (var provider = Provider.that(this::answer);
                var fixture = ServerFixture.withoutDatasource(environment(provider.url()))) {
            fixture.start("api/opportunities");
            var chatKit = ChatKit.everything(fixture.baseUri().resolve("api/"));
            String thread = chatKit.begin("What will it cost?");
            JsonObject answer = chatKit.items(thread).getLast();
            assertEquals(
                    "Two million.",
                    answer.getJsonArray("content").getJsonObject(0).getString("text"));
            assertTrue(provider.head().contains("Bearer of-the-test"));

            String params = "\"thread_id\":\"" + thread + "\"," + ChatKit.input("And then?");
            try (var stream = chatKit.open("threads.add_user_message", params)) {
                stream.next("thread.item.updated");
            }
            assertTrue(provider.wasLeft(), "the model still talks to nobody");
        }
    }

    /** The first answer ends, the second goes on until nobody listens. */
    private void answer(Provider.Exchange exchange) throws IOException {
        exchange.beginStream();
        if (asked.incrementAndGet() == 1) {
            for (String piece : List.of("Two ", "million.")) {
                exchange.chunk(Provider.event(piece));
            }
            exchange.chunk(Provider.finish("stop"));
            exchange.end();
            return;
        }
        while (true) {
            exchange.chunk(Provider.event("and so on "));
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Map<String, String> environment(URI provider) {
        return Map.of(
                "CHATKIT_ANONYMOUS_USER", "demo",
                "CHATKIT_MODEL_NAME", "m",
                "CHATKIT_MODEL_BASE_URL", provider.toString(),
                "CHATKIT_MODEL_API_KEY", "of-the-test",
                "CHATKIT_MODEL_TITLE", "false");
    }
}
