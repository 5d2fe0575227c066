package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Long threads: only the items near to what is seen have elements, and nothing jumps. */
class ThreadWindowBrowserIT {
    private static final int ITEMS = 10_000;
    /** Elements of the whole page; a thread of some items has about 300. */
    private static final long MAX_ELEMENTS = 2000;

    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    private static String[] thread(int items) {
        String[] ids = new String[items];
        FakeProtocol state = browser.server().state();
        String thread = state.addThread("Long");
        for (int i = 0; i < items; i++) {
            ids[i] = i % 2 == 0
                    ? state.addUserMessage(thread, "Question " + i)
                    : state.addAssistantMessage(thread, "Answer **" + i + "**\n\n" + "and more\n".repeat(i % 5));
        }
        browser.page().open("{ initialThread: '" + thread + "' }").waitForText("Answer " + (items - 1));
        return ids;
    }

    /** Functions for the scripts of the tests. */
    private static final String FUNCTIONS = """
        const box = chat.shadowRoot.querySelector('.scroller');
        const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        const items = () => [...chat.shadowRoot.querySelectorAll('.chunk > .item')];
        const top = box.getBoundingClientRect().top;
        const inView = () => items().filter((item) => {
          const rect = item.getBoundingClientRect();
          return rect.bottom > top && rect.top < top + box.clientHeight;
        });
        """;

    @Test
    void tenThousandItems_areScrolledBackInOrderWithFewElementsAndWithoutJumps() throws Exception {
        String[] ids = thread(ITEMS);
        ChatKitPage page = browser.page();
        assertTrue(browser.server().requests("items.list").size() <= 4, "it opens with its newest pages");
        page.js("window.seen = new Set(); window.jumps = []; window.elements = 0;");
        long end = System.nanoTime() + 400_000_000_000L;
        boolean more = true;
        while (more) {
            assertTrue(System.nanoTime() < end, "it takes too long");
            more = (Boolean) page.jsAsync(FUNCTIONS + """
                for (const until = performance.now() + 5000; performance.now() < until;) {
                  items().forEach((item) => seen.add(item.dataset.item));
                  const kept = inView()[0];
                  const before = kept?.getBoundingClientRect().top;
                  const step = Math.min(box.scrollTop, box.clientHeight * 0.9);
                  box.scrollTop -= step;
                  await frame();
                  const after = kept?.isConnected ? kept.getBoundingClientRect().top : before + step;
                  if (!kept || Math.abs(after - before - step) > 1.5) {
                    jumps.push([seen.size, step, after - before]);
                  }
                  elements = Math.max(elements, chat.shadowRoot.querySelectorAll('*').length);
                  if (box.scrollTop < 1 && !chat.shadowRoot.querySelector('.older')) {
                    items().forEach((item) => seen.add(item.dataset.item));
                    return false;
                  }
                }
                return true;\
                """);
        }
        assertEquals(ITEMS, ((Number) page.js("return seen.size")).intValue());
        assertEquals(List.of(), page.js("return jumps.slice(0, 10)"), "what is seen moved by other than the scrolling");
        long elements = ((Number) page.js("return elements")).longValue();
        assertTrue(elements < MAX_ELEMENTS, () -> elements + " elements");
        List<?> first = (List<?>) page.js(FUNCTIONS + "return items().slice(0, 20).map((item) => item.dataset.item)");
        assertEquals(List.of(ids).subList(0, 20), first);
        page.click("Jump to the newest message");
        page.waitUntil("the newest is in view", () ->
                (Boolean) page.js(FUNCTIONS + "return inView().at(-1)?.dataset.item === arguments[0]", ids[ITEMS - 1]));
    }

    @Test
    void drawnItems_areInTheOrderOfTheThread() {
        String[] ids = thread(300);
        ChatKitPage page = browser.page();
        List<?> drawn = (List<?>) page.jsAsync(FUNCTIONS + """
            const order = [];
            for (let i = 0; i < 400 && (box.scrollTop > 0 || chat.shadowRoot.querySelector('.older')); i++) {
              const shown = items().map((item) => item.dataset.item);
              order.unshift(...shown.filter((id) => !order.includes(id)));
              box.scrollTop -= 400;
              await frame();
            }
            order.unshift(...items().map((item) => item.dataset.item).filter((id) => !order.includes(id)));
            return order;\
            """);
        assertEquals(List.of(ids), drawn);
    }

