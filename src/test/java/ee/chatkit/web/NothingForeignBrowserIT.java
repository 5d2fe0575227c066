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

    @Test
    void sessionWithItemsOfAllTypes_requestsNothingFromOtherServers() {
        String thread = AllItems.addTo(browser.server().state());
        ChatKitPage page = browser.page().open("{ threadItemActions: { feedback: true }, composer: { attachments: { enabled: true } } }");
        page.js("""
                window.violations = [];
                document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));""");
        page.send("Hello");
        page.waitForText("You said: Hello");
        page.jsAsync("await chat.setThreadId('" + thread + "')");
        page.waitForText("Oak");
        page.waitFor("ck-widget button");
        page.jsAsync("await chat.showHistory()");
        page.waitForText("All of it");
        page.jsAsync("await chat.hideHistory()");
        assertTrue(browser.chrome().requests().size() > 5);
        assertEquals(List.of(), browser.foreignRequests());
        assertEquals(List.of(), ((List<?>) page.js("return violations"))
                .stream().map(String::valueOf).filter(entry -> !entry.startsWith("img-src")).toList());
        assertEquals(0L, page.js("return document.cookie.length"));
    }
}
