package ee.chatkit.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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

    @Test
    void stream_thatBreaksOff_keepsWhatWasSaidAndIsRetried() throws Exception {
        browser.expectConsoleErrors();
        browser.server().nextTurn(turn -> {
            turn.delta(turn.begin("{'type': 'assistant_message', 'content': []}"), "Half a sentence");
            turn.pause(100);
            turn.breakOff();
        });
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("The connection broke off.");
        assertTrue(page.text().contains("Half a sentence"), page.text());
        browser.screenshot("thread-broken-off");
        browser.server().nextTurn(turn -> turn.say("The whole sentence."));
        page.click("Try again");
        page.waitForText("The whole sentence.");
        page.waitForNoText("The connection broke off.");
        page.waitForNoText("Half a sentence");
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