    @Test
    void showItem_loadsUntilTheItemIsThereShowsAndMarksIt() throws Exception {
        String[] ids = thread(500);
        ChatKitPage page = browser.page();
        String thread = browser.server().state().threads().get(0).getString("id");
        page.jsAsync("await chat.showItem(arguments[0], arguments[1])", thread, ids[101]);
        page.waitFor(".item.marked[data-item='" + ids[101] + "']");
        page.waitUntil("it is in view and has the focus", () -> (Boolean) page.js(FUNCTIONS + """
            return inView().some((item) => item.dataset.item === arguments[0])
              && chat.shadowRoot.activeElement?.dataset.item === arguments[0]\
            """, ids[101]));
        browser.screenshot("thread-deep-link");
    }

    @Test
    void showItem_ofAnItemThatIsNotThere_saysSo() {
        thread(120);
        ChatKitPage page = browser.page();
        String thread = browser.server().state().threads().get(0).getString("id");
        page.jsAsync("await chat.showItem(arguments[0], 'itm_none')", thread);
        page.waitUntil(
                "it is announced",
                () -> ((String) page.js(
                                "return chat.shadowRoot.querySelector('[role=status][aria-live=polite]').textContent"))
                        .contains("The message was not found"));
    }

    private static final String FORM = """
        {"type": "widget", "widget": {"type": "Card", "asForm": true, "confirm": {"label": "OK", "action": {"type": "ok"}}, "children": [
          {"type": "Input", "name": "input", "defaultValue": "before"}, {"type": "Textarea", "name": "area"},
          {"type": "Text", "value": "editable", "editable": {"name": "text"}},
          {"type": "Select", "name": "select", "clearable": true, "options": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]},
          {"type": "DatePicker", "name": "date"}, {"type": "Checkbox", "name": "box", "label": "Box", "defaultChecked": true},
          {"type": "RadioGroup", "name": "radio", "options": [{"value": "x", "label": "X"}, {"value": "y", "label": "Y"}]},
          {"type": "Input", "name": "password", "inputType": "password"}]}}\
        """;

    private static final String QUESTIONS = """
        {"type": "structured_input", "status": "pending", "inputs": [
          {"type": "multiple_choice", "id": "c", "question": "Which?", "options": [{"value": "Tea"}, {"value": "Coffee"}]},
          {"type": "freeform", "id": "f", "question": "Why?"}]}\
        """;

    @Test
    void entriesOfAForm_areKeptWhileItIsScrolledAwayAndWhileAnotherThreadIsShown() {
        FakeProtocol state = browser.server().state();
        String thread = state.addThread("Long");
        String other = state.addThread("Other");
        String form = state.addItem(thread, FORM);
        String questions = state.addItem(thread, QUESTIONS);
        for (int i = 0; i < 120; i++) {
            state.addUserMessage(thread, "Question " + i);
        }
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.waitForText("Question 119");
        page.jsAsync("await chat.showItem(arguments[0], arguments[1])", thread, form);
        page.waitFor("ck-widget [name=input]").sendKeys(" and after");
        page.waitFor("ck-widget [name=area]").sendKeys("Two\nlines");
        page.waitFor("ck-widget [name=text]").sendKeys(" text");
        page.waitFor("ck-widget [name=select] option[value=b]").click();
        page.js("const date = chat.shadowRoot.querySelector('ck-widget [name=date]'); date.value = '2026-05-04';"
                + " date.dispatchEvent(new Event('change', { bubbles: true }))");
        page.waitFor("ck-widget [name=box]").click();
        page.waitFor("ck-widget [name=radio][value=y]").click();
        page.waitFor("ck-widget [name=password]").sendKeys("secret");
        page.waitFor("ck-structured-input [type=radio]:not(:checked)").click();
        page.waitFor("ck-structured-input textarea").sendKeys("Because");
        page.click("Jump to the newest message");
        page.waitForNo("ck-widget");
        page.waitForNo("ck-structured-input");
        page.jsAsync("await chat.showItem(arguments[0], arguments[1])", thread, form);
        assertEntries(page);
        page.jsAsync("await chat.setThreadId(arguments[0])", other);
        page.waitForNo("ck-widget");
        page.jsAsync("await chat.showItem(arguments[0], arguments[1])", thread, questions);
        assertEntries(page);
        page.click("OK");
        page.waitUntil(
                "it is sent",
                () -> !browser.server().requests("threads.custom_action").isEmpty());
        assertEquals(
                FakeProtocol.json(
                        "{'input':'before and after','area':'Two\\nlines','text':'editable text','select':'b',"
                                + "'date':'2026-05-04','box':false,'radio':'y','password':''}"),
                browser.server()
                        .requests("threads.custom_action")
                        .get(0)
                        .params()
                        .getJsonObject("action")
                        .getJsonObject("payload"));
    }

