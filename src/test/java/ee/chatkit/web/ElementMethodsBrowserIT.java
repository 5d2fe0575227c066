package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The methods and events of the element, those of ChatKit.js, and its life in a page. */
class ElementMethodsBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    @Test
    void focusComposer_focusesIt() {
        ChatKitPage page = browser.page().open();
        page.jsAsync("await chat.focusComposer()");
        page.press("typed");
        page.waitUntil(
                "it is written",
                () -> page.waitFor("[data-composer-input]").getText().contains("typed"));
    }

    @Test
    void methods_waitForTheOptions() {
        ChatKitPage page = browser.page().openWithoutOptions("/test/page.html");
        page.js("window.sent = chat.sendUserMessage({ text: 'Early' })");
        page.setOptions("{}");
        page.jsAsync("await sent");
        page.waitForText("You said: Early");
    }

    @Test
    void setThreadId_showsAThreadAndNullTheStart() {
        String thread = browser.server().state().addThread("Pier");
        browser.server().state().addAssistantMessage(thread, "It will cost a million.");
        ChatKitPage page = browser.page().open();
        page.jsAsync("await chat.setThreadId('" + thread + "')");
        page.waitForText("It will cost a million.");
        page.jsAsync("await chat.setThreadId(null)");
        page.waitForText("What can I help with today?");
        page.waitUntil(
                "both are reported", () -> page.events("chatkit.thread.change").size() == 2);
        assertEquals(
                "[{threadId=" + thread + "}, {threadId=null}]",
                page.events("chatkit.thread.change").toString());
        assertEquals(
                "[{threadId=" + thread + "}]",
                page.events("chatkit.thread.load.start").toString());
        assertEquals(
                "[{threadId=" + thread + "}]",
                page.events("chatkit.thread.load.end").toString());
    }

    @Test
    void sendUserMessage_sendsAllItsParameters() {
        String thread = browser.server().state().addThread("Pier");
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.jsAsync("""
            await chat.sendUserMessage({ newThread: true, reply: 'quoted', toolChoice: { id: 'search' }, model: 'thorough',
              content: [{ type: 'input_text', text: 'Ask ' }, { type: 'input_tag', id: 'u1', text: 'Ada', data: { a: 1 } }],
              attachments: [{ type: 'file', id: 'atc_9', name: 'plan.pdf', mime_type: 'application/pdf' }] });\
            """);
        JsonObject input = browser.server().createInput();
        assertEquals("quoted", input.getString("quoted_text"));
        assertEquals("u1", input.getJsonArray("content").getJsonObject(1).getString("id"));
        assertEquals("atc_9", input.getJsonArray("attachments").getString(0));
        assertEquals(
                "search",
                input.getJsonObject("inference_options")
                        .getJsonObject("tool_choice")
                        .getString("id"));
        assertEquals("thorough", input.getJsonObject("inference_options").getString("model"));
        assertEquals(1, page.events("chatkit.response.start").size());
        assertEquals(1, page.events("chatkit.response.end").size());
        assertEquals(
                true, page.jsAsync("return chat.sendUserMessage({}).then(() => false, (e) => e instanceof TypeError)"));
    }

    @Test
    void setComposerValue_replacesWhatIsWritten() {
        ChatKitPage page = browser.page().open("""
            { composer: { tools: [{ id: 'search', label: 'Search', icon: 'globe' }], models: [{ id: 'a', label: 'A' }, { id: 'b', label: 'B' }] } }\
            """);
        page.jsAsync("await chat.setComposerValue({ text: 'Draft', reply: 'quoted', selectedToolId: 'search',"
                + " selectedModelId: 'b' })");
        page.waitForText("quoted");
        page.click("Send message");
        page.waitForText("You said: Draft");
        JsonObject input = browser.server().createInput();
        assertEquals("quoted", input.getString("quoted_text"));
        assertEquals("b", input.getJsonObject("inference_options").getString("model"));
        assertEquals(
                "[{toolId=search}, {toolId=null}]",
                page.events("chatkit.tool.change").toString());
    }

    @Test
    void showHistory_andHideHistory_openAndCloseIt() {
        browser.server().state().addThread("Pier");
        ChatKitPage page = browser.page().open();
        page.jsAsync("await chat.showHistory()");
        page.waitForText("Pier");
        page.jsAsync("await chat.hideHistory()");
        page.waitForNo("ck-history");
        assertEquals(Collections.singletonList(null), page.events("chatkit.history.open"));
        assertEquals(Collections.singletonList(null), page.events("chatkit.history.close"));
    }

    @Test
    void fetchUpdates_showsWhatIsNewOnTheServer() {
        String thread = browser.server().state().addThread("Pier");
        browser.server().state().addUserMessage(thread, "Question");
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.waitForText("Question");
        browser.server().state().addAssistantMessage(thread, "Answer from elsewhere");
        page.jsAsync("await chat.fetchUpdates()");
        page.waitForText("Answer from elsewhere");
    }

    @Test
    void fetchUpdates_reportsAFailure() {
        browser.expectConsoleErrors();
        String thread = browser.server().state().addThread("Pier");
        browser.server().state().addUserMessage(thread, "Question");
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.waitForText("Question");
        browser.server().nextResponse("items.list", 500, "text/html", "<h1>Oops</h1>");
        assertEquals(true, page.jsAsync("return chat.fetchUpdates().then(() => false, () => true)"));
        assertEquals(1, page.events("chatkit.error").size());
        assertTrue(page.text().contains("Question"));
    }

    @Test
    void sendCustomAction_sendsItForTheItem() {
        String thread = browser.server().state().addThread("Pier");
        String item = browser.server()
                .state()
                .addItem(thread, "{'type': 'widget', 'widget': {'type': 'Card', 'children': []}}");
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.waitForEvent("chatkit.thread.load.end");
        browser.server().nextTurn(turn -> turn.say("Done."));
        page.jsAsync("await chat.sendCustomAction({ type: 'approve', payload: { amount: 3 } }, '" + item + "')");
        page.waitForText("Done.");
        JsonObject params =
                browser.server().requests("threads.custom_action").get(0).params();
        assertEquals(item, params.getString("item_id"));
        assertEquals(3, params.getJsonObject("action").getJsonObject("payload").getInt("amount"));
        assertEquals(
                true,
                page.jsAsync("return chat.sendCustomAction({}).then(() => false, (e) => e instanceof TypeError)"));
    }

    @Test
    void ready_comesFirst_alsoForListenersThatAreAddedAfterTheNextFrame() {
        String thread = browser.server().state().addThread("Pier");
        ChatKitPage page = browser.page().openWithoutOptions("/test/page.html");
        Object events = page.jsAsync("""
            const events = [];
            chat.setOptions({ api: { url: '/api/chatkit', domainKey: 'none' }, initialThread: '%s' });
            requestAnimationFrame(() => setTimeout(() => {
              for (const name of ['ready', 'thread.change', 'thread.load.start']) {
                chat.addEventListener(`chatkit.${name}`, () => events.push(name));
              }
            }));
            while (events.length < 3) { await new Promise((resolve) => setTimeout(resolve, 20)); }
            return events.join(' ');\
            """.formatted(thread));
        assertEquals("ready thread.change thread.load.start", events);
    }

    @Test
    void effectsErrorsAndLogs_areReported() {
        browser.server().nextTurn(turn -> {
            turn.event("{'type': 'client_effect', 'name': 'confetti', 'data': {'count': 3}}");
            turn.event("{'type': 'of_the_future'}");
            turn.event("{'type': 'error', 'code': 'custom', 'message': 'No budget left', 'allow_retry': false}");
        });
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("No budget left");
        assertEquals(
                "[{data={count=3}, name=confetti}]",
                page.events("chatkit.effect").toString());
        assertEquals(
                "[{error=Error: No budget left}]", page.events("chatkit.error").toString());
        assertTrue(page.events("chatkit.log").toString().contains("unknown.event"));
    }

    @Test
    void deeplink_isReportedWhenItIsClicked() {
        String thread = browser.server().state().addThread("Pier");
        browser.server().state().addAssistantMessage(thread, "[Open the order](chatkit-link://order?id=7)");
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.waitForText("Open the order");
        page.waitFor("a[href^='chatkit-link:']").click();
        assertEquals(
                "[{data={id=7}, name=order}]", page.events("chatkit.deeplink").toString());
    }

    @Test
    void elementThatIsMoved_keepsTheConversationAndTheResponse() {
        CountDownLatch goOn = new CountDownLatch(1);
        browser.server().nextTurn(turn -> turn.sayInHalves("First half,", goOn, " second half"));
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("First half,");
        page.js("chat.remove(); window.kept = chat;");
        goOn.countDown();
        page.js("document.body.append(kept)");
        page.waitForText("First half, second half");
        page.send("More");
        page.waitForText("You said: More");
        assertEquals(1, browser.server().state().threads().size());
    }

    @Test
    void elementThatWasMovedDuringAResponse_noticesItsEnd() {
        CountDownLatch goOn = new CountDownLatch(1);
        browser.server().nextTurn(turn -> turn.sayInHalves("First half,", goOn, " second half"));
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("First half,");
        page.js("document.body.append(chat)");
        page.jsAsync("await new Promise(resolve => setTimeout(resolve, 300))");
        goOn.countDown();
        page.waitForText("First half, second half");
        page.send("More");
        page.waitForText("You said: More");
    }

    /** An element that the driver has never seen, because the driver keeps those. */
    @Test
    void removedElement_isGivenBack() {
        ChatKitPage page = browser.page().open();
        page.jsAsync("""
            const other = document.createElement('chatkit-ee');
            document.body.append(other);
            other.setOptions({ api: { url: '/api/chatkit' } });
            await other.sendUserMessage({ text: 'Hello' });
            other.remove();
            window.weak = new WeakRef(other);\
            """);
        page.waitUntil("it is collected", () -> {
            browser.chrome().command("HeapProfiler.collectGarbage", Map.of());
            return (Boolean) browser.chrome().driver.executeScript("return weak.deref() === undefined");
        });
    }

    @Test
    void openaiChatkit_isTheSameElementUnderTheNameOfPagesForChatKitJs() {
        browser.server().page("/test/openai.html", FakeChatKitServer.pageWith("openai-chatkit", "/openai-chatkit.js"));
        ChatKitPage page = browser.page().openWithoutOptions("/test/openai.html");
        page.setOptions("{}");
        page.waitFor("ck-chat");
        page.send("Hello");
        page.waitForText("You said: Hello");
        assertEquals("OPENAI-CHATKIT", page.js("return chat.tagName"));
        assertFalse(browser.chrome().requests().stream().anyMatch(url -> url.contains("cdn")));
        assertEquals(List.of(), browser.foreignRequests());
    }
}
