package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page at the root in all its states: no violation that axe finds, and nothing is wider than the page. */
class WorkspaceAccessibilityBrowserIT {
    private static final int HEIGHT = 800;
    /** Below it the sidebar is a drawer. */
    private static final int NARROW = 800;

    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    @TempDir
    private Path folder;

    private FakeRest rest;
    private WorkspacePageDriver page;
    private String variant;
    private boolean narrow;

    @BeforeEach
    void emptyServer() {
        browser.expectConsoleErrors();
        rest = new FakeRest(browser.server());
        rest.document("about", FakeRest.ABOUT);
        rest.empty();
        page = new WorkspacePageDriver(browser, browser.server().origin() + "/");
    }

    @ParameterizedTest
    @CsvSource({
        "light,en,no-preference,1200",
        "dark,en,no-preference,1200",
        "light,ar,no-preference,1200",
        "light,de,more,1200",
        "dark,en,more,1200",
        "light,de,no-preference,390",
        "dark,ar,no-preference,390"
    })
    void states_haveNoViolations(String scheme, String language, String contrast, int width) throws IOException {
        begin(scheme, language, contrast, width);
        echoWithoutAnything();
        String thread = fill();
        page.open("#thread=" + thread);
        page.waitForText("How long is the pier?");
        page.waitForText("Bridge");
        check("thread");
        assertEquals(
                page.js("return getComputedStyle(document.body).backgroundColor"),
                page.js("return getComputedStyle(document.querySelector('chatkit-ee')).backgroundColor"));
        lists();
        opportunityDialogs();
        conversationRows();
        exportAndImport();
        otherDialogs();
        problem();
    }

    private void begin(String scheme, String language, String contrast, int width) {
        variant = String.join("-", scheme, language, contrast.equals("more") ? "contrast" : "", "" + width);
        narrow = width < NARROW;
        browser.viewport(width, HEIGHT, 1);
        browser.media(Map.of(
                "prefers-color-scheme", scheme, "prefers-contrast", contrast, "prefers-reduced-motion", "reduce"));
        browser.chrome().driver.get(browser.server().origin() + "/favicon.ico");
        page.js("localStorage.setItem('chatkit.language', arguments[0])", language);
    }

    private void echoWithoutAnything() throws IOException {
        rest.document(
                "about",
                FakeRest.ABOUT
                        .replace("\"type\":\"model\"", "\"type\":\"echo\"")
                        .replace("\"admin\":true", "\"admin\":false"));
        page.open();
        page.find("[data-notice=echo]");
        waitForComposer();
        check("empty");
        showSidebar();
        page.find("ws-opportunities .note");
        check("empty-lists");
        rest.document("about", FakeRest.ABOUT);
    }

    /** Opportunities and conversations, also with long names and from right to left. Returns the ID of a thread. */
    private String fill() {
        String bridge = opportunity("opp_1", "Bridge", "Acme", "Offer", "active");
        rest.list(
                "opportunities",
                List.of(
                        bridge,
                        opportunity(
                                "opp_2",
                                "Modernisation of the harbour, its three cranes and the customs office",
                                "Städtische Hafenbetriebsgesellschaft",
                                "Negotiation",
                                "active"),
                        opportunity("opp_3", "جسر الميناء", "شركة", "", "active"),
                        opportunity("opp_4", "Lighthouse", "", "", "completed")));
        rest.document("active-opportunity", bridge);
        rest.document("opportunities/opp_1", bridge);
        FakeProtocol state = browser.server().state();
        List<String> titles = new ArrayList<>(List.of(
                "The pier",
                "What has to be considered when the old foundations are replaced by new ones",
                "كم يبلغ طول الرصيف؟",
                ""));
        for (int n = 0; n < 12; n++) {
            titles.add("Conversation " + n);
        }
        List<String> threads = new ArrayList<>();
        for (int n = 0; n < titles.size(); n++) {
            String id = state.addThread(titles.get(n));
            state.addUserMessage(id, "How long is the pier?");
            state.addAssistantMessage(id, "It is **240 m** long.");
            threads.add(thread(id, titles.get(n), n));
            rest.document("threads/" + id, threads.get(n));
        }
        rest.list("threads", threads);
        rest.list("opportunities/opp_1/threads", threads.subList(0, 3));
        return state.threads().get(0).getString("id");
    }

