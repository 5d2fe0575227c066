package ee.chatkit.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The search in the history of the element. */
class HistorySearchBrowserIT {
    private static final String FIELD = "ck-history [data-search]";
    private static final String PROBLEM = "application/problem+json";

    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    private FakeProtocol state;
    private FakeOrganizer organizer;

    @BeforeEach
    void serverWithSearch() {
        state = browser.server().state();
        organizer = state.organizer;
        organizer.enabled = true;
    }

    private static ChatKitPage openHistory(String options) {
        ChatKitPage page = browser.page().open(options);
        page.click("Show conversations");
        page.waitFor("ck-history");
        return page;
    }

    private static ChatKitPage search(String query) {
        ChatKitPage page = openHistory("{}");
        page.waitFor(FIELD).sendKeys(query);
        return page;
    }

    private static List<String> texts(ChatKitPage page, String selector) {
        return page.all(selector).stream().map(WebElement::getText).toList();
    }

    private static void waitForFocus(ChatKitPage page, String selector) {
        page.waitUntil("the focus is at " + selector, () ->
                (Boolean) page.js("return chat.shadowRoot.activeElement?.matches(arguments[0]) ?? false", selector));
    }

    private static void waitForAnnouncement(ChatKitPage page, String text) {
        page.waitUntil(
                "a screen reader says: " + text,
                () -> text.equals(page.js("return [...chat.shadowRoot.children].find((child) => child.role ==="
                        + " 'status').textContent.trim()")));
    }

    @Test
    void search_findsWordsAsOneTypesAndJumpsToTheItem() throws IOException {
        String pier = state.addThread("The pier");
        for (int n = 0; n < 60; n++) {
            state.addUserMessage(pier, n == 4 ? "How many piles carry the old pier?" : "Message " + n);
        }
        String item = state.items(pier).get(4).getString("id");
        state.addThread("The steel");
        ChatKitPage page = search("piles");
        page.waitUntil("it is found", () -> texts(page, "ck-history mark").equals(List.of("piles")));
        assertEquals(List.of("The pier"), texts(page, "ck-history .hits .title"));
        assertEquals(List.of("How many piles carry the old pier?"), texts(page, "ck-history .snippet"));
        assertEquals(List.of("piles"), organizer.searched(), "one request for all keys");
        waitForAnnouncement(page, "Results: 1");
        browser.screenshot("history-search");
        page.press(Keys.ENTER, Keys.ENTER);
        page.waitForNo("ck-history");
        page.waitUntil(
                "the item has the focus",
                () -> item.equals(page.js("return chat.shadowRoot.activeElement?.getAttribute('data-item')")));
    }

    @Test
    void titleThatIsFound_opensTheThread() {
        String id = state.addThread("Costs of the pier");
        state.addUserMessage(id, "What will it be?");
        ChatKitPage page = search("costs");
        page.waitUntil(
                "it is marked", () -> texts(page, "ck-history .title mark").equals(List.of("Costs")));
        page.press(Keys.ARROW_DOWN);
        waitForFocus(page, ".hits .open");
        page.press(Keys.ARROW_UP);
        waitForFocus(page, "[data-search]");
        page.press(Keys.ARROW_DOWN, Keys.ENTER);
        page.waitForNo("ck-history");
        page.waitForText("What will it be?");
    }

    @Test
    void markup_staysText() {
        String id = state.addThread("<b>Bold</b>");
        state.addUserMessage(id, "<img src=x onerror=\"window.hacked=1\"> pier");
        ChatKitPage page = search("pier");
        page.waitUntil("it is found", () -> texts(page, "ck-history mark").equals(List.of("pier")));
        assertEquals(List.of("<img src=x onerror=\"window.hacked=1\"> pier"), texts(page, "ck-history .snippet"));
        assertFalse(page.has("ck-history .hits img"));
        assertFalse(page.has("ck-history .hits b"));
    }

    @Test
    void rangesThatMakeNoSense_leaveTheTextWhole() {
        organizer.searches.add(exchange -> FakeRest.json(exchange, 200, """
            {"data":[{"thread":{"id":"thr_1","title":"T","created_at":"2026-11-22T14:42:00Z"},"item":null,"rank":1,
              "snippet":{"text":"abcdef","ranges":[{"start":4,"end":6},{"start":1,"end":3},{"start":2,"end":5},{"start":5,"end":99},{"start":3,"end":3}]}}],
             "has_more":false}\
            """));
        ChatKitPage page = search("x");
        page.waitUntil("both are marked", () -> texts(page, "ck-history mark").equals(List.of("bc", "ef")));
        assertEquals(List.of("abcdef"), texts(page, "ck-history .hits .title"));
    }

