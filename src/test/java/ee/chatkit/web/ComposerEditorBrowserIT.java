package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonArray;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The text of a message as it is written: lines, input methods, tags among the text, the clipboard, undo. */
class ComposerEditorBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    @Test
    void enter_sendsAndShiftEnterBreaksTheLine() {
        ChatKitPage page = browser.page().open();
        page.write("First");
        page.shortcut(Keys.SHIFT, Keys.ENTER);
        page.press("Second");
        page.press(Keys.ENTER);
        page.waitForText("You said: First");
        assertEquals("First\nSecond", sentContent().getJsonObject(0).getString("text"));
        page.waitForWritten("");
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
        page.waitForWritten("x");
        assertEquals(List.of(), browser.server().requests("threads.create"));
        page.press(Keys.ENTER);
        page.waitForText("You said: x");
    }

    @Test
    void textOfAnInputMethod_isPartOfTheMessage() {
        ChatKitPage page = browser.page().open();
        page.write("Tokyo ");
        browser.chrome()
                .command("Input.imeSetComposition", Map.of("text", "とうきょう", "selectionStart", 5, "selectionEnd", 5));
        browser.chrome().command("Input.insertText", Map.of("text", "東京"));
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
        page.waitUntil(
                "the end is visible",
                () -> (Boolean) page.js("const input = chat.shadowRoot.querySelector('[data-composer-input]');"
                        + "return input.scrollTop + input.clientHeight > input.scrollHeight - 12"));
    }

    @Test
    void backspace_deletesATagAsAWholeAndUndoBringsItBack() {
        ChatKitPage page = browser.page().open();
        compose(page);
        page.press(Keys.BACK_SPACE);
        page.waitForWritten("Ask ");
        page.shortcut(Keys.CONTROL, "z");
        page.waitForWritten("Ask Ada Quill");
        page.shortcut(Keys.CONTROL, "Z");
        page.waitForWritten("Ask ");
    }

    @Test
    void caret_isNotLostAroundTags() {
        ChatKitPage page = browser.page().open();
        compose(page);
        page.press(Keys.END);
        page.press("!");
        page.waitForWritten("Ask Ada Quill!");
        page.jsAsync("await chat.setComposerValue({ content: [{ type: 'input_tag', id: 'ada', text: 'Ada Quill' }] })");
        page.press(Keys.HOME);
        page.press("Dear ");
        page.waitForWritten("Dear Ada Quill");
    }

    @Test
    void copiedTags_arePastedAsTags() {
        ChatKitPage page = browser.page().open();
        compose(page);
        page.shortcut(Keys.CONTROL, "a");
        page.shortcut(Keys.CONTROL, "x");
        page.waitForWritten("");
        page.shortcut(Keys.CONTROL, "v");
        page.shortcut(Keys.CONTROL, "v");
        page.waitForWritten("Ask Ada QuillAsk Ada Quill");
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
        page.waitForWritten("a<b>bold</b>\nnext");
        assertEquals(List.of(), page.all("[data-composer-input] b"));
    }

    @Test
    void textThatIsDragged_isMovedAndMovedBack() {
        ChatKitPage page = browser.page().open();
        page.write("one two three");
        page.js("""
            const input = chat.shadowRoot.querySelector('[data-composer-input]');
            const text = input.firstChild;
            getSelection().setBaseAndExtent(text, 8, text, 13);
            document.dispatchEvent(new Event('selectionchange'));
            const place = document.createRange();
            place.setStart(text, 0);
            const { left, top, height } = place.getBoundingClientRect();
            const dataTransfer = new DataTransfer();
            dataTransfer.setData('text/plain', 'three');
            for (const type of ['dragstart', 'drop', 'dragend']) {
              input.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, clientX: left + 1, clientY: top + height / 2 }));
            }
            """);
        page.waitForWritten("threeone two ");
        page.shortcut(Keys.CONTROL, "z");
        page.waitForWritten("one two three");
    }

    /** A text with a tag at its end, where the caret is. */
    private static void compose(ChatKitPage page) {
        page.jsAsync("await chat.setComposerValue({ content: [{ type: 'input_text', text: 'Ask ' },"
                + " { type: 'input_tag', id: 'ada', text: 'Ada Quill' }] }); await chat.focusComposer()");
    }

    private static double height(ChatKitPage page) {
        return ((Number) page.js(
                        "return chat.shadowRoot.querySelector('[data-composer-input]').getBoundingClientRect().height"))
                .doubleValue();
    }

    private static JsonArray sentContent() {
        return browser.server().createInput().getJsonArray("content");
    }
}