    private static String opportunity(String id, String name, String client, String phase, String status) {
        return """
            {"id":"%s","name":"%s","client_name":"%s","current_phase":"%s","status":"%s",
             "created_at":"2026-11-02T10:00:00Z","updated_at":"2026-11-02T10:00:00Z"}\
            """.formatted(id, name, client, phase, status);
    }

    private static String thread(String id, String title, int hours) {
        return """
            {"id":"%s","title":"%s"%s,"status":{"type":"%s"},"created_at":"2026-01-02T10:00:00Z","updated_at":"%s"}\
            """.formatted(
                        id,
                        title,
                        hours % 2 == 0 ? ",\"opportunity_id\":\"opp_1\"" : "",
                        hours == 1 ? "locked" : hours == 4 ? "closed" : "active",
                        Instant.now().minus(Duration.ofHours(5L * hours)));
    }

    private void lists() throws IOException {
        showSidebar();
        page.find("ws-opportunities summary").click();
        check("lists");
        page.click("[data-opportunity-id=opp_1] .action");
        check("menu");
        page.press(Keys.ESCAPE);
        page.click("[data-search]");
        page.press("xyz");
        page.waitUntil(() -> page.conversations().isEmpty());
        check("search");
        page.press(Keys.ESCAPE);
    }

    private void opportunityDialogs() throws IOException {
        choose("[data-opportunity-id=opp_1] .action", 1);
        page.waitUntil(() ->
                "Bridge".equals(page.find("ws-opportunity-dialog [name=name]").getDomProperty("value")));
        check("edit");
        rest.respond("opportunities/opp_1", 412, "{}");
        page.find("ws-opportunity-dialog .primary").click();
        page.find("ws-opportunity-dialog [role=alert]");
        check("edit-failed");
        closeDialog();
        choose("[data-opportunity-id=opp_1] .action", 4);
        page.find("ws-delete-dialog [data-count]");
        check("delete");
        closeDialog();
    }

    private void conversationRows() throws IOException {
        choose("[data-thread-id] .action", 1);
        page.find("ws-threads [data-title]");
        check("rename");
        page.press(Keys.ESCAPE);
        choose("[data-thread-id] .action", 3);
        page.find("ws-threads [data-undo]");
        check("undo");
        page.click("ws-threads [data-undo]");
        page.waitUntil(() -> page.all(By.cssSelector("ws-threads [data-undo]")).isEmpty());
    }