    @Test
    void olderRequest_isCancelledAndItsAnswerIgnored() throws Exception {
        state.addThread("The pier");
        state.addThread("The steel");
        CountDownLatch release = new CountDownLatch(1);
        organizer.searches.add(exchange -> {
            try {
                assertTrue(release.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            FakeRest.json(exchange, 200, "{\"data\":[],\"has_more\":false}");
        });
        ChatKitPage page = search("pier");
        page.waitUntil("the first search is sent", () -> organizer.searched().equals(List.of("pier")));
        page.waitForText("Searching…");
        page.waitFor(FIELD).sendKeys(Keys.chord(Keys.CONTROL, "a"), "steel");
        page.waitUntil(
                "the second one is answered",
                () -> texts(page, "ck-history .hits .title").equals(List.of("The steel")));
        release.countDown();
        assertEquals(List.of("The steel"), texts(page, "ck-history .hits .title"));
        assertEquals(
                true,
                page.js("return performance.getEntriesByType('resource').some((entry) =>"
                        + " entry.name.includes('q=steel'))"));
    }

    @Test
    void nothingFound_isSaidAndEscapeBringsTheListBack() throws IOException {
        state.addThread("The pier");
        ChatKitPage page = search("lighthouse");
        page.waitForText("Nothing was found for “lighthouse”.");
        waitForAnnouncement(page, "Nothing was found for “lighthouse”.");
        browser.screenshot("history-search-none");
        page.press(Keys.ESCAPE);
        page.waitUntil(
                "the list is back",
                () -> texts(page, "ck-history .threads .title").equals(List.of("The pier")));
        assertEquals("", page.waitFor(FIELD).getDomProperty("value"));
        page.press(Keys.ESCAPE);
        page.waitForNo("ck-history");
    }

    @Test
    void searchThatFails_saysWhyAndCanBeTriedAgain() throws IOException {
        state.addThread("The pier");
        organizer.searches.add(exchange -> FakeChatKitServer.respond(
                exchange,
                503,
                PROBLEM,
                "{\"title\":\"Service unavailable\",\"detail\":\"statement timeout\"}".getBytes(UTF_8)));
        ChatKitPage page = search("pier");
        page.waitForText("The search failed. The server has a problem at the moment.");
        browser.screenshot("history-search-failed");
        page.click("Try again");
        page.waitUntil(
                "it is found", () -> texts(page, "ck-history .hits .title").equals(List.of("The pier")));
        organizer.searches.add(exchange -> FakeChatKitServer.respond(
                exchange,
                400,
                PROBLEM,
                "{\"title\":\"Bad request\",\"detail\":\"q: at most 100 characters\"}".getBytes(UTF_8)));
        page.waitFor(FIELD).sendKeys("s");
        page.waitForText("The search failed. q: at most 100 characters");
    }

    @Test
    void pages_areLoadedAsOneScrolls_alsoBehindEmptyOnes() {
        for (int n = 0; n < 45; n++) {
            state.addThread("Pier " + n);
        }
        organizer.searches.add(
                exchange -> FakeRest.json(exchange, 200, "{\"data\":[],\"has_more\":true,\"after\":\"0\"}"));
        ChatKitPage page = search("pier");
        page.waitUntil(
                "a page behind the empty one is there",
                () -> page.all(".hits li").size() >= 20);
        page.waitUntil("all are there", () -> {
            page.js("const list = chat.shadowRoot.querySelector('ck-history .scroll'); list.scrollTop ="
                    + " list.scrollHeight");
            return page.all(".hits li").size() == 45;
        });
        assertTrue(organizer.requests("after=20").size() == 1, () -> "" + organizer.requests("search"));
    }

    @Test
    void addressOfAnOpportunity_restrictsTheSearch() {
        state.addThread("Pier one", "{'opportunity_id': 'opp_1'}");
        state.addThread("Pier two", "{'opportunity_id': 'opp_2'}");
        browser.server()
                .handle(
                        "/api/opportunities/opp_1/chatkit",
                        exchange -> FakeRest.json(exchange, 200, "{\"data\":[],\"has_more\":false}"));
        ChatKitPage page = openHistory("{ api: { url: '/api/opportunities/opp_1/chatkit' } }");
        page.waitFor(FIELD).sendKeys("pier");
        page.waitUntil("only one is found", () -> texts(page, ".hits .title").equals(List.of("Pier one")));
        assertFalse(organizer.requests("GET /api/opportunities/opp_1/threads").isEmpty());
    }

    @Test
    void serverWithoutSearch_hasThePanelAsItWas() {
        organizer.enabled = false;
        state.addThread("The pier");
        ChatKitPage page = openHistory("{}");
        page.waitUntil("the list is there", () -> texts(page, ".threads .title").equals(List.of("The pier")));
        page.waitUntil(
                "the server was asked", () -> organizer.requests("/api/search").size() == 1);
        assertTrue(page.has("ck-history [data-rename]"));
        page.press(Keys.ESCAPE);
        page.waitForNo("ck-history");
        page.click("Show conversations");
        page.waitUntil(
                "the list is there again",
                () -> browser.server().requests("threads.list").size() == 2);
        assertFalse(page.has(FIELD));
        assertFalse(page.has("ck-history .filters"));
        assertEquals(1, organizer.requests("/api/search").size(), "it is asked once");
        assertEquals(List.of(), organizer.requests("/api/threads"));
    }

    @Test
    void serverThatOnlySearches_hasNoMenus() {
        organizer.organizes = false;
        state.addThread("The pier");
        state.addThread("The steel");
        ChatKitPage page = openHistory("{}");
        page.waitFor(FIELD);
        page.waitUntil(
                "the list is there",
                () -> page.has("ck-history [data-rename]")
                        && texts(page, ".threads .title").equals(List.of("The steel", "The pier")));
        assertFalse(page.has("ck-history .filters"));
        page.waitFor(FIELD).sendKeys("pier");
        page.waitUntil("it is found", () -> texts(page, ".hits .title").equals(List.of("The pier")));
    }

    @Test
    void serverThatDoesNotAnswerTheSearch_isAskedAgain() {
        state.addThread("The pier");
        browser.server().handle("/api/search", exchange -> FakeProtocol.problem(exchange, 503, "database unavailable"));
        ChatKitPage page = openHistory("{}");
        page.waitUntil("the list is there", () -> texts(page, ".threads .title").equals(List.of("The pier")));
        page.press(Keys.ESCAPE);
        page.waitForNo("ck-history");
        browser.server().handle("/api/search", organizer::handle);
        page.click("Show conversations");
        page.waitFor(FIELD);
    }

    @Test
    void moduleThatCannotBeLoaded_leavesThePanelAsItWas() {
        browser.expectConsoleErrors();
        state.addThread("The pier");
        browser.server()
                .handle(
                        "/chatkit-ee/history.js",
                        exchange -> FakeChatKitServer.respond(exchange, 503, "text/plain", new byte[0]));
        ChatKitPage page = openHistory("{}");
        page.waitForEvent("chatkit.log");
        page.waitUntil("the list is there", () -> texts(page, ".threads .title").equals(List.of("The pier")));
        assertTrue(page.has("ck-history [data-delete]"));
        assertFalse(page.has(FIELD));
    }

    @Test
    void otherServers_areNotAsked() {
        organizer.enabled = false;
        browser.server()
                .handle("/elsewhere", exchange -> FakeRest.json(exchange, 200, "{\"data\":[],\"has_more\":false}"));
        ChatKitPage page = openHistory("{ api: { url: '/elsewhere' } }");
        page.waitForText("No conversations yet.");
        assertEquals(List.of(), organizer.requests("/api/"));
    }

    @Test
    void options_canLeaveItOut() {
        state.addThread("The pier");
        ChatKitPage page = openHistory("{ history: { showSearch: false, showOrganize: false } }");
        page.waitUntil("the list is there", () -> texts(page, ".threads .title").equals(List.of("The pier")));
        assertEquals(List.of(), organizer.requests("/api/"));
        page.setOptions("{ history: { showSearch: false } }");
        page.press(Keys.ESCAPE);
        page.waitForNo("ck-history");
        page.click("Show conversations");
        page.waitFor("ck-history [data-actions]");
        assertFalse(page.has(FIELD));
    }

    @ParameterizedTest
    @CsvSource({"light,en,1000", "dark,de,1000", "light,ar,390", "dark,en,320"})
    void results_haveNoViolations(String theme, String locale, int width) throws IOException {
        browser.viewport(width, 700, 1);
        browser.media(Map.of("prefers-reduced-motion", "reduce"));
        for (String title : List.of(
                "The pier", "كم يبلغ طول الرصيف؟ pier", "A very long title about the foundations of the old pier")) {
            String id = state.addThread(title);
            state.addUserMessage(
                    id,
                    "What has to be considered when the foundations of the pier are replaced, and who pays for the"
                            + " pier afterwards?");
            state.addAssistantMessage(id, "يبلغ طول الرصيف pier 240 مترا");
        }
        ChatKitPage page = browser.page().open("{ theme: '%s', locale: '%s' }".formatted(theme, locale));
        page.jsAsync("await chat.showHistory()");
        page.waitFor(FIELD).sendKeys("pier");
        page.waitUntil("all are there", () -> page.all(".hits li").size() == 9);
        String name = String.join("-", "history-search", theme, locale, "" + width);
        browser.screenshot(name);
        assertEquals(List.of(), Axe.violations(browser), name);
        assertEquals(
                true,
                page.js("return chat.shadowRoot.querySelector('ck-history .scroll').scrollWidth"
                        + " <= chat.shadowRoot.querySelector('ck-history .scroll').clientWidth"));
    }
}
