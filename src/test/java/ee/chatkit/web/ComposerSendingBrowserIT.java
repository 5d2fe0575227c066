package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** Messages are sent once, and none is lost: failures, reloads, drafts, and why a message cannot be sent. */
class ComposerSendingBrowserIT {
    private static final String ADD = "threads.add_user_message";

    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    /** The response begins, and then the connection breaks. */
    private static final HttpHandler LOST = exchange -> {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        exchange.close();
    };

    @Test
    void messageThatFailed_isOfferedAgainAndSentWithTheSameKey() throws Exception {
        browser.server()
                .nextResponse(
                        "threads.create",
                        exchange -> FakeProtocol.problem(exchange, 503, "The server is being updated."));
        ChatKitPage page = browser.page().open();
        page.write("What will the pier cost?");
        page.press(Keys.ENTER);
        page.waitForText("The message was not sent.");
        page.waitForText("What will the pier cost?");
        browser.screenshot("composer-send-failed");
        page.click("Send again");
        page.waitForText("You said: What will the pier cost?");
        assertEquals(1, browser.server().state().threads().size());
        assertSameKeys("threads.create", 2);
    }

    @Test
    void messageThatFailed_canBeEdited() {
        browser.server().nextResponse("threads.create", 500, "text/html", "<h1>Bad gateway</h1>");
        ChatKitPage page = browser.page().open();
        page.write("What will the pear cost?");
        page.press(Keys.ENTER);
        page.waitForText("The message was not sent.");
        page.click("Edit");
        page.waitForNoText("The message was not sent.");
        page.waitForWritten("What will the pear cost?");
        page.press(Keys.BACK_SPACE, Keys.ENTER);
        page.waitForText("You said: What will the pear cost");
        var requests = browser.server().requests("threads.create");
        assertNotEquals(
                requests.get(0).header("Idempotency-key"), requests.get(1).header("Idempotency-key"));
    }

    @Test
    void messageThatWasRejected_keepsItsReasonOverAReloadAndCanBeRemoved() {
        browser.server().nextResponse("threads.create", 413, "application/problem+json", """
            {"type": "urn:chatkit:problem:too-large", "status": 413, "detail": "The message has 9 characters; at most 5"}
            """);
        ChatKitPage page = browser.page().open();
        page.write("Too long.");
        page.press(Keys.ENTER);
        page.waitForText("The message has 9 characters; at most 5");
        page.open();
        page.waitForText("The message has 9 characters; at most 5");
        page.click("Remove");
        page.waitForNoText("Too long.");
        page.open();
        page.write("Short");
        page.press(Keys.ENTER);
        page.waitForText("You said: Short");
    }

    @Test
    void enterTwice_sendsOnce() {
        CountDownLatch goOn = new CountDownLatch(1);
        browser.server().nextTurn(turn -> turn.await(goOn));
        ChatKitPage page = browser.page().open();
        page.write("Once");
        page.press(Keys.ENTER, Keys.ENTER);
        page.waitForText("Once");
        goOn.countDown();
        page.waitForEvent("chatkit.response.end");
        assertEquals(
                1,
                browser.server().requests().size(),
                browser.server().requests().toString());
    }

    @Test
    void sendAgainTwice_sendsOnce() {
        browser.server().nextResponse("threads.create", LOST);
        ChatKitPage page = browser.page().open();
        page.write("Once");
        page.press(Keys.ENTER);
        page.waitForText("The message was not sent.");
        page.js("""
            const again = [...chat.shadowRoot.querySelectorAll('button')].find((button) => button.textContent.trim() === 'Send again');
            again.click();
            again.click();
            """);
        page.waitForText("You said: Once");
        assertSameKeys("threads.create", 2);
        assertEquals(1, browser.server().state().threads().size());
    }

    @Test
    void messageThatWasStoredWithoutAConfirmation_isNotSentAgainAfterAReload() {
        String thread = browser.server().state().addThread("Pier");
        browser.server().nextResponse(ADD, exchange -> {
            browser.server().state().addUserMessage(thread, "Stored");
            browser.server().state().addAssistantMessage(thread, "It is stored.");
            LOST.handle(exchange);
        });
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.write("Stored");
        page.press(Keys.ENTER);
        page.waitForText("The message was not sent.");
        page.open("{ initialThread: '" + thread + "' }");
        page.waitForText("It is stored.");
        page.waitForNoText("The message was not sent.");
        assertEquals(1, browser.server().requests(ADD).size());
    }

