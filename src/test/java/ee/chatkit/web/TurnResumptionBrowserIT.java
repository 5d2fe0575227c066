package ee.chatkit.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that go on without their connection: they are resumed after a fault, and followed after a reload. */
class TurnResumptionBrowserIT {
    private static final String MESSAGE = "{'type': 'assistant_message', 'content': []}";
    private static final String HEADER = "Chatkit-on-disconnect";

    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    @BeforeEach
    void enableTurns() {
        turns().enabled = true;
    }

    private static FakeTurns turns() {
        return browser.server().state().journal;
    }

    /** A script that says pieces of a text, and something happens before the second one. */
    private static FakeTurn.Script says(FakeTurn.Script beforeSecond, String... pieces) {
        return turn -> turn.say(() -> Stream.of(pieces)
                .peek(piece -> {
                    if (piece.equals(pieces[1])) {
                        runUnchecked(beforeSecond, turn);
                    }
                })
                .iterator());
    }

    private static void runUnchecked(FakeTurn.Script script, FakeTurn turn) {
        try {
            script.run(turn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String responses(ChatKitPage page) {
        return (String) page.js("return [...(chat?.shadowRoot?.querySelectorAll('.item:not(.own) ck-markdown') ?? [])]"
                + ".map((text) => text.innerText.trim()).join('|')");
    }

    private static void assertNoError(ChatKitPage page) {
        assertEquals(List.of(), page.events("chatkit.error"));
        assertEquals(0, page.all("[role='alert']").size());
        assertEquals(1, page.events("chatkit.response.end").size());
    }

    /** The connection is torn, or a proxy ends the response as if it were complete. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stream_thatBreaksOff_isResumedWithTheSameText(boolean torn) {
        browser.expectConsoleErrors();
        browser.server()
                .nextTurn(says(
                        turn -> {
                            if (torn) {
                                turn.tear();
                            } else {
                                turn.cut();
                            }
                        },
                        "The pier ",
                        "will cost ",
                        "about **44,800**."));
        ChatKitPage page = browser.page().open();
        page.send("What will the pier cost?");
        page.waitForEvent("chatkit.response.end");
        page.waitForText("about 44,800.");
        assertEquals("The pier will cost about 44,800.", responses(page));
        assertNoError(page);
        assertEquals(
                "continue", browser.server().requests("threads.create").get(0).header(HEADER));
        assertEquals(List.of("GET /api/turns/trn_1/events?after=5"), turns().requests("/events"));
        assertEquals(1, page.all(".item.own").size());
    }

    @Test
    void stream_thatBreaksOffBetweenItsItems_isResumed() {
        browser.expectConsoleErrors();
        browser.server().nextTurn(turn -> {
            turn.pause(200);
            turn.cut();
            turn.pause(200);
            turn.say("First item.");
            turn.tear();
            turn.say("Second item.");
        });
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForEvent("chatkit.response.end");
        page.waitForText("Second item.");
        assertEquals("First item.|Second item.", responses(page));
        assertNoError(page);
    }

    @Test
    void server_thatIsUnavailable_isAskedAgainUntilItIsBack() throws Exception {
        browser.expectConsoleErrors();
        turns().eventsStatus = 503;
        browser.server().nextTurn(says(FakeTurn::tear, "First half,", " second half"));
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("Reconnecting…");
        page.waitUntil("it has tried twice", () -> turns().requests("/events").size() >= 2);
        assertTrue(page.text().contains("First half,"), page.text());
        page.control("Stop response");
        browser.screenshot("thread-reconnecting");
        turns().eventsStatus = 200;
        page.waitForEvent("chatkit.response.end");
        page.waitForText("First half, second half");
        page.waitForNoText("Reconnecting…");
        assertNoError(page);
    }

    @Test
    void network_thatIsGoneForATime_losesNothing() {
        browser.expectConsoleErrors();
        CountDownLatch offline = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        browser.server().nextTurn(turn -> {
            String id = turn.begin(MESSAGE);
            turn.delta(id, "First half,");
            turn.await(offline);
            turn.tear();
            turn.delta(id, " second half");
            turn.await(goOn);
            turn.done(FakeProtocol.json("{\"id\": \"" + id + "\", \"type\": \"assistant_message\", \"content\": ["
                    + FakeProtocol.outputText("First half, second half") + "]}"));
        });
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("First half,");
        browser.network(false);
        offline.countDown();
        page.waitForText("Reconnecting…");
        assertEquals(List.of(), page.events("chatkit.response.end"));
        browser.network(true);
        page.waitForText("First half, second half");
        page.waitForNoText("Reconnecting…");
        goOn.countDown();
        page.waitForEvent("chatkit.response.end");
        assertEquals("First half, second half", responses(page));
        assertNoError(page);
    }

    @Test
    void turn_thatIsNoLongerKnown_isReadFromTheThread() {
        browser.expectConsoleErrors();
        turns().eventsStatus = 404;
        browser.server().nextTurn(says(FakeTurn::tear, "First half,", " second half"));
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForEvent("chatkit.response.end");
        page.waitForText("First half, second half");
        assertEquals("First half, second half", responses(page));
        assertNoError(page);
    }

    @Test
    void turn_thatMayNotBeRead_hasFailed() {
        browser.expectConsoleErrors();
        turns().eventsStatus = 403;
        browser.server().nextTurn(says(FakeTurn::tear, "First half,", " second half"));
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("Sign in and try again.");
        assertEquals(1, page.events("chatkit.error").size());
        assertEquals(1, page.events("chatkit.response.end").size());
        page.waitForNoText("Reconnecting…");
        page.control("Try again");
    }

    @Test
    void turn_whoseServerHasDied_hasFailedAndIsRetried() {
        browser.expectConsoleErrors();
        browser.server().nextTurn(turn -> {
            turn.delta(turn.begin(MESSAGE), "First half,");
            turn.tear();
            turn.event("{'type': 'error', 'code': 'stream.error', 'allow_retry': true}");
        });
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("The response failed.");
        browser.server().nextTurn(turn -> turn.say("The whole sentence."));
        page.click("Try again");
        page.waitForText("The whole sentence.");
        page.waitForNoText("First half,");
    }

    @Test
    void stop_cancelsTheTurnAndReceivesItsEnd() {
        browser.server().nextTurn(turn -> {
            String id = turn.begin(MESSAGE);
            turn.delta(id, "The pier");
            turn.awaitCancel();
            turn.done(FakeProtocol.json("{\"id\": \"" + id + "\", \"type\": \"assistant_message\", \"content\": ["
                    + FakeProtocol.outputText("The pier will") + "]}"));
        });
        ChatKitPage page = browser.page().open();
        page.send("What will the pier cost?");
        page.waitForText("The pier");
        page.click("Stop response");
        page.waitForEvent("chatkit.response.end");
        page.waitForText("The pier will");
        assertNoError(page);
        assertEquals(List.of("POST /api/turns/" + turns().last().id + "/cancel"), turns().requests("/cancel"));
        page.control("Send message");
    }

    /** The server does not end the turn, or cannot be told to. */
    @ParameterizedTest
    @ValueSource(ints = {202, 404})
    void stop_endsAResponseThatDoesNotEndByItself(int status) {
        browser.expectConsoleErrors();
        turns().cancelStatus = status;
        CountDownLatch goOn = new CountDownLatch(1);
        browser.server().nextTurn(turn -> {
            turn.delta(turn.begin(MESSAGE), "The pier");
            turn.await(goOn);
        });
        ChatKitPage page = browser.page().open();
        page.send("What will the pier cost?");
        page.waitForText("The pier");
        page.click("Stop response");
        page.waitForEvent("chatkit.response.end");
        goOn.countDown();
        assertTrue(page.text().contains("The pier"), page.text());
        assertNoError(page);
        page.control("Send message");
    }

    @Test
    void reload_followsTheTurnFromItsBeginning() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        browser.server().nextTurn(turn -> {
            turn.event("{'type': 'client_effect', 'name': 'open', 'data': {}}");
            turn.say("It depends ", "on the wood.");
            turn.sayInHalves("First half,", goOn, " second half");
            turn.awaitCancel();
        });
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("First half,");
        String thread = browser.server().state().threads().get(0).getString("id");
        String options = "{ initialThread: '" + thread + "' }";
        page.open(options);
        page.waitForText("First half,");
        page.control("Stop response");
        assertEquals("It depends on the wood.|First half,", responses(page));
        assertEquals(1, page.all(".item.own").size());
        assertEquals(List.of(), page.events("chatkit.effect"), "the page before has had it");
        browser.screenshot("thread-followed");
        goOn.countDown();
        page.waitForText("First half, second half");
        assertEquals("It depends on the wood.|First half, second half", responses(page));
        page.click("Stop response");
        page.waitForEvent("chatkit.response.end");
        assertEquals(1, turns().requests("/cancel").size());
    }

    @Test
    void thread_whoseResponseHasNotBegun_saysThatItIsBeingWritten() {
        CountDownLatch goOn = new CountDownLatch(1);
        browser.server().nextTurn(turn -> {
            turn.await(goOn);
            turn.say("Here it is.");
        });
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitUntil(
                "the server has the message",
                () -> page.all(".item.own:not(.pending)").size() == 1);
        String thread = browser.server().state().threads().get(0).getString("id");
        page.open();
        page.jsAsync("await chat.setThreadId(arguments[0])", thread);
        page.waitForText("A response is still being written…");
        page.write("Next question");
        page.control("Stop response");
        goOn.countDown();
        page.waitForText("Here it is.");
        page.waitForNoText("still being written");
        page.click("Send message");
        page.waitForText("You said: Next question");
        assertEquals(0, page.events("chatkit.error").size());
    }

    @Test
    void turnOfAnotherPage_isFollowedWhenThePageIsSeenAgain() {
        CountDownLatch goOn = new CountDownLatch(1);
        String thread = browser.server().state().addThread("Pier 4");
        browser.server().state().addUserMessage(thread, "Question");
        browser.server().state().addAssistantMessage(thread, "Answer");
        browser.server().nextTurn(says(turn -> turn.await(goOn), "First half,", " second half"));
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.waitForText("Answer");
        page.js("""
            fetch('/api/chatkit', {
              method: 'POST',
              headers: { 'Content-Type': 'application/json', 'ChatKit-On-Disconnect': 'continue' },
              body: JSON.stringify({ type: 'threads.add_user_message', params: { thread_id: arguments[0], input: {
                content: [{ type: 'input_text', text: 'From the other page' }], attachments: [], inference_options: {} } } }),
            })\
            """, thread);
        page.waitUntil("it follows the turn", () -> {
            page.js("document.dispatchEvent(new Event('visibilitychange'))");
            return page.text().contains("First half,");
        });
        page.waitForText("From the other page");
        assertTrue(
                turns().requests("/threads/").size() <= 6,
                () -> turns().requests().toString());
        goOn.countDown();
        page.waitForText("First half, second half");
        assertEquals("Answer|First half, second half", responses(page));
        page.waitForEvent("chatkit.response.end");
    }

    @Test
    void turnOfASecondTab_goesOnAndIsStoppedInTheFirst() {
        String thread = browser.server().state().addThread("Pier 4");
        browser.server().state().addAssistantMessage(thread, "Answer");
        browser.server().nextTurn(says(FakeTurn::awaitCancel, "First half,", " and a little more"));
        String options = "{ initialThread: '" + thread + "' }";
        ChatKitPage page = browser.page().open(options);
        page.waitForText("Answer");
        // it is not asked again at once
        page.jsAsync("await new Promise((resolve) => setTimeout(resolve, 2000))");
        browser.inSecondTab(() -> {
            ChatKitPage second = browser.page().open(options);
            second.send("From the second tab");
            second.waitForText("First half,");
        });
        page.waitForText("First half,");
        page.waitForText("From the second tab");
        page.click("Stop response");
        page.waitForEvent("chatkit.response.end");
        page.waitForText("First half, and a little more");
        assertEquals(1, turns().requests("/cancel").size());
    }

    @Test
    void fetchUpdates_followsTheTurnThatIsRunning() {
        String thread = browser.server().state().addThread("Pier 4");
        browser.server().state().addAssistantMessage(thread, "Answer");
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.waitForText("Answer");
        FakeTurns.Journal turn = turns().begin(thread);
        turn.append(FakeProtocol.json("{'type': 'progress_update', 'text': 'Counting piles'}"));
        page.jsAsync("await chat.fetchUpdates()");
        page.waitForText("Counting piles");
        turn.end();
        page.waitForEvent("chatkit.response.end");
        page.waitForNoText("Counting piles");
        assertNoError(page);
    }

    @Test
    void serverWithoutTurns_isAskedForThemOnceAndBehavesAsBefore() {
        browser.expectConsoleErrors();
        turns().enabled = false;
        List<String> threads = Stream.of("One", "Two")
                .map(title -> {
                    String thread = browser.server().state().addThread(title);
                    browser.server().state().addAssistantMessage(thread, "Answer " + title);
                    return thread;
                })
                .toList();
        ChatKitPage page = browser.page().open("{ initialThread: '" + threads.get(0) + "' }");
        page.waitForText("Answer One");
        page.waitUntil("it has asked", () -> !turns().requests().isEmpty());
        page.jsAsync(
                "await new Promise((resolve) => setTimeout(resolve, 200)); await chat.setThreadId(arguments[0])",
                threads.get(1));
        page.waitForText("Answer Two");
        browser.server().nextTurn(turn -> {
            turn.delta(turn.begin(MESSAGE), "Half a sentence");
            turn.pause(100);
            turn.breakOff();
        });
        page.send("Go");
        page.waitForText("The connection broke off.");
        assertEquals(List.of("GET /api/threads/" + threads.get(0) + "/turns"), turns().requests());
        browser.server().nextTurn(turn -> {
            turn.delta(turn.begin(MESSAGE), "The pier");
            turn.awaitDisconnect();
        });
        page.click("Try again");
        page.waitForText("The pier");
        page.click("Stop response");
        page.waitUntil(
                "the server notices",
                () -> !browser.server().state().abandonedTurns.isEmpty());
    }

    /** The server may be one that goes on with the turns of all clients. */
    @Test
    void optionResumeFalse_stopEndsTheResponseAtOnceAndTellsTheServer() {
        browser.server().nextResponse("threads.create", exchange -> {
            FakeTurns.Journal turn = turns().begin("thr_1");
            exchange.getResponseHeaders().set("ChatKit-Turn", turn.id);
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            String event = FakeProtocol.json("{'type': 'progress_update', 'text': 'Counting piles'}")
                    .toString();
            exchange.getResponseBody().write(("data: " + event + "\n\n").getBytes(UTF_8));
            exchange.getResponseBody().flush();
            turn.awaitCancel();
        });
        ChatKitPage page = browser.page().open("{ api: { url: '/api/chatkit', resume: false } }");
        page.send("Go");
        page.waitForText("Counting piles");
        page.click("Stop response");
        page.waitForEvent("chatkit.response.end");
        page.waitUntil("the server is told", () -> turns().requests("/cancel").size() == 1);
    }

    @Test
    void optionResumeFalse_asksForNothing() {
        String thread = browser.server().state().addThread("Pier 4");
        browser.server().state().addAssistantMessage(thread, "Answer");
        ChatKitPage page =
                browser.page().open("{ api: { url: '/api/chatkit', resume: false }, initialThread: '" + thread + "' }");
        page.waitForText("Answer");
        page.send("Go");
        page.waitForText("You said: Go");
        assertNull(browser.server().requests("threads.add_user_message").get(0).header(HEADER));
        assertEquals(List.of(), turns().requests());
    }

    /** A header that a server does not allow to pages of other origins would keep the request from being sent at all. */
    @ParameterizedTest
    @CsvSource({
        "https://chat.example.com/api/chatkit, undefined, false",
        "https://chat.example.com/api/chatkit, true, true",
        "https://chat.example.com/x/api/opportunities/opp_1/chatkit, true, true",
        "https://chat.example.com/chat, true, false",
        "/api/opportunities/opp_1/chatkit, undefined, true",
        "/chatkit, undefined, false"
    })
    void header_isSentToTheSameOriginOrIfThePageSaysSo(String url, String resume, boolean sent) {
        browser.expectConsoleErrors();
        ChatKitPage page = browser.page().open("""
            { api: { url: '%s', resume: %s, fetch: async (url, init) => {
                (window.sent ??= []).push('ChatKit-On-Disconnect' in init.headers);
                return new Response('{}', { status: 500 });
              } } }\
            """.formatted(url, resume));
        page.send("Go");
        page.waitForText("The message was not sent.");
        assertEquals(List.of(sent), page.js("return window.sent"));
    }
}
