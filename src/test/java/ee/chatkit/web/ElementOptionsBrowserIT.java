package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The options of the element, those of ChatKit.js. What composer, history and widgets do with theirs in detail is tested in the
 * classes of these.
 */
class ElementOptionsBrowserIT {
    private static final String ICONS = """
        agent analytics atom batch bolt book-open book-closed book-clock bug calendar chart check check-circle \
        check-circle-filled chevron-left chevron-right circle-question clock compass confetti cube desktop document \
        dots-horizontal dots-vertical empty-circle external-link globe keys lab images info lifesaver lightbulb mail map-pin \
        maps mobile name notebook notebook-pencil page-blank phone play plus profile profile-card reload star star-filled search \
        sparkle sparkle-double square-code square-image square-text suitcase settings-slider user wreath write write-alt \
        write-alt2\
        """;

    private static final String HEADER_ICONS = """
        sidebar-left sidebar-right sidebar-open-left sidebar-open-right sidebar-open-left-alt sidebar-open-right-alt \
        sidebar-floating-left sidebar-floating-right sidebar-floating-open-left sidebar-floating-open-right \
        sidebar-collapse-left sidebar-collapse-right collapse-left collapse-right open-left open-right double-chevron-left \
        double-chevron-right home home-alt back-small back-large expand-large collapse-large expand-small collapse-small star \
        star-filled bug chat-temporary settings-cog grid dots-horizontal dots-vertical dots-horizontal-circle \
        dots-vertical-circle menu menu-inverted hamburger history book-open compose share light-mode dark-mode close\
        """;

    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    @Test
    void apiFetch_makesAllRequests() {
        ChatKitPage page = browser.page().open("""
            { api: { url: '/api/chatkit', domainKey: 'key',
              fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, 'X-Page': 'mine' } }) } }\
            """);
        page.send("Hello");
        page.waitForText("You said: Hello");
        page.jsAsync("await chat.showHistory()");
        page.waitUntil(
                "the history is loaded",
                () -> !browser.server().requests("threads.list").isEmpty());
        browser.server().requests().forEach(request -> assertEquals("mine", request.header("X-page"), request::type));
    }

    @Test
    void domainKey_hasNoEffectAndTheConsoleSaysSoOnce() {
        ChatKitPage page = browser.page().open();
        page.setOptions("{}");
        assertEquals(
                1,
                browser.chrome().console().stream()
                        .filter(line -> line.contains("domainKey"))
                        .count());
    }

    @Test
    void getClientSecret_isAskedOnceAndAgainAfterA401() {
        browser.expectConsoleErrors();
        String options = """
            { api: { getClientSecret: async (current) => {
              (window.asked ??= []).push(current); return `secret${asked.length}`; } } }\
            """;
        ChatKitPage page = browser.page().open(options);
        page.send("Hello");
        page.waitForText("You said: Hello");
        page.setOptions(options);
        browser.server().nextResponse("threads.add_user_message", 401, "text/plain", "expired");
        page.send("Again");
        page.waitForText("You said: Again");
        assertEquals("[null, secret1]", String.valueOf(page.js("return asked")));
        assertEquals(
                List.of("Bearer secret1", "Bearer secret1", "Bearer secret2"),
                browser.server().requests().stream()
                        .map(request -> request.header("Authorization"))
                        .toList());
    }

    @Test
    void locale_choosesTheTextsAndChangesWithTheOptions() {
        ChatKitPage page = browser.page().open("{ locale: 'de-DE' }");
        page.waitUntil("it is German", () -> page.has("ck-chat[lang^=de]"));
        page.setOptions("{ locale: 'ar' }");
        page.waitUntil("it is Arabic", () -> page.has("ck-chat[lang^=ar][dir=rtl]"));
        page.setOptions("{ locale: 'sw-TZ' }");
        page.waitForText("What can I help with today?");
        assertTrue(
                browser.chrome().console().stream().anyMatch(line -> line.contains("no texts in the language sw-TZ")));
        page.setOptions("{ locale: 'fr' }");
        page.js("chat.sendUserMessage({ text: 'Bonjour' })");
        page.waitForText("You said: Bonjour");
        assertEquals("fr", browser.server().requests("threads.create").get(0).header("Accept-language"));
    }

