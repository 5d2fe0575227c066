package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.chat.ProbeApplication;
import ee.chatkit.http.RestTestClient;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Interrupted responses of a real server, in the page at its root. What is shown in the end is what is stored; {@link
 * TurnResumptionBrowserIT} has the details.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class TurnResumptionSuite {
    /** Six seconds of words. */
    private static final String LONG = "/pace 60 100";

    private static final int WORDS = 60;
    /** A minute of words. */
    private static final String ENDLESS = "/pace 600 100";

    @RegisterExtension
    final BrowserFixture browser = new BrowserFixture();

    private final Server.Kind kind;
    private ServerFixture server;
    private ConnectionRelay relay;
    private RestTestClient rest;
    private ChatKitPage page;
    private WorkspacePageDriver workspace;

    TurnResumptionSuite(Server.Kind kind) {
        this.kind = kind;
    }

    @BeforeAll
    void startServer() throws IOException {
        server = ServerFixture.withoutDatasource(kind, Map.of("CHATKIT_ANONYMOUS_USER", "demo"));
        server.start("api/opportunities", ProbeApplication.war());
        relay = new ConnectionRelay(server.baseUri());
        rest = new RestTestClient(server.baseUri().resolve("api/"));
        String address = relay.address().toString();
        browser.uses(address.substring(0, address.length() - 1));
        workspace = new WorkspacePageDriver(browser, address);
    }

    @AfterAll
    void stopServer() throws IOException {
        relay.close();
        server.close();
    }

    @BeforeEach
    void newPage() {
        relay.restore();
        page = browser.page();
    }

    private void begin(String message) {
        workspace.open();
        page.waitFor("[data-composer-input]");
        page.send(message);
        page.waitUntil("words arrive", () -> shown().length() > 20);
    }

    /** The answers that the page shows. */
    private String shown() {
        return String.valueOf(
                page.js("return [...(chat?.shadowRoot?.querySelectorAll('.item:not(.own) ck-markdown') ?? [])]"
                        + ".map((text) => text.innerText.trim()).join('|')"));
    }

    /** The last answer of the latest thread. */
    private String stored() {
        String thread = data("threads?limit=1").getJsonObject(0).getString("id");
        return data("threads/" + thread + "/items?order=desc&limit=10").getValuesAs(JsonObject.class).stream()
                .filter(item -> item.getString("type").equals("assistant_message"))
                .map(item -> item.getJsonArray("content").getJsonObject(0).getString("text"))
                .map(String::strip)
                .findFirst()
                .orElse("");
    }

    private JsonArray data(String path) {
        return rest.get(path).expect(200).json().getJsonArray("data");
    }

    private void awaitEnd() {
        page.control("Send message");
        page.waitUntil("what is stored is shown", () -> !stored().isEmpty() && shown().endsWith(stored()));
        assertEquals(0, page.all("[role='alert']").size(), page::text);
    }

    private static void pause(int milliseconds) {
        LockSupport.parkNanos(milliseconds * 1_000_000L);
    }

    @Test
    void connection_thatIsTornAgainAndAgain_losesNothing() {
        browser.expectConsoleErrors();
        begin(LONG);
        for (int n = 0; n < 4; n++) {
            relay.tear();
            pause(900);
        }
        awaitEnd();
        assertEquals(WORDS, shown().split(" ", -1).length, this::shown);
        assertEquals(shown(), stored());
    }

    @Test
    void network_thatIsGoneForATime_losesNothing() throws IOException {
        browser.expectConsoleErrors();
        begin(LONG);
        browser.network(false);
        relay.interrupt();
        page.waitForText("Reconnecting…");
        browser.screenshot("workspace-reconnecting");
        pause(2000);
        relay.restore();
        browser.network(true);
        page.waitForNoText("Reconnecting…");
        awaitEnd();
        assertEquals(WORDS, shown().split(" ", -1).length, this::shown);
    }

    @Test
    void turn_thatEndsWhileThereIsNoNetwork_isShownInTheEnd() {
        browser.expectConsoleErrors();
        begin("/pace 20 100");
        relay.interrupt();
        page.waitForText("Reconnecting…");
        pause(3000);
        relay.restore();
        awaitEnd();
        assertEquals(20, shown().split(" ", -1).length, this::shown);
    }

    @Test
    void reload_showsTheWholeResponse() {
        begin(LONG);
        browser.chrome().driver.navigate().refresh();
        page.waitUntil("it goes on", () -> shown().length() > 20);
        page.control("Stop response");
        awaitEnd();
        assertEquals(WORDS, shown().split(" ", -1).length, this::shown);
        assertEquals(1, page.all(".item.own").size());
    }

    @Test
    void stop_keepsWhatWasSaid() {
        begin(ENDLESS);
        page.click("Stop response");
        awaitEnd();
        assertTrue(shown().split(" ", -1).length < 300, this::shown);
    }

    @Test
    void stop_afterAReload_endsTheTurn() {
        begin(ENDLESS);
        browser.chrome().driver.navigate().refresh();
        page.click("Stop response");
        awaitEnd();
        assertTrue(shown().split(" ", -1).length < 300, this::shown);
    }

    @Test
    void turnOfASecondTab_isFollowedAndStoppedInTheFirst() {
        begin("/pace 3 10");
        awaitEnd();
        String address = browser.chrome().driver.getCurrentUrl();
        // the first tab does not look for turns again at once
        pause(2000);
        browser.inSecondTab(() -> {
            browser.chrome().driver.get(address);
            page.waitFor("[data-composer-input]");
            page.waitUntil("the thread is there", () -> !shown().isEmpty());
            page.send(ENDLESS);
            page.waitUntil("words arrive", () -> shown().contains("|"));
        });
        page.waitUntil("the first tab shows them", () -> shown().contains("|"));
        page.click("Stop response");
        awaitEnd();
    }
}
