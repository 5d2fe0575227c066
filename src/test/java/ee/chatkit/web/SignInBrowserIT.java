package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

/** The page at the root where the server requires a login, or does not answer. */
class SignInBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    private FakeRest rest;
    private WorkspacePageDriver page;

    @BeforeEach
    void openNothingYet() {
        browser.expectConsoleErrors();
        rest = new FakeRest(browser.server());
        page = new WorkspacePageDriver(browser, browser.server().origin() + "/");
    }

    private static void unauthenticated(HttpExchange exchange, String challenge) throws IOException {
        exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
        FakeRest.json(exchange, 401, "{\"status\":401}");
    }

    @Test
    void bearerToken_isExplainedAndCanBeTyped() throws Exception {
        rest.empty();
        browser.server().handle("/api/about", exchange -> {
            if ("Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                FakeRest.json(exchange, 200, FakeRest.ABOUT);
            } else {
                unauthenticated(exchange, "Bearer");
            }
        });
        page.open();
        page.waitForText("It expects an access token");
        browser.screenshot("workspace-sign-in-bearer");
        page.find("[name=token]").sendKeys("wrong");
        page.find("ws-sign-in button").click();
        page.waitForText("The server has not accepted the token.");
        page.find("[name=token]").clear();
        page.find("[name=token]").sendKeys("secret");
        page.find("ws-sign-in button").click();
        page.waitForText("Answers: small at models.example");
        page.waitForText("Stored in memory only");
        assertTrue(page.find(".user").getText().contains("ada"));
        assertFalse(page.text().contains("No language model is connected"));
    }

    /** Negotiate instead of BASIC, for which Chrome itself would ask at once. */
    @Test
    void loginOfTheBrowser_isALink() {
        browser.server().handle("/api/about", exchange -> unauthenticated(exchange, "Negotiate"));
        page.open();
        page.waitForText("The browser asks for your name and password.");
        assertEquals(
                browser.server().origin() + "/api/sign-in",
                page.find("[data-sign-in]").getDomProperty("href"));
    }

    @Test
    void loginPage_isALink() {
        browser.server().handle("/api/about", exchange -> {
            exchange.getResponseHeaders().set("Location", "/login");
            exchange.sendResponseHeaders(302, -1);
        });
        page.open();
        page.waitForText("The server has a page for that");
        assertEquals(1, page.all(By.cssSelector("[data-sign-in]")).size());
    }

    @Test
    void loginForm_isNotTakenForAnAnswer() {
        browser.server()
                .handle(
                        "/api/about",
                        exchange -> FakeChatKitServer.respond(
                                exchange, 200, "text/html", "<form>Name</form>".getBytes(StandardCharsets.UTF_8)));
        page.open();
        page.waitForText("The server has a page for that");
    }

    @Test
    void serverThatFails_isTriedAgain() {
        rest.empty();
        rest.respond("about", 502, "Bad gateway");
        page.open();
        page.waitForText("The server does not answer as expected.");
        rest.document("about", FakeRest.ABOUT);
        page.find("[data-retry]").click();
        page.waitForText("Opportunities");
    }

    @Test
    void databaseThatIsUnavailable_isSaid() throws Exception {
        rest.empty();
        rest.document(
                "about",
                FakeRest.ABOUT.replace(
                        "\"memory\",\"available\":true",
                        "\"postgresql\",\"available\":false,\"reason\":\"database unavailable\""));
        page.open();
        page.waitForText("Conversations cannot be read or stored now: database unavailable.");
        browser.screenshot("workspace-unavailable");
    }
}