    @Test
    void theme_setsSchemeRoundnessSpacingFontsAndColours() {
        ChatKitPage page = browser.page().open("{ theme: 'dark' }");
        assertEquals("dark", page.js("return getComputedStyle(chat).colorScheme"));
        Object dark = background(page);
        page.setOptions("{}");
        assertEquals("light", page.js("return getComputedStyle(chat).colorScheme"));
        assertNotEquals(dark, background(page));
        page.setOptions("""
            { theme: { colorScheme: 'light', radius: 'sharp', density: 'compact',
              typography: { baseSize: 18, fontFamily: 'Harbour Serif, serif', fontFamilyMono: 'Harbour Mono, monospace' },
              color: { surface: { background: 'rgb(250, 240, 230)', foreground: 'rgb(40, 20, 10)' },
                accent: { primary: 'rgb(0, 90, 160)', level: 2 } } } }\
            """);
        assertEquals("rgb(250, 240, 230)", background(page));
        assertEquals("rgb(40, 20, 10)", page.js("return getComputedStyle(chat).color"));
        assertEquals("18px", page.js("return getComputedStyle(chat).fontSize"));
        assertTrue(String.valueOf(page.js("return getComputedStyle(chat).fontFamily"))
                .contains("Harbour Serif"));
        assertTrue(String.valueOf(property(page, "--ck-font-mono")).contains("Harbour Mono"));
        assertEquals("0", property(page, "--ck-radius-control"));
        assertEquals("0.7rem", property(page, "--ck-space"));
        page.setOptions("{ theme: { color: { grayscale: { hue: 20, tint: 9, shade: -4 } } } }");
        Object warm = background(page);
        page.setOptions("{ theme: { color: { grayscale: { hue: 200, tint: 9, shade: -4 } } } }");
        assertNotEquals(warm, background(page));
    }

    @Test
    void theme_eachRadiusAndDensity_isAnother() {
        ChatKitPage page = browser.page().open();
        Set<Object> corners = new HashSet<>();
        for (String radius : List.of("pill", "round", "soft", "sharp")) {
            page.setOptions("{ theme: { radius: '" + radius + "' } }");
            corners.add(property(page, "--ck-radius") + " " + property(page, "--ck-radius-control"));
        }
        assertEquals(4, corners.size(), corners::toString);
        Set<Object> spaces = new HashSet<>();
        for (String density : List.of("compact", "normal", "spacious")) {
            page.setOptions("{ theme: { density: '" + density + "' } }");
            spaces.add(property(page, "--ck-space"));
        }
        assertEquals(3, spaces.size(), spaces::toString);
    }

    @Test
    void icons_areAllDrawn() {
        ChatKitPage page = browser.page()
                .open("{ startScreen: { prompts: '" + ICONS
                        + "'.split(' ').map((icon) => ({ label: icon, prompt: icon, icon })) } }");
        page.waitForText("write-alt2");
        assertEquals(List.of(), page.js("""
            return arguments[0].split(' ').filter((name) => ![...chat.shadowRoot.querySelectorAll('ck-start button')]
              .some((button) => button.textContent.trim() === name && button.querySelector('svg')?.childElementCount > 0));\
            """, ICONS));
        for (String icon : HEADER_ICONS.split(" ", -1)) {
            page.setOptions("{ header: { rightAction: { icon: '" + icon + "', onClick: () => {} } } }");
            page.waitFor("[data-header-icon='" + icon + "'] svg > *");
        }
        assertFalse(browser.chrome().console().toString().contains("header.rightAction"));
    }

    @Test
    void fontSources_areLoadedAndAMissingFontIsNamed() {
        browser.expectConsoleErrors();
        ChatKitPage page = browser.page().open("""
            { theme: { typography: { fontFamily: 'Absent, serif', fontSources: [{ family: 'Absent', src: '/absent.woff2', weight: 400 }] } } }\
            """);
        assertEquals(true, page.js("return [...document.fonts].some((font) => font.family === 'Absent')"));
        page.waitUntil(
                "the console names the font",
                () -> browser.chrome().console().stream()
                        .anyMatch(line -> line.contains("The font Absent cannot be loaded")));
    }

