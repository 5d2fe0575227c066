package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The history of the element, its header and the start screen. */
class HistoryBrowserIT {
    private static final String PROBLEM = "application/problem+json";

    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    private static ChatKitPage openHistory() {
        return openHistory("{}");
    }

    private static ChatKitPage openHistory(String options) {
        ChatKitPage page = browser.page().open(options);
        page.click("Show conversations");
        page.waitFor("ck-history");
        return page;
    }

    private static List<String> titles(ChatKitPage page) {
        return page.all("ck-history .threads .title").stream()
                .map(WebElement::getText)
                .toList();
    }

    private static void waitForFocus(ChatKitPage page, String label) {
        page.waitUntil(
                "the focus is at " + label,
                () -> label.equals(page.js("return chat.shadowRoot.activeElement?.getAttribute('aria-label')")));
    }

    @Test
    void history_listsLatestActivityFirstAndOpensAThread() throws Exception {
        String pier = browser.server().state().addThread("The pier");
        browser.server().state().addThread("The steel");
        browser.server().state().addUserMessage(pier, "What will it cost?");
        ChatKitPage page = openHistory();
        page.waitForText("The steel");
        assertEquals(List.of("The pier", "The steel"), titles(page));
        assertTrue(page.text().contains("Started "), page.text());
        browser.screenshot("history");
        page.all("ck-history .open").get(0).click();
        page.waitForNo("ck-history");
        page.waitForText("What will it cost?");
        assertEquals("The pier", page.waitFor("ck-header .title").getText());
        page.click("Show conversations");
        page.waitFor("ck-history .current");
        assertEquals("true", page.waitFor("ck-history .current .open").getAttribute("aria-current"));
    }

    @Test
    void history_loadsPagesAsOneScrolls() {
        for (int n = 0; n < 65; n++) {
            browser.server().state().addThread("Thread " + n);
        }
        ChatKitPage page = openHistory();
        page.waitUntil("the first page is there", () -> titles(page).size() >= 30);
        page.waitUntil("all threads are there", () -> {
            page.js("const list = chat.shadowRoot.querySelector('ck-history .scroll'); list.scrollTop ="
                    + " list.scrollHeight");
            return page.all("ck-history .threads li").size() == 65;
        });
        assertTrue(browser.server().requests("threads.list").size() >= 3);
    }

    @Test
    void rename_changesTheListAndTheHeader() {
        String id = browser.server().state().addThread("The pier");
        ChatKitPage page = openHistory("{ initialThread: '" + id + "' }");
        page.click("Rename “The pier”");
        page.waitFor("ck-history [data-title]")
                .sendKeys(Keys.chord(Keys.CONTROL, "a"), "Costs of the pier", Keys.ENTER);
        page.waitUntil("the title has changed", () -> titles(page).equals(List.of("Costs of the pier")));
        waitForFocus(page, "Rename “Costs of the pier”");
        page.press(Keys.ESCAPE);
        page.waitForNo("ck-history");
        page.waitUntil(
                "the header has the title",
                () -> page.waitFor("ck-header .title").getText().equals("Costs of the pier"));
        assertEquals("Costs of the pier", browser.server().state().thread(id).getString("title"));
    }

    @Test
    void renameThatFails_keepsWhatWasTypedAndSaysWhy() {
        browser.server().state().addThread("The pier");
        browser.server().nextResponse("threads.update", 503, PROBLEM, "{\"detail\":\"database unavailable\"}");
        ChatKitPage page = openHistory();
        page.click("Rename “The pier”");
        page.waitFor("ck-history [data-title]").sendKeys(Keys.chord(Keys.CONTROL, "a"), "Costs", Keys.ENTER);
        page.waitForText("“Costs” was not renamed.");
        assertEquals("Costs", page.waitFor("ck-history [data-title]").getDomProperty("value"));
        page.press(Keys.ESCAPE);
        page.waitUntil("the old title is back", () -> titles(page).equals(List.of("The pier")));
        assertTrue(page.has("ck-history"));
    }

    @Test
    void deletionThatIsUndone_isNotSent() throws Exception {
        String id = browser.server().state().addThread("The pier");
        browser.server().state().addThread("The steel");
        ChatKitPage page = openHistory("{ initialThread: '" + id + "' }");
        page.click("Delete “The pier”");
        page.waitUntil("it is gone at once", () -> titles(page).equals(List.of("The steel")));
        waitForFocus(page, "Delete “The steel”");
        browser.screenshot("history-undo");
        page.click("Undo");
        page.waitUntil("it is back", () -> titles(page).equals(List.of("The steel", "The pier")));
        page.press(Keys.ESCAPE);
        page.waitForNo("ck-history");
        assertEquals("The pier", page.waitFor("ck-header .title").getText());
        assertEquals(List.of(), browser.server().requests("threads.delete"));
    }

