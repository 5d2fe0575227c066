package ee.chatkit.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a thread says beside its items: what fails and why, notices, progress; and what a screen reader says. */
class ThreadBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    private record Failure(int status, String body, String text) {}

    @Test
    void sending_whenItFails_saysWhyKeepsTheMessageAndSendsItAgain() {
        browser.expectConsoleErrors();
        String detail = "{\"title\": \"Bad request\", \"detail\": \"The text is too rude.\"}";
        for (Failure failure : List.of(
                new Failure(500, "x", "The server has a problem at the moment."),
                new Failure(503, "<html>Down</html>", "The server has a problem at the moment."),
                new Failure(401, "x", "Sign in and try again."),
                new Failure(403, "x", "Sign in and try again."),
                new Failure(404, "x", "It does not exist any more."),
                new Failure(413, "x", "It is too large."),
                new Failure(429, "x", "Try again in 7 seconds."),
                new Failure(504, "x", "The server did not answer in time."),
                new Failure(400, detail, "The text is too rude."),
                new Failure(200, "<html>Welcome</html>", "could not be understood"))) {
            browser.server().nextResponse("threads.create", exchange -> {
                exchange.getResponseHeaders().set("Retry-After", "7");
                FakeChatKitServer.respond(
                        exchange,
                        failure.status,
                        failure.body.startsWith("{") ? "application/problem+json" : "text/html",
                        failure.body.getBytes(UTF_8));
            });
            ChatKitPage page = browser.page().open();
            page.js("sessionStorage.clear()");
            page.send("Hello pier");
            page.waitForText(failure.text);
            assertTrue(page.text().contains("The message was not sent."), page.text());
            page.click("Send again");
            page.waitForText("You said: Hello pier");
            page.waitForNoText("The message was not sent.");
            List<FakeChatKitServer.Request> requests = browser.server().requests("threads.create");
            assertEquals(
                    requests.get(requests.size() - 2).header("Idempotency-key"),
                    requests.get(requests.size() - 1).header("Idempotency-key"));
        }
    }

    @Test
    void messageThatWasNotSent_canBeEdited() {
        browser.expectConsoleErrors();
        browser.server().nextResponse("threads.create", 500, "text/plain", "x");
        ChatKitPage page = browser.page().open();
        page.send("Hello pier");
        page.waitForText("The message was not sent.");
        page.click("Edit");
        page.waitForNoText("The message was not sent.");
        page.click("Send message");
        page.waitForText("You said: Hello pier");
    }

    /** The connection is torn, or a proxy ends the response in the middle of a message as if it were complete. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stream_thatBreaksOff_keepsWhatWasSaidAndIsRetried(boolean torn) throws Exception {
        browser.expectConsoleErrors();
        browser.server().nextTurn(turn -> breakOffInTheMiddle(turn, torn));
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("The connection broke off.");
        assertTrue(page.text().contains("Half a sentence"), page.text());
        assertEquals(torn, browser.chrome().console().toString().contains("ERR_INCOMPLETE_CHUNKED_ENCODING"));
        assertEquals(1, page.events("chatkit.error").size());
        assertEquals(1, page.events("chatkit.response.end").size());
        browser.screenshot("thread-broken-off");
        browser.server().nextTurn(turn -> turn.say("The whole sentence."));
        page.click("Try again");
        page.waitForText("The whole sentence.");
        page.waitForNoText("The connection broke off.");
        page.waitForNoText("Half a sentence");
    }

    private static void breakOffInTheMiddle(FakeTurn turn, boolean torn) throws IOException {
        turn.delta(turn.begin("{'type': 'assistant_message', 'content': []}"), "Half a sentence");
        turn.pause(100);
        if (torn) {
            turn.breakOff();
        }
    }

    @Test
    void conversation_afterItsConnectionBrokeOff_goesOnWithTheNextMessage() {
        browser.expectConsoleErrors();
        browser.server().nextTurn(turn -> breakOffInTheMiddle(turn, true));
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("The connection broke off.");
        page.send("Next message");
        page.waitForText("You said: Next message");
        page.waitForNoText("The connection broke off.");
        assertEquals(1, browser.server().requests("threads.add_user_message").size());
        page.jsAsync("await chat.fetchUpdates()");
        page.waitForText("You said: Next message");
        assertEquals(2, page.all(".item.own").size());
    }

    /** The thread may have been created by then, and the message stored: it is the same request that is sent again. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", ": connected\n\n", "data: {\"type\":\"thread.created\",\"thread\":{\"id\":\"thr_1\"}}\n\n"})
    void connection_thatIsTornBeforeTheMessageIsConfirmed_keepsTheMessage(String sent) throws Exception {
        browser.expectConsoleErrors();
        browser.server().nextResponse("threads.create", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(sent.getBytes(UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("torn");
        });
        ChatKitPage page = browser.page().open();
        page.send("Hello pier");
        page.waitForText("The message was not sent. The connection broke off.");
        assertTrue(page.text().contains("Hello pier"), page.text());
        browser.screenshot("thread-torn-message");
        page.click("Send again");
        page.waitForText("You said: Hello pier");
        page.waitForNoText("The message was not sent.");
        assertEquals(1, page.all(".item.own").size());
        List<FakeChatKitServer.Request> requests = browser.server().requests("threads.create");
        assertEquals(requests.get(0).header("Idempotency-key"), requests.get(1).header("Idempotency-key"));
        assertEquals(requests.get(0).body(), requests.get(1).body());
    }

    @Test
    void errorEvent_isShownWithRetryOnlyIfTheServerAllowsIt() {
        browser.server()
                .nextTurn(turn -> turn.event(
                        "{'type': 'error', 'code': 'custom', 'message': 'The model is busy.', 'allow_retry': true}"));
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("The model is busy.");
        browser.server()
                .nextTurn(turn -> turn.event(
                        "{'type': 'error', 'code': 'custom', 'message': 'It is forbidden.', 'allow_retry': false}"));
        page.click("Try again");
        page.waitForText("It is forbidden.");
        page.waitForNoText("Try again");
        page.click("Dismiss");
        page.waitForNoText("It is forbidden.");
    }

    @Test
    void noticesAndProgress_areShownWhileTheTurnRuns() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        browser.server().nextTurn(turn -> {
            for (String level : List.of("info", "warning", "danger", "unheard-of")) {
                turn.event("{'type': 'notice', 'level': '" + level + "', 'message': 'Message of **" + level + "**'}");
            }
            turn.event("{'type': 'progress_update', 'icon': 'search', 'text': 'Searching the archive'}");
            turn.await(goOn);
            turn.say("Found.");
        });
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("Searching the archive");
        assertEquals(4, page.all(".notice").size());
        assertEquals("danger", page.waitFor(".notice.danger strong").getText());
        browser.screenshot("thread-notices");
        page.click("Dismiss");
        page.waitUntil("one is gone", () -> page.all(".notice").size() == 3);
        goOn.countDown();
        page.waitForText("Found.");
        page.waitForNoText("Searching the archive");
    }

    @Test
    void loading_thatFails_saysWhyAndIsRetried() {
        browser.expectConsoleErrors();
        String thread = browser.server().state().addThread("Pier");
        browser.server().state().addAssistantMessage(thread, "About the pier");
        browser.server().nextResponse("items.list", 503, "text/html", "<html>");
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.waitForText("The conversation could not be loaded.");
        page.click("Try again");
        page.waitForText("About the pier");
    }

    @Test
    void lockedAndClosedThreads_sayWhy() {
        String locked = browser.server()
                .state()
                .addThread("Pier", "{'status': {'type': 'locked', 'reason': 'The surveyor reads it.'}}");
        browser.server().state().addAssistantMessage(locked, "Hello");
        String closed = browser.server().state().addThread("Quay", "{'status': {'type': 'closed'}}");
        ChatKitPage page = browser.page().open("{ initialThread: '" + locked + "' }");
        page.waitForText("This conversation is locked.");
        page.waitForText("The surveyor reads it.");
        page.jsAsync("await chat.setThreadId(arguments[0])", closed);
        page.waitForText("This conversation is closed.");
    }

    @Test
    void answer_isAnnouncedOnceWhenItIsComplete() {
        ChatKitPage page = browser.page().open();
        page.js("""
            window.announced = [];
            const region = chat.shadowRoot.querySelector('[role=status][aria-live=polite]');
            new MutationObserver(() => announced.push(region.textContent.trim()))
              .observe(region, { childList: true, characterData: true, subtree: true });\
            """);
        browser.server().nextTurn(turn -> {
            String[] words = "The **pier** will cost 44,800 in all.".split("(?<= )");
            for (String word : words) {
                turn.pause(20);
                assertTrue(!word.isEmpty());
            }
            turn.say(words);
        });
        page.send("Go");
        page.waitForEvent("chatkit.response.end");
        page.waitUntil(
                "it is announced",
                () -> ((List<?>) page.js("return announced")).contains("The pier will cost 44,800 in all."));
        assertEquals(
                1L,
                page.js("return announced.filter((text) => text.includes('pier')).length"),
                () -> String.valueOf(page.js("return announced")));
        assertEquals("off", page.waitFor("[role=log]").getDomAttribute("aria-live"));
    }
}