    private void exportAndImport() throws IOException {
        Path file = Files.writeString(folder.resolve("export.ndjson"), "{}\n");
        browser.chrome()
                .command("Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
        browser.server().add("/api/export", "application/x-ndjson", "{\"record\":\"end\"}\n");
        choose("[data-menu]", 1);
        page.find("ws-export-dialog .primary").click();
        page.find("ws-export-dialog .success");
        check("export");
        closeDialog();
        browser.server().add("/api/import", "application/x-ndjson", """
            {"line":3,"outcome":"refused","reason":"thread: its opportunity is not in this file"}
            {"totals":{"added":{"opportunity":2,"thread":1240,"item":23500},"already_there":{"item":3},"refused":{"thread":1}}}
            """);
        choose("[data-menu]", 2);
        check("import");
        page.find("ws-import-dialog [name=file]").sendKeys(file.toString());
        page.find("ws-import-dialog .primary").click();
        page.find("ws-import-dialog [data-report]");
        check("import-report");
        page.find("ws-import-dialog footer .first").click();
        rest.respond("import", 422, "{\"detail\":\"invalid\",\"errors\":[{\"line\":1,\"detail\":\"unknown record\"}]}");
        page.find("ws-import-dialog [name=file]").sendKeys(file.toString());
        page.find("ws-import-dialog .primary").click();
        page.find("ws-import-dialog .lines");
        check("import-invalid");
        closeDialog();
    }

    private void otherDialogs() throws IOException {
        for (var dialog : Map.of(3, "settings", 4, "server", 5, "help").entrySet()) {
            choose("[data-menu]", dialog.getKey());
            page.find("ws-" + dialog.getValue() + "-dialog dialog");
            check(dialog.getValue());
            closeDialog();
        }
    }

    private void problem() throws IOException {
        rest.respond("opportunities/opp_1", 409, "{\"detail\":\"The opportunity is being deleted.\"}");
        choose("[data-opportunity-id=opp_1] .action", 3);
        page.find("[data-notice=problem]");
        assertTrue(
                page.all(By.cssSelector("[inert] [data-notice=problem]")).isEmpty(),
                "it can be read beside the drawer");
        check("problem");
    }

    @ParameterizedTest
    @CsvSource({"light,en,no-preference,1200", "dark,ar,no-preference,390", "light,de,more,390"})
    void failures_haveNoViolations(String scheme, String language, String contrast, int width) throws IOException {
        begin(scheme, language, contrast, width);
        rest.respond("about", 502, "Bad gateway");
        page.open();
        page.find("[data-retry]");
        check("failed");
        browser.server().handle("/api/about", exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Negotiate, Bearer");
            FakeRest.json(exchange, 401, "{}");
        });
        page.open();
        page.find("[name=token]").sendKeys("wrong", Keys.ENTER);
        page.find("ws-sign-in [role=alert]");
        check("sign-in");
        rest.document(
                "about",
                FakeRest.ABOUT.replace(
                        "\"available\":true", "\"available\":false,\"reason\":\"database unavailable\""));
        rest.respond("opportunities", 503, "{}");
        rest.respond("threads", 503, "{}");
        page.open();
        page.find("[data-notice=unavailable]");
        waitForComposer();
        showSidebar();
        page.find("ws-threads [data-retry]");
        check("unavailable");
    }

    @Test
    void forcedColours_showWhatIsChosen() throws IOException {
        begin("light", "en", "no-preference", 1200);
        variant = "forced-colours";
        browser.media(Map.of("forced-colors", "active"));
        page.open("#thread=" + fill());
        page.waitForText("How long is the pier?");
        page.find("ws-threads .current");
        browser.screenshot("workspace-forced-colours");
        assertEquals(
                "solid",
                page.find("ws-threads .current").getCssValue("outline-style"),
                "what is chosen has an outline");
    }

    @Test
    void rows_showTheLastActivityOfConversations() {
        begin("light", "en", "no-preference", 1200);
        fill();
        page.open();
        page.waitUntil(() -> page.find("ws-threads .details time").getText().equals("now"));
        assertEquals(
                "5 hours ago",
                page.all(By.cssSelector("ws-threads .details time")).get(1).getText());
    }

    private void waitForComposer() {
        page.waitUntil(() -> (Boolean) page.js("return document.querySelector('chatkit-ee')?.shadowRoot"
                + ".querySelector('[data-composer-input]') != null"));
    }

    /** The sidebar is always there, except on a narrow screen. */
    private void showSidebar() {
        if (narrow) {
            page.waitUntil(() -> {
                page.js("document.querySelector('chatkit-ee').shadowRoot.querySelector('[data-header-icon]').click()");
                return !page.all(By.cssSelector("ws-sidebar")).isEmpty();
            });
        }
        page.find("ws-sidebar footer .user");
    }

    /** Clicks an entry of the menu at the first button that a selector matches. */
    private void choose(String button, int entry) {
        page.waitUntil(() -> {
            page.find(button).click();
            return true;
        });
        page.click("[role=menuitem]:nth-child(" + entry + ")");
    }

    private void closeDialog() {
        page.find("dialog [data-close]").click();
        page.waitUntil(() -> page.all(By.cssSelector("dialog")).isEmpty());
    }

    private void check(String state) throws IOException {
        String name = "workspace-" + variant + "-" + state;
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