    @Test
    void deletion_isSentAfterSomeSeconds() {
        String id = browser.server().state().addThread("The pier");
        ChatKitPage page = openHistory();
        page.click("Delete “The pier”");
        page.waitForText("“The pier” is deleted.");
        assertEquals(List.of(), browser.server().requests("threads.delete"));
        page.waitUntil("the request is sent", () -> browser.server().state().thread(id) == null);
        page.waitForText("No conversations yet.");
    }

    @Test
    void deletion_isSentWhenThePanelCloses() {
        String id = browser.server().state().addThread("The pier");
        ChatKitPage page = openHistory();
        page.click("Delete “The pier”");
        page.waitForText("“The pier” is deleted.");
        long begun = System.nanoTime();
        page.click("Close conversations");
        page.waitUntil("the request is sent", () -> browser.server().state().thread(id) == null);
        assertTrue(System.nanoTime() - begun < 5_000_000_000L, "not by the timer");
    }

    @Test
    void deletion_isSentWhenThePageIsLeft() {
        String id = browser.server().state().addThread("The pier");
        ChatKitPage page = openHistory();
        page.click("Delete “The pier”");
        page.waitForText("“The pier” is deleted.");
        long begun = System.nanoTime();
        browser.chrome().driver.get("about:blank");
        page.waitUntil("the request is sent", () -> browser.server().state().thread(id) == null);
        assertTrue(System.nanoTime() - begun < 5_000_000_000L, "not by the timer");
        assertNull(browser.server().state().thread(id));
    }

    @Test
    void deletionThatFails_bringsTheThreadBack() {
        browser.server().state().addThread("The pier");
        browser.server().nextResponse("threads.delete", 500, "text/html", "<h1>Error</h1>");
        ChatKitPage page = openHistory();
        page.click("Delete “The pier”");
        page.waitForText("“The pier” was not deleted.");
        assertEquals(List.of("The pier"), titles(page));
    }

    @Test
    void listThatFails_saysWhyAndCanBeTriedAgain() {
        browser.server().state().addThread("The pier");
        browser.server().nextResponse("threads.list", 503, "text/html", "<h1>Bad gateway</h1>");
        ChatKitPage page = openHistory();
        page.waitForText("The conversations could not be loaded.");
        assertFalse(page.text().contains("Bad gateway"), page.text());
        page.click("Try again");
        page.waitUntil("the list is there", () -> titles(page).equals(List.of("The pier")));
    }

    @Test
    void escape_closesAndReturnsTheFocus() {
        ChatKitPage page = openHistory();
        page.waitForText("No conversations yet.");
        waitForFocus(page, "Close conversations");
        page.press(Keys.ESCAPE);
        page.waitForNo("ck-history");
        waitForFocus(page, "Show conversations");
        assertEquals(1, page.events("chatkit.history.open").size());
        assertEquals(1, page.events("chatkit.history.close").size());
    }

    @Test
    void options_decideWhatTheHistoryOffers() {
        browser.server().state().addThread("The pier");
        ChatKitPage page = openHistory("{ history: { showDelete: false, showRename: false } }");
        page.waitUntil("the list is there", () -> titles(page).equals(List.of("The pier")));
        assertFalse(page.has("ck-history [data-delete]"));
        assertFalse(page.has("ck-history [data-rename]"));
        page.js("chat.hideHistory()");
        page.waitForNo("ck-history");
        page.setOptions("{ history: { enabled: false } }");
        page.waitForNo("[data-history-button]");
    }

    @Test
    void header_hasThePagesTitleAndActions() {
        ChatKitPage page = browser.page().open("""
            { header: {
                title: { text: 'Offers' },
                leftAction: { icon: 'sidebar-left', onClick: () => (window.clicked = 'left') },
                rightAction: { icon: 'settings-cog', onClick: () => (window.clicked = 'right') } } }\
            """);
        assertEquals("Offers", page.waitFor("ck-header .title").getText());
        page.click("Sidebar");
        assertEquals("left", page.js("return window.clicked"));
        page.click("Settings");
        assertEquals("right", page.js("return window.clicked"));
        page.setOptions("{ header: { enabled: false } }");
        page.waitForNo("ck-header");
    }

    @Test
    void prompts_sendTheirMessage() throws Exception {
        ChatKitPage page = browser.page().open("""
            { startScreen: { greeting: 'Good morning', prompts: [
                { label: 'What can you do?', prompt: 'Tell me what you can do', icon: 'lightbulb' },
                { label: 'Summarise', prompt: [{ type: 'input_text', text: 'Summarise it' }] }] } }\
            """);
        page.waitForText("Good morning");
        browser.screenshot("start-prompts");
        WebElement first = page.waitFor("ck-start .prompts button");
        assertEquals(1, first.findElements(By.cssSelector("svg")).size());
        page.js("chat.shadowRoot.querySelector('ck-start .prompts button').focus()");
        page.press(Keys.ARROW_DOWN, Keys.ENTER);
        page.waitForText("You said: Summarise it");
        page.waitUntil("the focus is where one writes", () -> (Boolean)
                page.js("return chat.shadowRoot.activeElement?.hasAttribute('data-composer-input') ?? false"));
    }
}
