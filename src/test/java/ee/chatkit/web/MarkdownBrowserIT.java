package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Markdown: the same when it is streamed, and never anything that runs. */
class MarkdownBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    private static final String EVERYTHING = """
        # Title

        A paragraph with **bold**, *italic*, `code`, ~~gone~~, a [link](https://example.com/a) and a
        line break. Prices: $5 and $6. Formulas: \\(a_1 * b_2\\), $x_1 * y_2$ and

        \\[
        x = y
        = z
        \\]

        1. One

           more of it

        2. Two
           - nested
           - [x] done
           - [ ] open

        3. Three

        > Quoted
        > text

        | Work | Quantity |
        |------|---------:|
        | Piles | 14 |
        | `Barge` | **2** |

        ```java
        int x = 1; // not *Markdown*

        String s = "```";
        ```

        Tags <b>bold</b>, <kbd>Ctrl</kbd>, <br> and <blink>unknown</blink>, 1 < 2 & 3.

        ***

        [reference][r], an end without a line break

        [r]: https://example.com/r
        and **this\
        """;

    @Test
    void streamedText_isInTheEndWhatTheWholeTextIs() {
        String thread = browser.server().state().addThread("Whole");
        browser.server().state().addAssistantMessage(thread, EVERYTHING);
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.waitForText("an end without a line break");
        String whole = markup(page);
        for (int size : List.of(1, 7, 40)) {
            browser.server().nextTurn(turn -> {
                String id = turn.begin("{'type': 'assistant_message', 'content': []}");
                for (int i = 0; i < EVERYTHING.length(); i += size) {
                    turn.delta(id, EVERYTHING.substring(i, Math.min(i + size, EVERYTHING.length())));
                    turn.pause(i % 5 == 0 ? 1 : 0);
                }
                turn.done(message(turn, id));
            });
            page = browser.page().open();
            page.send("Go");
            page.waitForEvent("chatkit.response.end");
            page.waitForText("an end without a line break");
            ChatKitPage streamed = page;
            page.waitUntil(
                    "it is the same in pieces of " + size,
                    () -> markup(streamed).equals(whole));
        }
        assertTrue(whole.contains("hljs-"), whole);
    }

    private static JsonObject message(FakeTurn turn, String id) throws IOException {
        return Json.createObjectBuilder()
                .add("id", id)
                .add("thread_id", turn.threadId)
                .add("created_at", "2026-11-22T14:42:00Z")
                .add("type", "assistant_message")
                .add("content", Json.createArrayBuilder().add(FakeProtocol.outputText(EVERYTHING)))
                .build();
    }

    private static String markup(ChatKitPage page) {
        page.waitFor("ck-markdown .hljs-type");
        return ((String) page.js("return chat.shadowRoot.querySelector('ck-markdown').innerHTML"))
                .replaceAll("<!--.*?-->", "");
    }

    /** Browsers remember that a module could not be loaded, and would not ask for its address again. */
    @Test
    void rendererThatCouldNotBeLoaded_isLoadedWithTheNextText() {
        browser.expectConsoleErrors();
        AtomicInteger requests = new AtomicInteger();
        browser.server().handle("/chatkit-ee/markdown.js", exchange -> {
            boolean available = requests.getAndIncrement() > 0;
            byte[] module = Files.readAllBytes(Path.of("target/web/chatkit-ee/markdown.js"));
            FakeChatKitServer.respond(exchange, available ? 200 : 503, "text/javascript", module);
        });
        ChatKitPage page = browser.page().open();
        browser.server().nextTurn(turn -> turn.say("**first**"));
        page.send("One");
        page.waitForEvent("chatkit.response.end");
        browser.server().nextTurn(turn -> turn.say("**second**"));
        page.send("Two");
        page.waitUntil(
                "it is bold",
                () -> Boolean.TRUE.equals(
                        page.js("return [...chat.shadowRoot.querySelectorAll('strong')].some((bold) =>"
                                + " bold.textContent === 'second')")));
        assertEquals(2, requests.get());
    }

    @Test
    void codeBlock_isCopiedAsItIs() {
        String thread = browser.server().state().addThread("Code");
        browser.server().state().addAssistantMessage(thread, "```sql\nselect *\n  from pier\n```");
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.waitFor("ck-markdown .hljs-keyword");
        page.js("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
        page.click("Copy");
        page.waitUntil("it is copied", () -> page.js("return window.copied ?? null") != null);
        assertEquals("select *\n  from pier", page.js("return copied"));
        assertEquals("sql", page.waitFor(".code-head span").getText());
    }

    @Test
    void deepLinks_areEventsAndOtherLinksOpenElsewhere() {
        String thread = browser.server().state().addThread("Links");
        browser.server()
                .state()
                .addAssistantMessage(thread, "[open it](chatkit-link://pier?number=4) [site](https://example.com)");
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.click("open it");
        page.waitForEvent("chatkit.deeplink");
        assertEquals(
                "{number=4}",
                String.valueOf(
                        ((java.util.Map<?, ?>) page.events("chatkit.deeplink").get(0)).get("data")));
        for (String link : List.of("[href^=chatkit-link]", "[href^=https]")) {
            assertEquals("_blank", page.waitFor("ck-markdown a" + link).getDomAttribute("target"));
            assertEquals(
                    "noopener noreferrer nofollow",
                    page.waitFor("ck-markdown a" + link).getDomAttribute("rel"));
        }
    }

    @Test
    void textOfAMegabyte_doesNotFreezeThePage() {
        String thread = browser.server().state().addThread("Long");
        String part = "## Part\n\nSome text of a **long** answer.\n\n- a\n- b\n\n```js\nlet a = 1;\n```\n\n";
        browser.server().state().addAssistantMessage(thread, part.repeat(1_000_000 / part.length()) + "the very end");
        for (String hostile : List.of(
                "**a".repeat(300_000), "[a](".repeat(250_000), "> ".repeat(100_000) + "x", "- ".repeat(100_000))) {
            browser.server().state().addAssistantMessage(thread, hostile);
        }
        browser.server().state().addUserMessage(thread, "word ".repeat(200_000));
        browser.server().state().addAssistantMessage(thread, "Last answer");
        ChatKitPage page = browser.page().openWithoutOptions("/test/page.html");
        page.js("window.long = []; new PerformanceObserver((list) => list.getEntries().forEach((entry) =>"
                + " long.push(entry.duration))).observe({ type: 'longtask' })");
        page.setOptions("{ initialThread: '" + thread + "' }");
        page.waitForText("Last answer");
        page.waitFor("ck-markdown h5");
        page.waitUntil("there is more to show", () -> page.has(".more"));
        double longest = ((Number) page.js("return Math.max(0, ...long)")).doubleValue();
        assertTrue(longest < 2000, () -> "a task took " + longest + " ms");
    }
}
