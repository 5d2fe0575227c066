package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page at the root of the WAR, on a server with the memory store and the echo. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class WorkspaceSuite {
    @RegisterExtension
    final BrowserFixture browser = new BrowserFixture();

    private final Server.Kind kind;
    private ServerFixture server;
    private RestTestClient rest;
    private WorkspacePageDriver page;

    WorkspaceSuite(Server.Kind kind) {
        this.kind = kind;
    }

    @BeforeAll
    void startServer() {
        server = ServerFixture.withoutDatasource(kind, Map.of("CHATKIT_ANONYMOUS_USER", "demo"));
        server.start("api/opportunities");
        rest = new RestTestClient(server.baseUri().resolve("api/"));
        String address = server.baseUri().toString();
        browser.uses(address.substring(0, address.length() - 1));
        page = new WorkspacePageDriver(browser, address);
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @BeforeEach
    void empty() {
        delete("threads");
        delete("opportunities");
        browser.viewport(1200, 800, 1);
        // drafts of the test before
        browser.chrome().driver.get(server.baseUri() + "icon.svg");
        page.js("sessionStorage.clear()");
    }

    private void delete(String path) {
        rest.get(path + "?limit=100")
                .expect(200)
                .json()
                .getJsonArray("data")
                .forEach(entry -> rest.delete(path + "/" + entry.asJsonObject().getString("id"))
                        .expect(204));
    }

    private String opportunity(String name) {
        return rest.create("opportunities", "{\"name\":\"" + name + "\"}");
    }

    private String thread(String title, String opportunity) {
        return rest.create("opportunities/" + opportunity + "/threads", "{\"title\":\"" + title + "\"}");
    }

    @Test
    void emptyPage_saysWhatToDoAndWhoAnswers() throws IOException {
        page.open();
        page.waitForText("An opportunity groups conversations");
        page.waitForText("No conversations here yet.");
        page.waitForText("No language model is connected");
        page.waitForText("Stored in memory only");
        page.waitForText("New conversations are stored in: no opportunity");
        browser.screenshot("workspace-empty");
    }

    @Test
    void opportunity_isCreatedEditedCompletedAndReopened() {
        page.open();
        page.click("[data-new-opportunity]");
        page.find("dialog [name=name]").sendKeys("Harbour bridge");
        page.find("dialog [name=client_name]").sendKeys("Acme", Keys.ENTER);
        page.waitUntil(() -> page.opportunities().equals(List.of("Harbour bridge")));
        page.waitForText("New conversations are stored in: Harbour bridge");
        page.choose("[data-opportunity-id] .action", "Edit");
        page.find("dialog [name=name]").sendKeys(" II", Keys.ENTER);
        page.waitUntil(() -> page.opportunities().equals(List.of("Harbour bridge II")));
        page.choose("[data-opportunity-id] .action", "Make active");
        page.waitUntil(
                () -> page.all(By.cssSelector("[data-opportunity-id] .badge")).size() == 1);
        assertEquals("Harbour bridge II", rest.get("active-opportunity").text("name"));
        page.choose("[data-opportunity-id] .action", "Mark as completed");
        page.waitUntil(
                () -> !page.all(By.cssSelector("details [data-opportunity-id]")).isEmpty());
        page.choose("[data-opportunity-id] .action", "Reopen");
        page.waitUntil(
                () -> page.all(By.cssSelector("details [data-opportunity-id]")).isEmpty());
    }

    @Test
    void changeOfSomeoneElse_isNotOverwritten() {
        String id = opportunity("Bridge");
        page.open();
        page.choose("[data-opportunity-id] .action", "Edit");
        page.waitUntil(
                () -> page.find("dialog [name=name]").getDomProperty("value").equals("Bridge"));
        page.waitUntil(() -> (Boolean) page.js("return document.querySelector('ws-opportunity-dialog').tag !== null"));
        rest.patch("opportunities/" + id, "{\"name\":\"Bridge of Acme\"}").expect(200);
        page.find("dialog [name=client_name]").sendKeys("Acme", Keys.ENTER);
        page.waitForText("Someone else has changed it meanwhile.");
        assertEquals("Bridge of Acme", rest.get("opportunities/" + id).text("name"));
    }

    @Test
    void deletion_saysWhatIsDeleted() throws IOException {
        String id = opportunity("Bridge");
        for (int n = 0; n < 3; n++) {
            thread("Thread " + n, id);
        }
        page.open();
        page.choose("[data-opportunity-id] .action", "Delete");
        page.waitForText("Conversations: 3");
        page.waitForText("This cannot be undone.");
        browser.screenshot("workspace-delete");
        page.click("[data-confirm]");
        page.waitUntil(() -> page.opportunities().isEmpty());
        rest.get("opportunities/" + id).expect(404);
        page.waitUntil(() -> page.conversations().isEmpty());
    }

    @Test
    void newConversation_isStoredWhereThePageSays() {
        String active = opportunity("Active one");
        String bridge = opportunity("Bridge");
        rest.put("active-opportunity", "{\"id\":\"" + active + "\"}").expect(200);
        page.open();
        page.waitForText("New conversations are stored in: Active one (the active opportunity)");
        page.select("Bridge");
        page.waitForText("New conversations are stored in: Bridge");
        page.send("What will the pier cost?");
        page.waitForText("You said: What will the pier cost?");
        page.waitUntil(() -> page.conversations().equals(List.of("What will the pier cost?")));
        page.waitForText("Opportunity: Bridge");
        assertEquals(
                1,
                rest.get("opportunities/" + bridge + "/threads")
                        .json()
                        .getJsonArray("data")
                        .size());
        page.waitUntil(() -> browser.chrome().driver.getTitle().equals("What will the pier cost? – ChatKit EE"));
        assertTrue(browser.chrome().driver.getCurrentUrl().contains("#thread=thr_"));
    }

    @Test
    void address_opensAThreadAndTheBackButtonReturns() {
        String id = opportunity("Bridge");
        String pier = thread("The pier", id);
        rest.create(
                "threads/" + pier + "/items",
                "{\"type\":\"user_message\",\"content\":[{\"type\":\"input_text\",\"text\":\"How long?\"}]}");
        thread("The steel", id);
        page.open("#thread=" + pier);
        page.waitForText("How long?");
        page.waitUntil(() -> page.conversations().size() == 2);
        page.click("ws-threads li:not(.current) .open");
        page.waitUntil(() -> browser.chrome().driver.getTitle().startsWith("The steel"));
        browser.chrome().driver.navigate().back();
        page.waitForText("How long?");
        page.waitUntil(() -> browser.chrome().driver.getTitle().startsWith("The pier"));
        browser.chrome().driver.navigate().forward();
        page.waitUntil(() -> browser.chrome().driver.getTitle().startsWith("The steel"));
    }

    @Test
    void thread_isRenamedAndItsDeletionUndone() {
        String id = opportunity("Bridge");
        String pier = thread("The pier", id);
        page.open("#thread=" + pier);
        page.choose("ws-threads .action", "Rename");
        page.find("ws-threads [data-title]").sendKeys(Keys.chord(Keys.CONTROL, "a"), "Costs", Keys.ENTER);
        page.waitUntil(() -> page.conversations().equals(List.of("Costs")));
        page.waitUntil(() -> browser.chrome().driver.getTitle().startsWith("Costs"));
        page.choose("ws-threads .action", "Delete");
        page.waitUntil(() -> page.conversations().isEmpty());
        page.click("ws-threads [data-undo]");
        page.waitUntil(() -> page.conversations().equals(List.of("Costs")));
        rest.get("threads/" + pier).expect(200);
        page.choose("ws-threads .action", "Delete");
        page.waitUntil(() -> page.conversations().isEmpty());
        page.waitUntil(() -> rest.get("threads/" + pier).response().statusCode() == 404);
    }

    @Test
    void lists_arePaged() {
        String id = opportunity("Bridge");
        for (int n = 0; n < 90; n++) {
            thread("Thread " + n, id);
        }
        page.open();
        page.select("Bridge");
        page.waitUntil(() -> page.conversations().contains("Thread 89"));
        page.waitUntil(() -> {
            page.js("const list = document.querySelector('ws-threads .scroll'); list.scrollTop = list.scrollHeight");
            return page.all(By.cssSelector("ws-threads .scroll li")).size() == 90;
        });
    }

    @Test
    void search_narrowsTheList() {
        String id = opportunity("Bridge");
        thread("The pier", id);
        thread("The steel", id);
        page.open();
        page.waitUntil(() -> page.conversations().size() == 2);
        page.press("/");
        page.press("pier");
        page.waitUntil(() -> page.conversations().equals(List.of("The pier")));
        page.press("x");
        // the second text is that of a server without search
        page.waitUntil(() -> page.text().contains("Nothing was found for “pierx”.")
                || page.text().contains("No title in this list contains “pierx”."));
        page.press(Keys.ESCAPE);
        page.waitUntil(() -> page.conversations().size() == 2);
    }

    @Test
    void shortcuts_workWhileNotWriting() {
        page.open();
        page.waitForText("New conversations are stored in");
        page.press("?");
        page.waitForText("Keyboard shortcuts");
        page.press(Keys.ESCAPE);
        page.waitUntil(() -> page.all(By.cssSelector("dialog")).isEmpty());
        page.press("s");
        page.waitUntil(() -> page.all(By.cssSelector("ws-sidebar")).isEmpty());
        page.pressWithControl("b");
        page.waitUntil(() -> !page.all(By.cssSelector("ws-sidebar")).isEmpty());
        page.js("document.activeElement.blur()");
        page.press("m");
        page.waitUntil(() -> (Boolean) page.js("return"
                + " document.querySelector('chatkit-ee').shadowRoot.activeElement?.matches('[data-composer-input]')"
                + " ?? false"));
        page.press("s?/n");
        page.waitUntil(() -> page.text().contains("s?/n")
                || Boolean.TRUE.equals(page.js("return"
                       + " document.querySelector('chatkit-ee').shadowRoot.querySelector('[data-composer-input]').value"
                       + " === 's?/n'")));
        assertFalse(page.all(By.cssSelector("ws-sidebar")).isEmpty());
        assertTrue(page.all(By.cssSelector("dialog")).isEmpty());
    }

    @Test
    void exportedFile_isTriedAndImported() throws IOException {
        String id = opportunity("Bridge");
        thread("The pier", id);
        Path downloads = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "downloads");
        browser.chrome()
                .command(
                        "Browser.setDownloadBehavior",
                        Map.of("behavior", "allow", "downloadPath", downloads.toString()));
        page.open();
        page.choose("[data-menu]", "Export");
        page.click("ws-export-dialog .primary");
        page.waitForText("The export is complete");
        Path[] file = new Path[1];
        page.waitUntil(() -> {
            file[0] = downloads.toFile().listFiles((directory, name) -> name.endsWith(".ndjson")).length == 0
                    ? null
                    : downloads
                            .toFile()
                            .listFiles((directory, name) -> name.endsWith(".ndjson"))[0]
                            .toPath();
            return file[0] != null;
        });
        assertTrue(Files.readString(file[0]).contains("\"record\":\"end\""));
        empty();
        page.open();
        page.choose("[data-menu]", "Import");
        page.find("ws-import-dialog [name=file]").sendKeys(file[0].toString());
        page.click("ws-import-dialog .primary");
        page.waitForText("Everything in the file can be imported.");
        rest.get("opportunities/" + id).expect(404);
        browser.screenshot("workspace-import");
        page.click("ws-import-dialog .primary");
        page.waitForText("Everything was imported.");
        rest.get("opportunities/" + id).expect(200);
        page.press(Keys.ESCAPE);
        page.waitUntil(() -> page.opportunities().equals(List.of("Bridge")));
        page.waitUntil(() -> page.conversations().equals(List.of("The pier")));
    }

    @Test
    void invalidFile_isExplainedLineByLine() throws IOException {
        Path file = Files.writeString(
                Files.createTempFile(Path.of("target").toAbsolutePath(), "invalid", ".ndjson"),
                "{\"record\":\"nothing\"}\n");
        page.open();
        page.choose("[data-menu]", "Import");
        page.find("ws-import-dialog [name=file]").sendKeys(file.toString());
        page.click("ws-import-dialog .primary");
        page.waitForText("The file has errors; nothing was imported.");
        page.waitForText("Line 1:");
    }

    @Test
    void narrowScreen_hasADrawer() throws IOException {
        String id = opportunity("Bridge");
        thread("The pier", id);
        browser.viewport(390, 700, 1);
        page.open();
        page.waitUntil(() -> (Boolean) page.js("""
            const button = document.querySelector('chatkit-ee').shadowRoot.querySelector('[data-header-icon]');
            button?.click();
            return button !== null;\
            """));
        page.waitUntil(() -> page.conversations().equals(List.of("The pier")));
        browser.screenshot("workspace-drawer");
        page.click("ws-threads .open");
        page.waitUntil(() -> page.all(By.cssSelector("ws-sidebar")).isEmpty());
        page.waitUntil(() -> browser.chrome().driver.getTitle().startsWith("The pier"));
    }

    @Test
    void choices_areKept() throws IOException {
        page.open();
        page.choose("[data-menu]", "Settings");
        page.click("[name=theme][value=dark]");
        page.find("[name=language] option[value=ar]").click();
        page.waitUntil(() -> "rtl".equals(page.js("return document.documentElement.dir")));
        page.open();
        page.waitUntil(() -> "rtl dark"
                .equals(page.js(
                        "return document.documentElement.dir + ' ' + document.documentElement.dataset.colorScheme")));
        page.waitUntil(() -> !page.all(By.cssSelector("ws-sidebar")).isEmpty());
        browser.screenshot("workspace-arabic-dark");
    }
}