    @Test
    void frameTitle_namesTheElement() {
        ChatKitPage page = browser.page().open("{ frameTitle: 'Harbour assistant' }");
        assertEquals("Harbour assistant", page.js("return chat.getAttribute('aria-label')"));
        page.setOptions("{}");
        assertEquals("Chat", page.js("return chat.getAttribute('aria-label')"));
    }

    @Test
    void initialThread_isShownFromTheStart() {
        String thread = browser.server().state().addThread("Pier");
        browser.server().state().addUserMessage(thread, "What will the pier cost?");
        ChatKitPage page = browser.page().open("{ initialThread: '" + thread + "' }");
        page.waitForText("What will the pier cost?");
        // later options do not lead back to it
        page.jsAsync("await chat.setThreadId(null)");
        page.setOptions("{ initialThread: '" + thread + "' }");
        page.waitForText("What can I help with today?");
    }

    @Test
    void onClientTool_answersTheServer() {
        browser.server().nextTurn(turn -> turn.item("""
            {"type": "client_tool_call", "status": "pending", "call_id": "c1", "name": "weather", "arguments": {"place": "Sylt"}}\
            """));
        browser.server().nextTurn(turn -> turn.say("It is windy."));
        ChatKitPage page =
                browser.page().open("{ onClientTool: async ({ name, params }) => ({ [name]: params.place }) }");
        page.send("Weather?");
        page.waitForText("It is windy.");
        assertEquals(
                "{\"weather\":\"Sylt\"}",
                browser.server()
                        .requests("threads.add_client_tool_output")
                        .get(0)
                        .params()
                        .get("result")
                        .toString());
    }

    @Test
    void header_hasTheTitleAndTheActionsOfThePage() {
        ChatKitPage page = browser.page().open("""
            { header: { title: { text: 'Harbour' }, leftAction: { icon: 'sidebar-left', onClick: () => window.left = true },
              rightAction: { icon: 'home', onClick: () => window.right = true } } }\
            """);
        page.waitForText("Harbour");
        page.waitFor("[data-header-icon=sidebar-left]").click();
        page.waitFor("[data-header-icon=home]").click();
        assertEquals(true, page.js("return left && right"));
        page.setOptions("{ header: { title: { enabled: false, text: 'Harbour' } } }");
        page.waitForNoText("Harbour");
        page.setOptions("{ header: { enabled: false } }");
        page.waitForNo("ck-header");
    }

    @Test
    void history_canBeLeftOutAndItsActionsToo() {
        browser.server().state().addThread("Pier");
        ChatKitPage page = browser.page().open("{ history: { enabled: false } }");
        assertFalse(page.has("[data-history-button]"));
        page.setOptions("{ history: { showDelete: false, showRename: false } }");
        page.click("Show conversations");
        page.waitForText("Pier");
        assertFalse(page.has("[aria-label='Delete “Pier”']"));
        assertFalse(page.has("[aria-label='Rename “Pier”']"));
        page.setOptions("{}");
        page.waitFor("[aria-label='Delete “Pier”']");
        page.waitFor("[aria-label='Rename “Pier”']");
    }

    @Test
    void startScreen_hasTheGreetingAndPrompts() {
        ChatKitPage page = browser.page().open("""
            { startScreen: { greeting: 'Ahoy', prompts: [{ label: 'Tides', prompt: 'When is high water?', icon: 'clock' },
              { label: 'Ship', prompt: [{ type: 'input_text', text: 'Where is ' }, { type: 'input_tag', id: 's1', text: 'Elbe' }] }] } }\
            """);
        page.waitForText("Ahoy");
        page.click("Ship");
        page.waitForText("Elbe");
        assertEquals(
                "s1",
                browser.server()
                        .createInput()
                        .getJsonArray("content")
                        .getJsonObject(1)
                        .getString("id"));
    }

