package ee.chatkit.web;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.openqa.selenium.WebElement;

/** A page that shows a thread with one widget. */
final class WidgetPage {
    final ChatKitPage page;
    final String threadId;
    final String itemId;
    private final BrowserFixture browser;

    private WidgetPage(BrowserFixture browser, ChatKitPage page, String threadId, String itemId) {
        this.browser = browser;
        this.page = page;
        this.threadId = threadId;
        this.itemId = itemId;
    }

    /** Shows a widget, given as JSON in which apostrophes may stand for quotation marks. */
    static WidgetPage open(BrowserFixture browser, String widget) {
        return open(browser, widget, "{}", "{}");
    }

    /**
     * Shows a widget.
     *
     * @param thread further members of the thread
     * @param options further options of the element, as an expression of JavaScript
     */
    static WidgetPage open(BrowserFixture browser, String widget, String thread, String options) {
        String threadId = browser.server().state().addThread("Widgets", thread);
        JsonObject item = Json.createObjectBuilder()
                .add("type", "widget")
                .add("widget", FakeProtocol.json(widget))
                .build();
        String itemId = browser.server().state().addItem(threadId, item.toString());
        ChatKitPage page = browser.page().open("{ initialThread: '%s', ...(%s) }".formatted(threadId, options));
        page.waitFor("ck-widget .w-root > *");
        return new WidgetPage(browser, page, threadId, itemId);
    }

    WebElement find(String selector) {
        return page.waitFor("ck-widget " + selector);
    }

    List<WebElement> all(String selector) {
        return page.all("ck-widget " + selector);
    }

    /** What a function says of the first element that a selector matches. */
    Object of(String selector, String expression) {
        return page.js(
                "const it = chat.shadowRoot.querySelector('ck-widget ' + arguments[0]); return " + expression,
                selector);
    }

    String style(String selector, String property) {
        return find(selector).getCssValue(property);
    }

    /** Waits for the requests of a type, and gives their parameters. */
    List<JsonObject> requests(String type, int count) {
        page.waitUntil(
                count + " requests " + type,
                () -> browser.server().requests(type).size() >= count);
        return browser.server().requests(type).stream()
                .map(FakeChatKitServer.Request::params)
                .toList();
    }

    /** The action that the first request of a type has, with single quotes. */
    String action(String type) {
        return requests(type, 1).get(0).getJsonObject("action").toString().replace('"', '\'');
    }
}
