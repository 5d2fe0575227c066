package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A conversation from the first message on. */
class ChatElementBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    @Test
    void firstMessage_createsAThreadAndShowsTheResponse() throws Exception {
        ChatKitPage page = browser.page().open();
        page.send("What will the pier cost?");
        page.waitForText("You said: What will the pier cost?");
        page.waitForEvent("chatkit.response.end");
        assertEquals(1, browser.server().requests("threads.create").size());
        assertEquals(1, browser.server().state().threads().size());
        browser.screenshot("chat-first-message");
    }

    @Test
    void stop_endsTheResponseAtOnceAndKeepsWhatWasSaid() {
        browser.server().nextTurn(turn -> {
            turn.delta(turn.begin("{'type': 'assistant_message', 'content': []}"), "The pier will cost");
            turn.awaitDisconnect();
        });
        ChatKitPage page = browser.page().open();
        page.send("What will the pier cost?");
        page.waitForText("The pier will cost");
        page.click("Stop response");
        page.waitForEvent("chatkit.response.end");
        assertTrue(page.text().contains("The pier will cost"));
        page.waitUntil(
                "the server notices",
                () -> !browser.server().state().abandonedTurns.isEmpty());
    }

    @Test
    void streamedText_appearsBeforeTheTurnEnds() {
        CountDownLatch goOn = new CountDownLatch(1);
        browser.server().nextTurn(turn -> turn.sayInHalves("First half,", goOn, " second half"));
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("First half,");
        assertEquals(List.of(), page.events("chatkit.response.end"));
        goOn.countDown();
        page.waitForText("First half, second half");
    }
}