    private static void assertEntries(ChatKitPage page) {
        page.waitFor("ck-widget [name=input]");
        page.waitFor("ck-structured-input textarea");
        assertEquals(
                List.of(
                        "before and after",
                        "Two\nlines",
                        "editable text",
                        "b",
                        "2026-05-04",
                        false,
                        "y",
                        "",
                        "Tea",
                        "Because"),
                page.js("""
                    const field = (selector) => chat.shadowRoot.querySelector(selector);
                    return [...['input', 'area', 'text', 'select', 'date'].map((name) => field(`ck-widget [name=${name}]`).value),
                      field('ck-widget [name=box]').checked, field('ck-widget [name=radio]:checked')?.value, field('ck-widget [name=password]').value,
                      field('ck-structured-input [type=radio]:checked')?.closest('label').textContent.trim(), field('ck-structured-input textarea').value]\
                    """));
    }

    @Test
    void ownMessage_comesToTheTopAndStaysThereWhileTheResponseGrows() {
        thread(60);
        CountDownLatch goOn = new CountDownLatch(1);
        browser.server().nextTurn(turn -> {
            String id = turn.begin("{'type': 'assistant_message', 'content': []}");
            turn.delta(id, "Begin\n\n");
            turn.await(goOn);
            for (int i = 0; i < 100; i++) {
                turn.delta(id, "Paragraph " + i + "\n\n");
            }
            turn.delta(id, "The end");
        });
        ChatKitPage page = browser.page();
        page.send("My message");
        page.waitForText("Begin");
        double before = messageTop(page);
        assertTrue(before > 0 && before < 60, () -> "the message is at " + before);
        goOn.countDown();
        page.waitForText("The end");
        assertEquals(before, messageTop(page), 1.5);
        page.waitFor("[aria-label='Jump to the newest message']");
    }

    private static double messageTop(ChatKitPage page) {
        return ((Number) page.js(FUNCTIONS + """
            const own = [...chat.shadowRoot.querySelectorAll('.own .bubble')].at(-1);
            return own.getBoundingClientRect().top - top;\
            """)).doubleValue();
    }

    @Test
    void autoScroll_followsTheResponseUntilSomebodyScrollsBack() {
        thread(60);
        ChatKitPage page = browser.page();
        page.setOptions("{ thread: { autoScroll: true } }");
        CountDownLatch goOn = new CountDownLatch(1);
        browser.server().nextTurn(turn -> {
            String id = turn.begin("{'type': 'assistant_message', 'content': []}");
            turn.delta(id, "Paragraph\n\n".repeat(60) + "Half");
            turn.await(goOn);
            turn.delta(id, "\n\n" + "Paragraph\n\n".repeat(60) + "End");
        });
        page.send("My message");
        page.waitForText("Half");
        page.waitUntil("the end is in view", () -> below(page) < 2);
        page.js(FUNCTIONS + "box.scrollTop -= 500");
        goOn.countDown();
        page.waitForText("End");
        assertTrue(below(page) > 500, "it has not been moved");
    }

    private static double below(ChatKitPage page) {
        return ((Number) page.js(FUNCTIONS + "return box.scrollHeight - box.scrollTop - box.clientHeight"))
                .doubleValue();
    }

    @Test
    void olderItems_thatCannotBeLoaded_areTriedAgain() {
        browser.expectConsoleErrors();
        thread(400);
        ChatKitPage page = browser.page();
        browser.server().nextResponse("items.list", 503, "text/plain", "x");
        page.js(FUNCTIONS + "box.scrollTop = 0");
        page.waitForText("Older messages could not be loaded.");
        page.click("Try again");
        page.waitForNoText("Older messages could not be loaded.");
        page.waitUntil("older ones are there", () -> {
            page.js(FUNCTIONS + "box.scrollTop = 0");
            return page.text().contains("Question 0\n");
        });
    }

    @Test
    void streaming_takesNoLongTasksOfTheMainThread() throws Exception {
        ChatKitPage page = browser.page().open();
        browser.server().nextTurn(turn -> {
            String id = turn.begin("{'type': 'assistant_message', 'content': []}");
            for (int i = 0; i < 1000; i++) {
                turn.delta(id, i % 20 == 0 ? "\n\n- **Item** " + i + " " : "word" + i + " ");
                turn.pause(10);
            }
            turn.delta(id, "done");
        });
        try (MainThread recording = MainThread.record(browser.chrome())) {
            page.send("Go");
            page.waitForText("word499");
            page.waitForText("word999");
            List<MainThread.Task> longOnes = recording.tasks().stream()
                    .filter(task -> task.processor() > MainThread.LONG_MILLIS)
                    .toList();
            assertEquals(List.of(), longOnes);
        }
    }
}