    @Test
    void messageThatWasBeingSentDuringAReload_isOfferedAgainWithItsKey() {
        browser.server().nextResponse("threads.create", exchange -> {
            // the page is gone before there is a response
            try {
                Thread.sleep(3000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        ChatKitPage page = browser.page().open();
        page.write("Do not forget me");
        page.press(Keys.ENTER);
        page.waitUntil(
                "it is being sent",
                () -> browser.server().requests("threads.create").size() == 1);
        page.open();
        page.waitForText("Do not forget me");
        page.click("Send again");
        page.waitForText("You said: Do not forget me");
        assertSameKeys("threads.create", 2);
        page.open();
        page.waitForNoText("Do not forget me");
    }

    @Test
    void requestThatIsStillProcessed_isRepeatedUntilItsAnswerIsThere() {
        browser.server().nextResponse("threads.create", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "1");
            FakeProtocol.problem(exchange, 409, "A request with this key is being processed.");
        });
        ChatKitPage page = browser.page().open();
        page.send("Patience");
        page.waitForText("You said: Patience");
        assertSameKeys("threads.create", 2);
        assertEquals(List.of(), page.events("chatkit.error"));
    }

    @Test
    void drafts_belongToTheirThreadsAndSurviveAReload() {
        String thread = browser.server().state().addThread("Pier");
        ChatKitPage page = browser.page().open();
        page.write("For a new conversation");
        page.jsAsync("await chat.setThreadId(arguments[0])", thread);
        page.waitForWritten("");
        page.write("For the pier");
        page.jsAsync("await chat.setThreadId(null)");
        page.waitForWritten("For a new conversation");
        page.open("{ initialThread: '" + thread + "' }");
        page.waitForWritten("For the pier");
        page.press(Keys.TAB);
        page.jsAsync("await chat.focusComposer()");
        page.press("!", Keys.ENTER);
        page.waitForText("You said: For the pier!");
        page.open("{ initialThread: '" + thread + "' }");
        page.waitForText("You said: For the pier!");
        page.waitForWritten("");
    }

    @Test
    void escape_stopsTheResponse() {
        browser.server().nextTurn(turn -> {
            turn.delta(turn.begin("{'type': 'assistant_message', 'content': []}"), "The pier will cost");
            turn.awaitDisconnect();
        });
        ChatKitPage page = browser.page().open();
        page.send("Stop me");
        page.waitForText("The pier will cost");
        page.press(Keys.ESCAPE);
        page.waitForEvent("chatkit.response.end");
        page.waitForNo("button[aria-label='Stop response']");
        assertTrue(page.text().contains("The pier will cost"));
    }

    @Test
    void responseThatCannotBeCancelled_hasNoStop() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        browser.server().nextTurn(turn -> {
            turn.event("{'type': 'stream_options', 'stream_options': {'allow_cancel': false}}");
            turn.say("Working");
            turn.await(goOn);
        });
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("Working");
        page.waitForNo("button[aria-label='Stop response']");
        page.press("Next");
        page.press(Keys.ENTER);
        page.waitForText("Please wait for the response.");
        browser.screenshot("composer-running");
        goOn.countDown();
        page.waitForEvent("chatkit.response.end");
        page.waitForNoText("Please wait for the response");
        page.waitForWritten("Next");
    }

    @Test
    void closedThread_saysWhyNothingCanBeWritten() throws Exception {
        String thread = browser.server()
                .state()
                .addThread("Pier", "{'status': {'type': 'closed', 'reason': 'The pier was built.'}}");
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.waitForText("The pier was built.");
        assertNotNull(page.control("New conversation"));
        browser.screenshot("composer-closed");
        page.jsAsync("await chat.setThreadId(null)");
        page.send("Something else");
        page.waitForText("You said: Something else");
    }

    @Test
    void newConversation_isBegunInTheEditor() {
        String thread = browser.server().state().addThread("Pier");
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.waitForText("Pier");
        page.click("New conversation");
        page.waitUntil("the focus is in the editor", () -> (Boolean)
                page.js("return chat.shadowRoot.activeElement?.hasAttribute('data-composer-input') === true"));
    }

    private static void assertSameKeys(String type, int count) {
        var keys = browser.server().requests(type).stream()
                .map(request -> request.header("Idempotency-key"))
                .toList();
        assertEquals(count, keys.size());
        assertNotNull(keys.get(0));
        assertEquals(1, keys.stream().distinct().count(), keys.toString());
    }
}
