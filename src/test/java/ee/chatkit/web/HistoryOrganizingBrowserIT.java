package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Pins, archive and labels in the history of the element. */
class HistoryOrganizingBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    private FakeProtocol state;
    private FakeOrganizer organizer;

    @BeforeEach
    void serverThatOrganises() {
        state = browser.server().state();
        organizer = state.organizer;
        organizer.enabled = true;
    }

    private static ChatKitPage openHistory(String options) {
        ChatKitPage page = browser.page().open(options);
        page.click("Show conversations");
        page.waitFor("ck-history .filters");
        return page;
    }

    private static List<String> texts(ChatKitPage page, String selector) {
        return page.all(selector).stream().map(WebElement::getText).toList();
    }

    private static void waitForTitles(ChatKitPage page, String... titles) {
        page.waitUntil(
                "the list is " + List.of(titles),
                () -> texts(page, "ck-history .threads .title").equals(List.of(titles)));
    }

    private static void waitForFocus(ChatKitPage page, String label) {
        page.waitUntil(
                "the focus is at " + label,
                () -> label.equals(page.js("return chat.shadowRoot.activeElement?.getAttribute('aria-label')")));
    }

    private static void choose(ChatKitPage page, String title, String action) {
        page.click("Actions for “" + title + "”");
        page.click(action);
        page.waitForNo("ck-history [role=menu]");
    }

    @Test
    void pinnedThread_isFirstUntilItIsNoLongerPinned() throws IOException {
        String pier = state.addThread("The pier");
        state.addThread("The steel");
        state.addThread("The crane");
        ChatKitPage page = openHistory("{}");
        waitForTitles(page, "The crane", "The steel", "The pier");
        choose(page, "The pier", "Pin");
        waitForTitles(page, "The pier", "The crane", "The steel");
        waitForFocus(page, "Actions for “The pier”");
        assertTrue(page.has("[data-thread-id='" + pier + "'] .pin"));
        browser.screenshot("history-pinned");
        page.press(Keys.ESCAPE);
        page.waitForNo("ck-history");
        page.click("Show conversations");
        waitForTitles(page, "The pier", "The crane", "The steel");
        choose(page, "The pier", "Unpin");
        waitForTitles(page, "The crane", "The steel", "The pier");
    }

    @Test
    void manyPinnedThreads_areLoadedBeforeTheOthers() {
        for (int n = 0; n < 70; n++) {
            String id = state.addThread("Thread " + n);
            if (n < 35) {
                organizer.organize(id, "{'pinned': true}");
            }
        }
        ChatKitPage page = openHistory("{}");
        page.waitUntil("all are there", () -> {
            page.js("const list = chat.shadowRoot.querySelector('ck-history .scroll'); list.scrollTop ="
                    + " list.scrollHeight");
            return page.all("ck-history .threads li").size() == 70;
        });
        List<String> titles = texts(page, "ck-history .threads .title");
        assertEquals("Thread 34", titles.get(0));
        assertEquals("Thread 0", titles.get(34));
        assertEquals("Thread 69", titles.get(35));
        assertEquals(70, titles.stream().distinct().count());
    }

    @Test
    void activity_movesAThreadBehindThePinnedOnes() {
        organizer.organize(state.addThread("The pier"), "{'pinned': true}");
        String steel = state.addThread("The steel");
        state.addThread("The crane");
        ChatKitPage page = openHistory("{ initialThread: '" + steel + "' }");
        waitForTitles(page, "The pier", "The crane", "The steel");
        page.press(Keys.ESCAPE);
        page.waitForNo("ck-history");
        page.send("How much?");
        page.waitForText("You said: How much?");
        page.click("Show conversations");
        waitForTitles(page, "The pier", "The steel", "The crane");
    }

    @Test
    void archivedThread_leavesTheListAndIsFoundByTheFilter() throws IOException {
        String pier = state.addThread("The pier");
        state.addThread("The steel");
        ChatKitPage page = openHistory("{}");
        choose(page, "The steel", "Archive");
        waitForTitles(page, "The pier");
        waitForFocus(page, "Actions for “The pier”");
        page.click("Archived");
        waitForTitles(page, "The steel");
        assertEquals("true", page.control("Archived").getDomAttribute("aria-pressed"));
        browser.screenshot("history-archived");
        choose(page, "The steel", "Take out of the archive");
        page.waitForText("No conversation matches the filter.");
        page.click("Archived");
        waitForTitles(page, "The steel", "The pier");
        assertFalse(state.thread(pier).isEmpty());
    }

    @Test
    void labels_areAddedRemovedAndFilteredBy() throws IOException {
        String pier = state.addThread("The pier");
        organizer.organize(state.addThread("The steel"), "{\"labels\":[\"Urgent\"]}");
        ChatKitPage page = openHistory("{}");
        choose(page, "The pier", "Labels");
        page.waitFor("ck-history [data-label]").sendKeys("  Offer ", Keys.ENTER);
        page.waitForText("Offer");
        page.press("Urgent", Keys.ENTER);
        page.waitUntil(
                "both are stored",
                () -> organizer.threads().get(1).getJsonArray("labels").size() == 2);
        page.press("Offer", Keys.ENTER);
        browser.screenshot("history-labels");
        page.click("Remove the label “Offer”");
        page.waitUntil(
                "one is left",
                () -> "[\"Urgent\"]"
                        .equals(organizer
                                .threads()
                                .get(1)
                                .getJsonArray("labels")
                                .toString()));
        page.click("Done");
        waitForFocus(page, "Actions for “The pier”");
        assertEquals(List.of("Urgent"), texts(page, "[data-thread-id='" + pier + "'] .label"));
        assertEquals(3, organizer.requests("PATCH /api/threads/" + pier).size(), "what is there already is not sent");
        choose(page, "The pier", "Labels");
        page.waitFor("ck-history [data-label]").sendKeys("Offer", Keys.ENTER);
        page.waitForText("Offer");
        page.press(Keys.ESCAPE);
        waitForFocus(page, "Actions for “The pier”");
        page.waitFor("[data-label-filter] option[value=Offer]").click();
        waitForTitles(page, "The pier");
        assertFalse(organizer.requests("label=Offer").isEmpty());
        page.waitFor("[data-label-filter] option[value='']").click();
        waitForTitles(page, "The steel", "The pier");
    }

    @Test
    void labelsThatAreTypedFast_areAllStored() {
        String pier = state.addThread("The pier");
        organizer.changes.add(exchange -> {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            FakeRest.json(
                    exchange,
                    200,
                    organizer.organize(pier, "{\"labels\":[\"One\"]}").toString());
        });
        ChatKitPage page = openHistory("{}");
        choose(page, "The pier", "Labels");
        page.waitFor("ck-history [data-label]").sendKeys("One", Keys.ENTER, "Two", Keys.ENTER, "Three");
        page.waitUntil(
                "two are stored",
                () -> "[\"One\",\"Two\"]"
                        .equals(organizer
                                .threads()
                                .get(0)
                                .getJsonArray("labels")
                                .toString()));
        page.waitForText("Two");
        assertEquals("Three", page.waitFor("ck-history [data-label]").getDomProperty("value"));
    }

    @Test
    void renameAndDelete_areInTheMenu() {
        String id = state.addThread("The pier");
        state.addThread("The steel");
        ChatKitPage page = openHistory("{}");
        choose(page, "The pier", "Rename");
        page.waitFor("ck-history [data-title]").sendKeys(Keys.chord(Keys.CONTROL, "a"), "Costs", Keys.ENTER);
        waitForTitles(page, "The steel", "Costs");
        waitForFocus(page, "Actions for “Costs”");
        choose(page, "Costs", "Delete");
        waitForTitles(page, "The steel");
        page.click("Undo");
        waitForTitles(page, "The steel", "Costs");
        choose(page, "Costs", "Delete");
        page.click("Close conversations");
        page.waitUntil("it is deleted", () -> state.thread(id) == null);
    }

    @Test
    void changeThatFails_saysWhy() {
        state.addThread("The pier");
        organizer.changes.add(exchange -> FakeProtocol.problem(exchange, 409, "The thread has a legal hold."));
        ChatKitPage page = openHistory("{}");
        choose(page, "The pier", "Pin");
        page.waitForText("“The pier” was not changed. The thread has a legal hold.");
        assertFalse(page.has("ck-history .pin"));
    }

    @Test
    void menu_isUsedByKeyboard() {
        state.addThread("The pier");
        ChatKitPage page = openHistory("{}");
        page.waitFor("ck-history [data-actions]");
        page.js("chat.shadowRoot.querySelector('ck-history [data-actions]').focus()");
        page.press(Keys.ENTER);
        page.waitUntil(
                "the first entry has the focus",
                () -> "rename".equals(page.js("return chat.shadowRoot.activeElement?.dataset.action")));
        page.press(Keys.ARROW_UP);
        page.waitUntil(
                "the last entry has the focus",
                () -> "delete".equals(page.js("return chat.shadowRoot.activeElement?.dataset.action")));
        page.press(Keys.ESCAPE);
        page.waitForNo("ck-history [role=menu]");
        waitForFocus(page, "Actions for “The pier”");
        assertTrue(page.has("ck-history"), "Escape closes the menu only");
        page.press(Keys.ENTER);
        page.waitFor("ck-history [role=menu]");
        page.waitFor("ck-history h2").click();
        page.waitForNo("ck-history [role=menu]");
    }

    @Test
    void options_decideWhatTheMenuHas() {
        state.addThread("The pier");
        ChatKitPage page = openHistory("{ history: { showDelete: false, showRename: false } }");
        page.click("Actions for “The pier”");
        page.waitUntil(
                "it has three entries",
                () -> texts(page, "ck-history [role=menuitem]").equals(List.of("Pin", "Labels", "Archive")));
        page.press(Keys.ESCAPE);
        page.setOptions("{ history: { showOrganize: false } }");
        page.waitForNo("ck-history .filters");
        assertTrue(page.has("ck-history [data-rename]"));
        assertTrue(page.has("ck-history [data-search]"));
    }

    @ParameterizedTest
    @CsvSource({"light,en,1000", "dark,de,1000", "light,ar,390", "dark,en,320"})
    void states_haveNoViolations(String theme, String locale, int width) throws IOException {
        browser.viewport(width, 700, 1);
        browser.media(Map.of("prefers-reduced-motion", "reduce"));
        organizer.organize(
                state.addThread("A very long title about the foundations of the old pier"),
                "{\"pinned\":true,\"labels\":[\"Offer\",\"Legal department, second round\",\"عاجل\",\"Fourth\"]}");
        state.addThread("The steel", "{'status': {'type': 'locked'}}");
        state.addThread("كم يبلغ طول الرصيف؟");
        ChatKitPage page = browser.page().open("{ theme: '%s', locale: '%s' }".formatted(theme, locale));
        page.jsAsync("await chat.showHistory()");
        page.waitFor("ck-history .filters");
        page.waitFor("ck-history .pin");
        String name = String.join("-", "history-organize", theme, locale, "" + width);
        check(page, name);
        page.js("chat.shadowRoot.querySelector('ck-history [data-actions]').click()");
        page.waitFor("ck-history [role=menu]:popover-open");
        check(page, name + "-menu");
        page.waitFor("ck-history [data-action=labels]").click();
        page.waitFor("ck-history [data-label]");
        check(page, name + "-labels");
        page.press(Keys.ESCAPE);
        page.js("chat.shadowRoot.querySelector('ck-history [data-archived]').click()");
        page.waitUntil(
                "nothing is archived",
                () -> page.all("ck-history .threads li").isEmpty() && page.has("ck-history .scroll .note"));
        check(page, name + "-archived");
    }

    private static void check(ChatKitPage page, String name) throws IOException {
        browser.screenshot(name);
        assertEquals(List.of(), Axe.violations(browser), name);
        assertEquals(
                true,
                page.js("return chat.shadowRoot.querySelector('ck-history .scroll').scrollWidth"
                        + " <= chat.shadowRoot.querySelector('ck-history .scroll').clientWidth"),
                name);
    }
}
