package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What everybody can use: no violation that axe finds in any state; zoom, contrast, forced colours, motion, direction. */
class AccessibilityBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    private static final String OPTIONS = """
        ({ theme: '%s', locale: '%s', threadItemActions: { feedback: true, retry: true }, disclaimer: { text: 'May be **wrong**' },
          startScreen: { prompts: [{ label: 'Tides', prompt: 'Tides?', icon: 'clock' }] },
          header: { leftAction: { icon: 'sidebar-left', onClick: () => {} } },
          composer: { attachments: { enabled: true }, dictation: { enabled: true }, tools: [{ id: 's', label: 'Search', icon: 'globe' }],
            models: [{ id: 'a', label: 'Quick' }] } })\
        """;

    @BeforeEach
    void images() {
        // images of other servers are not there
        browser.expectConsoleErrors();
    }

    @ParameterizedTest
    @CsvSource({
        "light,en,no-preference",
        "dark,en,no-preference",
        "light,ar,no-preference",
        "light,en,more",
        "dark,de,more"
    })
    void states_haveNoViolations(String theme, String locale, String contrast) throws IOException {
        browser.media(Map.of("prefers-contrast", contrast, "prefers-reduced-motion", "reduce"));
        String name = String.join("-", "a11y", theme, locale, contrast);
        ChatKitPage page = browser.page().open(OPTIONS.formatted(theme, locale));
        check(name + "-start");
        String thread = AllItems.addTo(browser.server().state());
        page.jsAsync("await chat.setThreadId('" + thread + "')");
        page.waitForText("Oak");
        page.waitFor("ck-widget button");
        check(name + "-thread");
        page.jsAsync("await chat.showHistory()");
        page.waitFor("ck-history");
        page.waitForText("All of it");
        check(name + "-history");
    }

    @Test
    void failures_haveNoViolations() throws IOException {
        browser.server().nextTurn(turn -> {
            turn.event("{'type': 'notice', 'level': 'warning', 'title': 'Slow', 'message': 'The model is slow.'}");
            turn.event("{'type': 'error', 'code': 'custom', 'message': 'No budget left', 'allow_retry': true}");
        });
        ChatKitPage page = browser.page().open(OPTIONS.formatted("light", "en"));
        page.send("Go");
        page.waitForText("No budget left");
        page.waitForEvent("chatkit.response.end");
        check("a11y-error");
        browser.server().nextResponse("threads.add_user_message", 503, "text/html", "<h1>Unavailable</h1>");
        page.send("Again");
        page.waitForText("Send again");
        check("a11y-not-sent");
    }

    @Test
    void zoomedTo200Percent_nothingIsWiderThanThePage() throws IOException {
        browser.viewport(320, 480, 2);
        String thread = AllItems.addTo(browser.server().state());
        ChatKitPage page = browser.page().open(OPTIONS.formatted("light", "en"));
        assertFits(page);
        page.jsAsync("await chat.setThreadId('" + thread + "')");
        page.waitForText("Oak");
        assertFits(page);
        check("a11y-zoom");
    }

    @Test
    void forcedColours_keepControlsVisible() throws IOException {
        browser.media(Map.of("forced-colors", "active"));
        String thread = AllItems.addTo(browser.server().state());
        ChatKitPage page = browser.page().open(OPTIONS.formatted("light", "en"));
        page.jsAsync("await chat.setThreadId('" + thread + "')");
        page.waitForText("Oak");
        browser.screenshot("a11y-forced-colours");
        assertTrue((Boolean) page.js("return matchMedia('(forced-colors: active)').matches"));
    }

    /** Which axe does not look at. */
    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void moreContrast_keepsTheIconOfTheDisabledButtonVisible(String theme) {
        browser.media(Map.of("prefers-contrast", "more"));
        ChatKitPage page = browser.page().open(OPTIONS.formatted(theme, "en"));
        assertEquals("true", page.waitFor(".send").getDomAttribute("aria-disabled"));
        assertEquals("rgba(0, 0, 0, 0)", page.waitFor(".send").getCssValue("background-color"));
    }

    @Test
    void reducedMotion_hasNoAnimationThatRuns() {
        browser.media(Map.of("prefers-reduced-motion", "reduce"));
        browser.server().nextTurn(turn -> {
            turn.event("{'type': 'progress_update', 'text': 'Searching'}");
            turn.awaitDisconnect();
        });
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("Searching");
        assertEquals(0L, page.js("""
            return document.getAnimations().filter((a) => a.playState === 'running'
              && a.effect.getComputedTiming().activeDuration > 10).length\
            """));
    }

    private static void assertFits(ChatKitPage page) {
        assertEquals(List.of(), page.js("""
            const width = document.documentElement.clientWidth;
            const scrolls = (element) => { for (let e = element; e; e = e.parentElement ?? e.getRootNode().host) {
              if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(e).overflowX) && e !== element && e !== chat) { return true; } } return false; };
            return [...chat.shadowRoot.querySelectorAll('*')].filter((element) => {
              const box = element.getBoundingClientRect();
              return box.width > 1 && (box.right > width + 1 || box.left < -1) && !scrolls(element);
            }).map((element) => element.localName + '.' + element.className).slice(0, 5)\
            """));
    }

    private static void check(String name) throws IOException {
        browser.screenshot(name);
        assertEquals(List.of(), Axe.violations(browser), name);
    }
}
