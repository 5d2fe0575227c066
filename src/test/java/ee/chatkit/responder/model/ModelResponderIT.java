package ee.chatkit.responder.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.ChatKitTestClient;
import ee.chatkit.server.Server;
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
class ModelResponderIT {
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void configuredModel_answersAndIsDisconnectedWithTheClient() throws Exception {
        try (var provider = FakeProvider.scripted(this::answer);
                var fixture = ServerFixture.withoutDatasource(Server.Kind.WILDFLY, environment(provider.url()))) {
            fixture.start("api/opportunities");
            var chat = ChatKitTestClient.unscoped(fixture.baseUri().resolve("api/"));
            String thread = chat.createThread("What will it cost?");
            JsonObject answer = chat.items(thread).getLast();
            assertEquals(
                    "Two million.",
                    answer.getJsonArray("content").getJsonObject(0).getString("text"));
            assertTrue(provider.head().contains("Bearer of-the-test"));

            String params = "\"thread_id\":\"" + thread + "\"," + ChatKitTestClient.input("And then?");
            try (var stream = chat.openStream("threads.add_user_message", params)) {
                stream.next("thread.item.updated");
            }
            assertTrue(provider.awaitDisconnect(), "the connection to the model is still open");
        }
    }

    /** The first answer ends, the second continues until it is disconnected. */
    private void answer(FakeProvider.Exchange exchange) throws IOException {
        exchange.beginStream();
        if (requests.incrementAndGet() == 1) {
            for (String piece : List.of("Two ", "million.")) {
                exchange.chunk(FakeProvider.event(piece));
            }
            exchange.chunk(FakeProvider.finish("stop"));
            exchange.end();
            return;
        }
        while (true) {
            exchange.chunk(FakeProvider.event("and so on "));
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
