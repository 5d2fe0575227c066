package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The text of a message as it is written: lines, input methods, tags, the clipboard, undo. */
class ComposerEditorBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    /** Finds entities by their names, and fails for the query "fail". */
    private static final String ENTITIES = """
        entities: { showComposerMenu: true, onTagSearch: async (query) => {
          (window.queries ??= []).push(query);
          if (query === 'fail') throw new Error('The index is broken');
          if (query === 'p') await new Promise((resolve) => setTimeout(resolve, 600));
          return [['Ada Quill', 'People'], ['Pier plan', 'Documents'], ['Pier budget', 'Documents']]
            .filter(([title]) => title.toLowerCase().includes(query.toLowerCase()))
            .map(([title, group]) => ({ id: title, title, group, icon: 'document', interactive: true, data: { found: query } }));
        } }\
        """;

    private static final String COMMANDS = """
        composer: { attachments: { enabled: true }, tools: [{ id: 'search', label: 'Search the web', icon: 'globe' }] },
        commands: { enabled: true,
          onSearch: async (query) => [{ id: 'person', label: 'Insert a person' }, { id: 'more', label: 'More' }, { id: 'broken', label: 'Broken' }]
            .filter(({ label }) => label.toLowerCase().includes(query.toLowerCase())),
          onSelect: async ({ id }) => {
            (window.selected ??= []).push(id);
            if (id === 'broken') throw new Error('It broke');
            if (id === 'person') return { type: 'entity', entity: { id: 'ada', title: 'Ada Quill' } };
            if (id === 'more') return { type: 'menu', commands: [{ id: 'inner', label: 'Inner command' }] };
          } }\
        """;

    @Test
    void enter_sendsAndShiftEnterBreaksTheLine() {
        ChatKitPage page = browser.page().open();
        page.write("First");
        page.shortcut(Keys.SHIFT, Keys.ENTER);
        page.press("Second");
        page.press(Keys.ENTER);
        page.waitForText("You said: First");
        assertEquals("First\nSecond", sentContent().getJsonObject(0).getString("text"));
        assertEquals("", written(page));
    }

    @Test
    void enterThatEndsAComposition_sendsNothing() {
        ChatKitPage page = browser.page().open();
        page.write("x");
        // in the order of Chrome and Firefox, then in that of Safari
        for (boolean keyIsLast : List.of(false, true)) {
            page.js("""
                const input = chat.shadowRoot.querySelector('[data-composer-input]');
                const key = (isComposing) => input.dispatchEvent(new KeyboardEvent('keydown',
                  { key: 'Enter', keyCode: 229, isComposing, bubbles: true, cancelable: true, composed: true }));
                const composition = (type) => input.dispatchEvent(new CompositionEvent(type, { bubbles: true, composed: true }));
                composition('compositionstart');
                if (!arguments[0]) key(true);
                composition('compositionend');
                if (arguments[0]) key(false);
                """, keyIsLast);
        }
        assertEquals("x", written(page));
        assertEquals(List.of(), browser.server().requests("threads.create"));
        page.press(Keys.ENTER);
        page.waitForText("You said: x");
    }

    @Test
    void textOfAnInputMethod_isPartOfTheMessage() {
        ChatKitPage page = browser.page().open();
        page.write("Tokyo ");
        browser.chrome()
                .command(
                        "Input.imeSetComposition",
                        java.util.Map.of("text", "とうきょう", "selectionStart", 5, "selectionEnd", 5));
        browser.chrome().command("Input.insertText", java.util.Map.of("text", "東京"));
        page.press(Keys.ENTER);
        page.waitForText("You said: Tokyo 東京");
    }

    @Test
    void manyLines_growTheEditorAndThenScroll() {
        ChatKitPage page = browser.page().open();
        page.jsAsync("await chat.setComposerValue({ text: 'line\\n'.repeat(4) + 'line' })");
        double five = height(page);
        page.jsAsync("await chat.setComposerValue({ text: 'line\\n'.repeat(40) + 'last line' })");
        double forty = height(page);
        assertTrue(five > 100 && forty > five && forty < 300, five + " and " + forty);
        page.jsAsync("await chat.focusComposer()");
        page.press(" end");
        assertEquals(
                true,
                page.js("const input = chat.shadowRoot.querySelector('[data-composer-input]');"
                        + "return input.scrollTop + input.clientHeight > input.scrollHeight - 12"));
    }

    @Test
    void mention_becomesATagInTheMessage() throws Exception {
        ChatKitPage page = browser.page().open("{ " + ENTITIES + " }");
        page.write("Ask @");
        page.waitForText("Pier budget");
        assertEquals(2, page.all("[role=listbox] [role=group]").size());
        browser.screenshot("composer-mention");
        page.press("pier");
        page.waitUntil("two are found", () -> page.all("[role=option]").size() == 2);
        page.press(Keys.ARROW_DOWN);
        page.waitUntil("the second one is announced", () -> "true".equals(page.js("""
            const id = chat.shadowRoot.querySelector('[data-composer-input]').getAttribute('aria-activedescendant');
            return chat.shadowRoot.getElementById(id)?.getAttribute('aria-selected')\
            """)));
        page.press(Keys.ENTER);
        page.waitForNo("[role=listbox]");
        page.press("about it");
        browser.screenshot("composer-tag");
        page.press(Keys.ENTER);
        page.waitForEvent("chatkit.response.end");
        JsonArray content = sentContent();
        assertEquals("Ask ", content.getJsonObject(0).getString("text"));
        JsonObject tag = content.getJsonObject(1);
        assertEquals("input_tag", tag.getString("type"));
        assertEquals("Pier budget", tag.getString("id"));
        assertEquals("Pier budget", tag.getString("text"));
        assertEquals("Documents", tag.getString("group"));
        assertEquals("pier", tag.getJsonObject("data").getString("found"));
        assertTrue(tag.getBoolean("interactive"));
        assertEquals(" about it", content.getJsonObject(2).getString("text"));
    }

    @Test
    void lateAnswerOfAnEarlierQuery_isNotShown() {
        ChatKitPage page = browser.page().open("{ " + ENTITIES + " }");
        page.write("@p");
        page.waitUntil("the slow search has begun", () -> (Boolean) page.js("return !!window.queries?.includes('p')"));
        page.press(Keys.BACK_SPACE, "a", "d");
        page.waitUntil("one is found", () -> page.all("[role=option]").size() == 1);
        page.jsAsync("await new Promise((resolve) => setTimeout(resolve, 800))");
        assertEquals("Ada Quill", page.waitFor("[role=option]").getText());
    }

    @Test
    void failedSearch_isSaidAndReported() {
        ChatKitPage page = browser.page().open("{ " + ENTITIES + " }");
        page.write("@fail");
        page.waitForText("The search failed");
        assertTrue(page.events("chatkit.error").toString().contains("The index is broken"));
        page.press(Keys.ESCAPE);
        page.waitForNoText("The search failed");
        assertEquals("@fail", written(page));
    }

    @Test
    void menuButton_insertsTheSignAndSearches() {
        ChatKitPage page = browser.page().open("{ " + ENTITIES + " }");
        page.click("Mention something");
        page.waitForText("Ada Quill");
        page.waitFor("[role=option]").click();
        page.waitUntil("there is a tag", () -> written(page).equals("Ada Quill "));
    }

    @Test
    void backspace_deletesATagAsAWholeAndUndoBringsItBack() {
        ChatKitPage page = browser.page().open();
        compose(page);
        page.press(Keys.BACK_SPACE);
        assertEquals("Ask ", written(page));
        page.shortcut(Keys.CONTROL, "z");
        assertEquals("Ask Ada Quill", written(page));
        page.shortcut(Keys.CONTROL, "Z");
        assertEquals("Ask ", written(page));
    }

    @Test
    void caret_isNotLostAroundTags() {
        ChatKitPage page = browser.page().open();
        compose(page);
        page.press(Keys.END);
        page.press("!");
        assertEquals("Ask Ada Quill!", written(page));
        page.jsAsync("await chat.setComposerValue({ content: [{ type: 'input_tag', id: 'ada', text: 'Ada Quill' }] })");
        page.press(Keys.HOME);
        page.press("Dear ");
        assertEquals("Dear Ada Quill", written(page));
    }

    @Test
    void copiedTags_arePastedAsTags() {
        ChatKitPage page = browser.page().open();
        compose(page);
        page.shortcut(Keys.CONTROL, "a");
        page.shortcut(Keys.CONTROL, "x");
        assertEquals("", written(page));
        page.shortcut(Keys.CONTROL, "v");
        page.shortcut(Keys.CONTROL, "v");
        assertEquals("Ask Ada QuillAsk Ada Quill", written(page));
        assertEquals(2, page.all("[data-composer-input] .tag").size());
    }

    @Test
    void pastedHtml_isText() {
        ChatKitPage page = browser.page().open();
        page.write("a");
        page.js("""
            const data = new DataTransfer();
            data.setData('text/html', '<b>bold</b><img src=x onerror=alert(1)>');
            data.setData('text/plain', '<b>bold</b>\\r\\nnext');
            chat.shadowRoot.querySelector('[data-composer-input]')
              .dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            """);
        assertEquals("a<b>bold</b>\nnext", written(page));
        assertEquals(List.of(), page.all("[data-composer-input] b"));
    }

    @Test
    void command_insertsAnEntity() {
        ChatKitPage page = browser.page().open("{ " + COMMANDS + " }");
        page.write("/insert");
        page.waitForText("Insert a person");
        page.press(Keys.ENTER);
        page.waitUntil("there is a tag", () -> written(page).equals("Ada Quill "));
    }

    @Test
    void command_opensAnotherMenu() throws Exception {
        ChatKitPage page = browser.page().open("{ " + COMMANDS + " }");
        page.write("/");
        page.waitForText("Attach files");
        page.waitForText("Search the web");
        browser.screenshot("composer-commands");
        page.press("more");
        page.waitUntil("one is found", () -> page.all("[role=option]").size() == 1);
        page.press(Keys.ENTER);
        page.waitForText("Inner command");
        page.press(Keys.ENTER);
        page.waitForNo("[role=option]");
        assertEquals(List.of("more", "inner"), page.js("return selected"));
        page.waitUntil("nothing is left", () -> written(page).isEmpty());
    }

    @Test
    void failedCommand_isSaidAndReported() {
        ChatKitPage page = browser.page().open("{ " + COMMANDS + " }");
        page.write("/brok");
        page.waitForText("Broken");
        page.press(Keys.ENTER);
        page.waitForText("The search failed");
        assertTrue(page.events("chatkit.error").toString().contains("It broke"));
    }

    @Test
    void builtInCommand_selectsATool() {
        ChatKitPage page = browser.page().open("{ " + COMMANDS + " }");
        page.write("/search");
        page.waitForText("Search the web");
        page.press(Keys.ENTER);
        page.waitForEvent("chatkit.tool.change");
        assertEquals("", written(page));
    }

    /** A text with a tag at its end, where the caret is. */
    private static void compose(ChatKitPage page) {
        page.jsAsync("await chat.setComposerValue({ content: [{ type: 'input_text', text: 'Ask ' },"
                + " { type: 'input_tag', id: 'ada', text: 'Ada Quill' }] }); await chat.focusComposer()");
    }

    static String written(ChatKitPage page) {
        return page.js("return chat.shadowRoot.querySelector('[data-composer-input]').innerText")
                .toString()
                .replaceFirst("\n$", "");
    }

    private static double height(ChatKitPage page) {
        return ((Number) page.js(
                        "return chat.shadowRoot.querySelector('[data-composer-input]').getBoundingClientRect().height"))
                .doubleValue();
    }

    private static JsonArray sentContent() {
        return browser.server()
                .requests("threads.create")
                .get(0)
                .params()
                .getJsonObject("input")
                .getJsonArray("content");
    }
}
