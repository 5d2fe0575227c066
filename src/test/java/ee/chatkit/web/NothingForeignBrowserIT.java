package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No request leaves the origin, in a session with everything that a server can send, under the policy of the server's pages. */
class NothingForeignBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    /** The thread names the domains of images: others are not even tried, so the policy has nothing to stop. */
    @Test
    void sessionWithItemsOfAllTypes_requestsNothingFromOtherServersAndFitsThePolicy() {
        session("{'allowed_image_domains': ['elsewhere.example']}");
        assertEquals(List.of(), browser.chrome().errors());
    }

    @Test
    void imagesOfOtherServers_areStoppedByThePolicyWhereTheThreadAllowsThem() {
        browser.expectConsoleErrors();
        session("{}");
        assertTrue(browser.chrome().errors().stream().allMatch(line -> line.contains("img-src")));
    }

    private static void session(String thread) {
        String id = AllItems.addTo(browser.server().state(), thread);
        ChatKitPage page = browser.page()
                .open("{ threadItemActions: { feedback: true }, composer: { attachments: { enabled: true } } }");
        page.send("Hello");
        page.waitForText("You said: Hello");
        page.jsAsync("await chat.setThreadId('" + id + "')");
        page.waitForText("Oak");
        page.waitFor("ck-widget button");
        page.jsAsync("await chat.showHistory()");
        page.waitForText("All of it");
        page.jsAsync("await chat.hideHistory()");
        assertTrue(browser.chrome().requests().size() > 5);
        assertEquals(List.of(), browser.foreignRequests());
    }
}
