package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Search, pins, archive and labels in the page at the root. */
class WorkspaceSearchBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    private FakeProtocol state;
    private FakeOrganizer organizer;
    private FakeRest rest;
    private WorkspacePageDriver page;

    @BeforeEach
    void serverWithSearch() {
        // there is no active opportunity, which is a 404
        browser.expectConsoleErrors();
        state = browser.server().state();
        organizer = state.organizer;
        organizer.enabled = true;
        rest = new FakeRest(browser.server());
        rest.document("about", FakeRest.ABOUT);
        rest.list("opportunities", List.of());
        rest.respond("active-opportunity", 404, "{\"title\":\"Not found\"}");
        page = new WorkspacePageDriver(browser, browser.server().origin() + "/");
        browser.viewport(1200, 800, 1);
    }

    private List<String> texts(String selector) {
        return page.all(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    private void waitForTitles(String... titles) {
        page.waitUntil(() -> page.conversations().equals(List.of(titles)));
    }

    private void search(String query) {
        page.click("[data-search]");
        page.press(query);
    }

    private void choose(String threadId, String entry) {
        page.choose("[data-thread-id='" + threadId + "'] .action", entry);
    }

    @Test
    void search_findsMessagesAndJumpsToThem() throws IOException {
        String pier = state.addThread("The pier");
        for (int n = 0; n < 60; n++) {
            state.addUserMessage(pier, n == 4 ? "How many piles carry the old pier?" : "Message " + n);
        }
        String item = state.items(pier).get(4).getString("id");
        state.addThread("The steel");
        page.open();
        waitForTitles("The steel", "The pier");
        search("piles");
        page.waitUntil(() -> texts("ws-threads mark").equals(List.of("piles")));
        waitForTitles("The pier");
        assertEquals(List.of("How many piles carry the old pier?"), texts("ws-threads .snippet"));
        assertEquals(List.of("piles"), organizer.searched());
        page.waitUntil(() -> "Results: 1"
                .equals(page.find("ws-threads section > [role=status]").getDomProperty("textContent")));
        browser.screenshot("workspace-search");
        page.press(Keys.ENTER, Keys.ENTER);
        for (int time = 0; time < 2; time++) {
            page.waitUntil(() -> item.equals(page.js("return"
                    + " document.querySelector('chatkit-ee').shadowRoot.activeElement?.getAttribute('data-item')")));
            assertEquals("#thread=" + pier + "&item=" + item, page.js("return location.hash"));
            // the same hit again
            page.js("document.querySelector('chatkit-ee').focusComposer()");
            page.click("ws-threads .hits .open");
        }
        page.click("[data-search]");
        page.press(Keys.ESCAPE);
        waitForTitles("The steel", "The pier");
    }

    @Test
    void search_isRestrictedToTheChosenOpportunity() {
        String opportunity = """
            {"id":"opp_1","name":"Bridge","status":"active","created_at":"2026-11-02T10:00:00Z","updated_at":"2026-11-02T10:00:00Z"}\
            """;
        rest.list("opportunities", List.of(opportunity));
        state.addThread("Pier one", "{'opportunity_id': 'opp_1'}");
        state.addThread("Pier two");
        page.open();
        waitForTitles("Pier two", "Pier one");
        search("pier");
        page.waitUntil(() -> texts(".hits .title").equals(List.of("Pier two", "Pier one")));
        page.select("Bridge");
        page.waitUntil(() -> texts(".hits .title").equals(List.of("Pier one")));
        page.click("[data-scope=none]");
        page.waitUntil(() -> texts(".hits .title").equals(List.of("Pier two")));
    }

    @Test
    void nothingFoundAndFailures_areSaid() {
        state.addThread("The pier");
        page.open();
        waitForTitles("The pier");
        search("lighthouse");
        page.waitForText("Nothing was found for “lighthouse”.");
        organizer.searches.add(exchange -> FakeProtocol.problem(exchange, 400, "q: unbalanced"));
        page.press("x");
        page.waitForText("The search failed. q: unbalanced");
        page.click("ws-threads [data-retry]");
        page.waitForText("Nothing was found for “lighthousex”.");
    }

    @Test
    void serverWithoutSearch_hasTheTitlesSearched() {
        organizer.enabled = false;
        rest.list(
                "threads",
                List.of(
                        "{\"id\":\"thr_1\",\"title\":\"The"
                            + " pier\",\"created_at\":\"2026-01-02T10:00:00Z\",\"updated_at\":\"2026-01-02T10:00:00Z\"}",
                        "{\"id\":\"thr_2\",\"title\":\"The"
                            + " steel\",\"created_at\":\"2026-01-02T10:00:00Z\",\"updated_at\":\"2026-01-02T10:00:00Z\"}"));
        page.open();
        waitForTitles("The pier", "The steel");
        search("stee");
        waitForTitles("The steel");
        page.waitUntil(
                () -> "Find in this list".equals(page.find("[data-search]").getDomAttribute("placeholder")));
        page.press("l");
        waitForTitles("The steel");
        assertEquals(List.of("stee"), organizer.searched(), "it is asked once");
        assertTrue(texts("ws-threads .filters").isEmpty());
        page.press(Keys.ESCAPE);
        page.click("[data-thread-id=thr_1] .action");
        page.waitUntil(() -> texts("[role=menuitem]").equals(List.of("Rename", "Copy link", "Delete")));
    }

    @Test
    void threads_arePinnedAndArchived() throws IOException {
        String pier = state.addThread("The pier");
        String steel = state.addThread("The steel");
        state.addThread("The crane");
        page.open();
        waitForTitles("The crane", "The steel", "The pier");
        choose(pier, "Pin");
        waitForTitles("The pier", "The crane", "The steel");
        page.waitUntil(() ->
                "Actions for “The pier”".equals(page.js("return document.activeElement.getAttribute('aria-label')")));
        choose(steel, "Archive");
        waitForTitles("The pier", "The crane");
        browser.screenshot("workspace-pinned");
        page.click("[data-archived]");
        waitForTitles("The steel");
        choose(steel, "Take out of the archive");
        page.waitForText("No conversation matches the filter.");
        page.click("[data-archived]");
        waitForTitles("The pier", "The crane", "The steel");
        choose(pier, "Unpin");
        waitForTitles("The pier", "The crane", "The steel");
        page.open();
        waitForTitles("The crane", "The steel", "The pier");
        organizer.changes.add(exchange -> FakeProtocol.problem(exchange, 409, "The thread has a legal hold."));
        choose(pier, "Archive");
        page.waitForText("“The pier” was not changed. The thread has a legal hold.");
    }

    @Test
    void labels_areChangedInADialogAndFilteredBy() throws IOException {
        String pier = state.addThread("The pier");
        organizer.organize(state.addThread("The steel"), "{\"labels\":[\"Urgent\"]}");
        page.open();
        waitForTitles("The steel", "The pier");
        choose(pier, "Labels");
        page.find("ws-labels-dialog [name=label]").sendKeys(" Offer ", Keys.ENTER, "Urgent", Keys.ENTER, "Later");
        browser.screenshot("workspace-labels");
        page.click("ws-labels-dialog [aria-label='Remove the label “Offer”']");
        page.find("ws-labels-dialog [name=label]").sendKeys(Keys.ENTER, Keys.ENTER);
        page.waitUntil(() -> texts("[data-thread-id='" + pier + "'] .label").equals(List.of("Urgent", "Later")));
        assertEquals(1, organizer.requests("PATCH").size());
        assertTrue(page.all(By.cssSelector("dialog")).isEmpty());
        page.find("[data-label-filter] option[value=Later]").click();
        waitForTitles("The pier");
        page.find("[data-label-filter] option[value='']").click();
        waitForTitles("The steel", "The pier");
        choose(pier, "Labels");
        organizer.changes.add(exchange -> FakeProtocol.problem(exchange, 400, "labels: at most 20"));
        page.find("ws-labels-dialog [name=label]").sendKeys("More", Keys.ENTER, Keys.ENTER);
        page.waitForText("“The pier” was not changed. labels: at most 20");
        page.press(Keys.ESCAPE);
    }

    @Test
    void onlyArchivedThreads_canBeReached() {
        organizer.organize(state.addThread("The pier"), "{'archived': true}");
        page.open();
        page.waitForText("No conversations here yet.");
        page.click("[data-archived]");
        waitForTitles("The pier");
        assertFalse(page.text().contains("No conversations here yet."));
    }

    @ParameterizedTest
    @CsvSource({"light,en,1200", "dark,de,1200", "light,ar,390", "dark,en,390"})
    void states_haveNoViolations(String scheme, String language, int width) throws IOException {
        browser.viewport(width, 800, 1);
        browser.media(Map.of("prefers-color-scheme", scheme, "prefers-reduced-motion", "reduce"));
        browser.chrome().driver.get(browser.server().origin() + "/favicon.ico");
        page.js("localStorage.setItem('chatkit.language', arguments[0])", language);
        String first = state.addThread("A very long title about the foundations of the old pier");
        organizer.organize(
                first,
                "{\"pinned\":true,\"labels\":[\"Offer\",\"Legal department, second round\",\"عاجل\",\"Fourth\"]}");
        state.addUserMessage(
                first, "What has to be considered when the foundations of the pier are replaced, and who pays for it?");
        state.addThread("كم يبلغ طول الرصيف؟ pier");
        page.open();
        if (width < 800) {
            page.waitUntil(() -> {
                page.js("document.querySelector('chatkit-ee').shadowRoot.querySelector('[data-header-icon]').click()");
                return !page.all(By.cssSelector("ws-sidebar")).isEmpty();
            });
        }
        page.find("ws-threads .label");
        String name = String.join("-", "workspace-organize", scheme, language, "" + width);
        check(name);
        page.click("[data-thread-id='" + first + "'] .action");
        page.find("[role=menu]:popover-open");
        check(name + "-menu");
        page.click("[role=menuitem]:nth-child(4)");
        page.find("ws-labels-dialog dialog[open]");
        check(name + "-labels");
        page.press(Keys.ESCAPE);
        page.waitUntil(() -> page.all(By.cssSelector("dialog")).isEmpty());
        search("pier");
        page.waitUntil(() -> texts("ws-threads .hits li").size() == 3);
        check(name + "-search");
    }

    private void check(String name) throws IOException {
        browser.screenshot(name);
        assertEquals(List.of(), Axe.violationsOfPage(browser), name);
        assertEquals(List.of(), page.js("""
            const width = document.documentElement.clientWidth;
            return [...document.querySelectorAll('body *')].filter((element) => {
              const box = element.getBoundingClientRect();
              return box.width > 1 && (box.right > width + 1 || box.left < -1) && !element.closest('svg');
            }).map((element) => `${element.localName}.${element.className}`).slice(0, 5)\
            """), name);
    }
}
