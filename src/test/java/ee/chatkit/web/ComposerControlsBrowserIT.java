package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The controls of the composer: models, tools, quotations, dictation; and what a page sets. */
class ComposerControlsBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    private static final String OPTIONS = """
        { composer: {
          placeholder: 'Ask about the pier',
          models: [{ id: 'quick', label: 'Quick', description: 'Answers at once' }, { id: 'thorough', label: 'Thorough', default: true },
            { id: 'huge', label: 'Huge', disabled: true }],
          tools: [{ id: 'search', label: 'Search the web', shortLabel: 'Search', icon: 'globe', placeholderOverride: 'Search for' },
            { id: 'plan', label: 'Make a plan', icon: 'lightbulb', persistent: true }, { id: 'deep', label: 'Deep research', icon: 'lab', pinned: true }],
          dictation: { enabled: true } } }\
        """;

    @Test
    void chosenModel_isSent() throws Exception {
        ChatKitPage page = browser.page().open(OPTIONS);
        page.click("Model: Thorough");
        page.waitForText("Answers at once");
        browser.screenshot("composer-models");
        assertEquals("true", page.waitFor("[role=menuitemradio][aria-disabled]").getDomAttribute("aria-disabled"));
        page.press(Keys.ARROW_UP, Keys.ENTER);
        page.waitForNo("[role=menu]");
        // the focus is in the editor again
        page.press("Hello", Keys.ENTER);
        page.waitForText("You said: Hello");
        assertEquals("quick", inference(0).getString("model"));
    }

    @Test
    void disabledModel_isNotChosen() {
        ChatKitPage page = browser.page().open(OPTIONS);
        page.click("Model: Thorough");
        page.waitFor("[role=menu]");
        page.press("h", Keys.ENTER);
        page.press(Keys.ESCAPE);
        page.waitForNo("[role=menu]");
        assertEquals("Model: Thorough", page.js("return chat.shadowRoot.activeElement.getAttribute('aria-label')"));
    }

    @Test
    void tool_isSentOnceUnlessItIsPersistent() throws Exception {
        ChatKitPage page = browser.page().open(OPTIONS);
        page.click("Tools");
        page.waitForText("Make a plan");
        browser.screenshot("composer-tools");
        page.press(Keys.ENTER);
        page.waitForText("Search");
        assertEquals("Search for", page.waitFor("[data-composer-input]").getDomAttribute("aria-placeholder"));
        assertEquals("true", page.control("Search the web").getDomAttribute("aria-pressed"));
        browser.screenshot("composer-tool");
        page.press("First", Keys.ENTER);
        page.waitForText("You said: First");
        page.jsAsync("await chat.setComposerValue({ selectedToolId: 'plan' })");
        page.press("Second", Keys.ENTER);
        page.waitForText("You said: Second");
        page.press("Third", Keys.ENTER);
        page.waitForText("You said: Third");
        assertEquals("search", inference(0).getJsonObject("tool_choice").getString("id"));
        assertEquals("plan", inference(1).getJsonObject("tool_choice").getString("id"));
        assertEquals("plan", inference(2).getJsonObject("tool_choice").getString("id"));
        assertEquals(
                "[{toolId=search}, {toolId=null}, {toolId=plan}]",
                page.events("chatkit.tool.change").toString());
    }

    @Test
    void pinnedTool_isTurnedOnAndOff() {
        ChatKitPage page = browser.page().open(OPTIONS);
        page.click("Deep research");
        page.waitUntil(
                "it is on", () -> "true".equals(page.control("Deep research").getDomAttribute("aria-pressed")));
        page.click("Deep research");
        page.waitUntil(
                "it is off", () -> "false".equals(page.control("Deep research").getDomAttribute("aria-pressed")));
        assertEquals(
                "[{toolId=deep}, {toolId=null}]",
                page.events("chatkit.tool.change").toString());
    }

    @Test
    void composerValue_isShownAndSentAsItIs() {
        ChatKitPage page = browser.page().open(OPTIONS);
        page.jsAsync("""
            await chat.setComposerValue({
              content: [{ type: 'input_text', text: 'Ask ' }, { type: 'input_tag', id: 'ada', text: 'Ada', data: { n: 1 }, interactive: true }],
              reply: 'The pier is long.',
              attachments: [{ type: 'file', id: 'atc_1', name: 'plan.txt', mime_type: 'text/plain' }],
              selectedToolId: 'plan',
              selectedModelId: 'quick',
            });
            await chat.focusComposer();
            """);
        page.waitForText("The pier is long.");
        page.waitForText("plan.txt");
        page.press(Keys.ENTER);
        page.waitForText("You said: Ask Ada");
        JsonObject input = browser.server().createInput();
        assertEquals("The pier is long.", input.getString("quoted_text"));
        assertEquals("atc_1", input.getJsonArray("attachments").getString(0));
        assertEquals("ada", input.getJsonArray("content").getJsonObject(1).getString("id"));
        assertEquals("quick", input.getJsonObject("inference_options").getString("model"));
        assertEquals(
                "plan",
                input.getJsonObject("inference_options")
                        .getJsonObject("tool_choice")
                        .getString("id"));
    }

    @Test
    void selectionInAnAnswer_isQuoted() throws Exception {
        ChatKitPage page = browser.page().open();
        page.send("the northern pier");
        page.waitForText("You said: the northern pier");
        page.waitForEvent("chatkit.response.end");
        page.js("""
            const item = [...chat.shadowRoot.querySelectorAll('ck-item')].find(({ item }) => item.type === 'assistant_message');
            const texts = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
            for (let text = texts.nextNode(); text; text = texts.nextNode()) {
              const start = text.data.indexOf('northern pier');
              if (start >= 0) getSelection().setBaseAndExtent(text, start, text, start + 13);
            }
            """);
        page.waitForText("Quote");
        browser.screenshot("composer-quote");
        page.click("Quote");
        page.press("Why?");
        browser.screenshot("composer-quotation");
        page.press(Keys.ENTER);
        page.waitForText("You said: Why?");
        assertEquals(
                "northern pier",
                browser.server()
                        .requests("threads.add_user_message")
                        .get(0)
                        .params()
                        .getJsonObject("input")
                        .getString("quoted_text"));
        page.waitForNo("ck-composer .quotation");
    }

    @Test
    void dictation_putsTheWordsWhereTheCaretIs() throws Exception {
        browser.microphone(true);
        browser.server().state().transcript = "long and wide";
        ChatKitPage page = browser.page().open(OPTIONS);
        page.write("The pier is.");
        page.press(Keys.ARROW_LEFT);
        page.click("Dictate");
        page.waitForText("0:01");
        browser.screenshot("composer-dictation");
        page.click("Finish dictation");
        page.waitForWritten("The pier is long and wide.");
        JsonObject params = browser.server().requests("input.transcribe").get(0).params();
        assertEquals("audio/webm;codecs=opus", params.getString("mime_type"));
        assertTrue(params.getString("audio_base64").length() > 100);
        page.press("!");
        page.waitForWritten("The pier is long and wide!.");
    }

    @Test
    void cancelledDictation_sendsNothing() {
        browser.microphone(true);
        ChatKitPage page = browser.page().open(OPTIONS);
        page.click("Dictate");
        page.waitForText("0:00");
        page.click("Cancel dictation");
        page.control("Dictate");
        assertEquals(List.of(), browser.server().requests("input.transcribe"));
    }

    @Test
    void deniedMicrophone_isSaid() throws Exception {
        browser.microphone(false);
        ChatKitPage page = browser.page().open(OPTIONS);
        page.click("Dictate");
        page.waitForText("The microphone is not allowed here.");
        browser.screenshot("composer-microphone-denied");
        assertEquals(1, page.events("chatkit.error").size());
        page.control("Dictate");
    }

    @Test
    void failedTranscription_isSaidInTheWordsOfTheServer() {
        browser.microphone(true);
        browser.server()
                .nextResponse(
                        "input.transcribe",
                        exchange -> FakeProtocol.problem(exchange, 422, "Speech is not supported here."));
        ChatKitPage page = browser.page().open(OPTIONS);
        page.click("Dictate");
        page.waitForText("0:00");
        page.click("Finish dictation");
        page.waitForText("Speech is not supported here.");
    }

    @Test
    void browserWithoutRecording_hasNoDictation() {
        ChatKitPage page = browser.page().openWithoutOptions("/test/page.html");
        page.js("delete window.MediaRecorder");
        page.setOptions(OPTIONS);
        page.waitFor("[data-composer-input]");
        assertFalse(page.has("button[aria-label=Dictate]"));
    }

    @Test
    void narrowScreens_haveRoomForEverything() throws Exception {
        browser.viewport(320, 600, 2);
        browser.media(Map.of("prefers-reduced-motion", "reduce"));
        ChatKitPage page = browser.page().open("{ theme: 'dark', ..." + OPTIONS + " }");
        page.jsAsync("await chat.setComposerValue({ text: 'A question that is longer than one line', selectedToolId:"
                + " 'search' })");
        browser.screenshot("composer-narrow-dark");
        assertEquals(List.of(), page.js("""
            return [...chat.shadowRoot.querySelectorAll('ck-composer button')]
              .filter((button) => {
                const { left, right, width, height } = button.getBoundingClientRect();
                return left < 0 || right > innerWidth || width < 24 || height < 24;
              })
              .map((button) => button.title)\
            """));
    }

    private static JsonObject inference(int index) {
        return browser.server().requests().stream()
                .filter(request -> request.type().matches("threads\\.(create|add_user_message)"))
                .toList()
                .get(index)
                .params()
                .getJsonObject("input")
                .getJsonObject("inference_options");
    }
}