    @Test
    void threadItemActions_addFeedbackAndRetry() {
        ChatKitPage page = browser.page().open();
        page.send("Hello");
        page.waitForText("You said: Hello");
        page.waitForEvent("chatkit.response.end");
        page.waitFor("[aria-label='Copy response']");
        assertFalse(page.has("[aria-label='Good response']"));
        assertFalse(page.has("[aria-label='Answer again']"));
        page.setOptions("{ threadItemActions: { feedback: true, retry: true } }");
        page.click("Good response");
        page.waitUntil(
                "the server knows",
                () -> !browser.server().requests("items.feedback").isEmpty());
        page.click("Answer again");
        page.waitUntil(
                "the server answers",
                () -> !browser.server().requests("threads.retry_after_item").isEmpty());
    }

    @Test
    void composer_hasThePlaceholderAndOneLimitForAllFiles() {
        ChatKitPage page = browser.page()
                .open("{ composer: { placeholder: 'Ask the harbour', attachments: { enabled: true, maxSize: 10 } } }");
        assertEquals("Ask the harbour", page.waitFor("[data-composer-input]").getDomAttribute("aria-placeholder"));
        page.jsAsync("await chat.setComposerValue({ files: ['x'.repeat(11), 'x'.repeat(10)].map((text) =>"
                + " new File([text], `${text.length}.txt`, { type: 'text/plain' })) })");
        page.waitForText("11.txt is larger than 10 byte");
        assertEquals(1, page.all("ck-composer .file").size());
    }

    @Test
    void disclaimer_isMarkdownBelowTheComposer() {
        ChatKitPage page =
                browser.page().open("{ disclaimer: { text: 'Answers may be **wrong**.', highContrast: true } }");
        page.waitFor(".disclaimer.high-contrast strong");
        assertTrue(page.text().contains("Answers may be wrong."));
    }

    @Test
    void thread_autoScroll_followsTheResponse() {
        browser.server().nextTurn(turn -> turn.say("line\n\n".repeat(200), "the end"));
        ChatKitPage page = browser.page().open("{ thread: { autoScroll: true } }");
        page.send("Go");
        page.waitForEvent("chatkit.response.end");
        page.waitUntil("the end is visible", () -> (Boolean) page.js("""
            const last = [...chat.shadowRoot.querySelectorAll('ck-item p')].at(-1);
            const box = last?.getBoundingClientRect();
            return !!box && last.textContent.includes('the end') && box.bottom <= innerHeight && box.top >= 0;\
            """));
    }

    @Test
    void wrongOptions_areNamedAndTheRestWorks() {
        ChatKitPage page = browser.page().open("""
            { colour: 'red', header: { titel: 'x' }, composer: { tools: 'none', models: [7, { id: 'm', label: 'Model M' }] },
              theme: { radius: 'round!', density: 'compact' }, startScreen: { prompts: null } }\
            """);
        page.waitForText("Model M");
        for (String name : List.of("colour", "header.titel", "composer.tools", "composer.models[0]", "theme.radius")) {
            assertEquals(
                    1,
                    browser.chrome().console().stream()
                            .filter(line -> line.contains("The option " + name + " "))
                            .count(),
                    name);
        }
        assertEquals("compact", page.js("return chat.dataset.density"));
        page.send("Hello");
        page.waitForText("You said: Hello");
    }

    @Test
    void missingApi_isAnError() {
        ChatKitPage page = browser.page().openWithoutOptions("/test/page.html");
        for (String options : List.of("undefined", "null", "{}", "{ api: {} }", "{ api: { url: 7 } }")) {
            assertEquals(
                    "TypeError",
                    page.js("try { chat.setOptions(" + options
                            + "); return null; } catch (e) { return e instanceof TypeError ? 'TypeError' :"
                            + " String(e); }"),
                    options);
        }
    }

    private static Object background(ChatKitPage page) {
        return page.js("return getComputedStyle(chat).backgroundColor");
    }

    private static Object property(ChatKitPage page, String name) {
        return page.js("return getComputedStyle(chat).getPropertyValue(arguments[0]).trim()", name);
    }
}
