package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/**
 * A page with one element, seen by somebody who uses it. Everything that is looked for is inside of the element's shadow root.
 * In scripts, {@code chat} is the element.
 */
final class ChatKitPage {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String EVENTS = String.join(
            " ",
            "ready error effect deeplink response.start response.end history.open history.close",
            "thread.change thread.load.start thread.load.end tool.change log");

    private final BrowserFixture browser;

    ChatKitPage(BrowserFixture browser) {
        this.browser = browser;
    }

    /** Opens the page with an element that has no options but the server's address. */
    ChatKitPage open() {
        return open("{}");
    }

    /**
     * Opens the page.
     *
     * @param options the options of the element as an expression of JavaScript, without {@code api} unless it differs
     */
    ChatKitPage open(String options) {
        openWithoutOptions("/test/page.html");
        setOptions(options);
        waitFor("ck-chat");
        return this;
    }

    /** Opens a page, whose element gets no options. Its events are recorded from the beginning. */
    ChatKitPage openWithoutOptions(String path) {
        browser.chrome().driver.get(browser.server().origin() + path);
        waitUntil("the element is defined", () ->
                (Boolean) js("return !!chat && chat.shadowRoot !== null && typeof chat.setOptions === 'function'"));
        js("""
        window.chatEvents = [];
        for (const name of '%s'.split(' ')) {
          chat.addEventListener(`chatkit.${name}`, (event) => chatEvents.push({
            type: event.type,
            detail: event.detail?.error ? { error: String(event.detail.error) } : event.detail ?? null,
          }));
        }\
        """.formatted(EVENTS));
        return this;
    }

    /** Calls {@code setOptions}, with the server's address unless {@code api} is given. */
    void setOptions(String options) {
        js("chat.setOptions({ api: { url: '/api/chatkit', domainKey: 'none' }, ...(" + options + ") })");
    }

    /** Runs the body of a function. */
    Object js(String body, Object... arguments) {
        return browser.chrome()
                .driver
                .executeScript("const chat = document.querySelector('chatkit-ee, openai-chatkit');" + body, arguments);
    }

    /** Runs the body of an asynchronous function and waits for its result. It is rejected: the test fails. */
    Object jsAsync(String body, Object... arguments) {
        browser.chrome().driver.manage().timeouts().scriptTimeout(LIMIT);
        Map<?, ?> result = (Map<?, ?>) browser.chrome().driver.executeAsyncScript("""
            const chat = document.querySelector('chatkit-ee, openai-chatkit');
            const done = arguments[arguments.length - 1];
            (async (...arguments) => { %s })(...arguments).then(
              (value) => done({ value: value ?? null }),
              (error) => done({ error: String(error?.stack ?? error) }));\
            """.formatted(body), arguments);
        if (result.get("error") != null) {
            fail("The script failed: " + result.get("error"));
        }
        return result.get("value");
    }

    /** The details of the events of a type that there were so far, such as {@code chatkit.ready}; null without details. */
    List<?> events(String type) {
        return (List<?>) js(
                "return chatEvents.filter((event) => event.type === arguments[0]).map((event) => event.detail)", type);
    }

    void waitForEvent(String type) {
        waitUntil("there is an event " + type, () -> !events(type).isEmpty());
    }

    SearchContext root() {
        WebElement element = (WebElement) js("return chat");
        assertNotNull(element, "the page has no element");
        return element.getShadowRoot();
    }

    /** All elements that a CSS selector matches. */
    List<WebElement> all(String selector) {
        return root().findElements(By.cssSelector(selector));
    }

    boolean has(String selector) {
        return (Boolean) js("return !!chat?.shadowRoot?.querySelector(arguments[0])", selector);
    }

    /** Waits until a CSS selector matches. */
    WebElement waitFor(String selector) {
        waitUntil("there is " + selector, () -> has(selector));
        return root().findElement(By.cssSelector(selector));
    }

    void waitForNo(String selector) {
        waitUntil("there is no " + selector, () -> !has(selector));
    }

    /** Waits for a button, or another control, by its name as a screen reader says it. */
    WebElement control(String name) {
        WebElement[] found = new WebElement[1];
        waitUntil("there is a control named " + name, () -> {
            found[0] = (WebElement) js("""
                return [...(chat?.shadowRoot?.querySelectorAll('button, a, input, select, textarea, summary, [role], [tabindex]') ?? [])]
                  .find((element) => {
                    const labelled = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean)
                      .map((id) => chat.shadowRoot.getElementById(id)?.textContent ?? '').join(' ');
                    const name = labelled || element.getAttribute('aria-label') || element.labels?.[0]?.textContent
                      || element.textContent || element.title;
                    return name.replace(/\\s+/g, ' ').trim() === arguments[0] && element.getClientRects().length > 0;
                  }) ?? null\
                """, name);
            return found[0] != null;
        });
        return found[0];
    }

    /** Clicks a control by its name. */
    void click(String name) {
        waitUntil(name + " can be clicked", () -> {
            try {
                control(name).click();
                return true;
            } catch (StaleElementReferenceException | ElementNotInteractableException e) {
                return false;
            }
        });
    }

    /** All that can be read, with white space as on the screen. */
    String text() {
        return (String)
                js("return [...(chat?.shadowRoot?.children ?? [])].map((child) => child.innerText ?? '').join('\\n')");
    }

    void waitForText(String text) {
        waitUntil("it says: " + text, () -> text().contains(text));
    }

    void waitForNoText(String text) {
        waitUntil("it does not say: " + text, () -> !text().contains(text));
    }

    /** Presses keys one after the other, wherever the focus is. */
    void press(CharSequence... keys) {
        new Actions(browser.chrome().driver).sendKeys(keys).perform();
    }

    /** Presses a key while another one is held. */
    void shortcut(Keys modifier, CharSequence key) {
        new Actions(browser.chrome().driver)
                .keyDown(modifier)
                .sendKeys(key)
                .keyUp(modifier)
                .perform();
    }

    /** Writes a message into the composer. */
    void write(CharSequence text) {
        waitFor("[data-composer-input]").click();
        press(text);
    }

    /** Waits until the composer shows a text; what changes it is shown with the next frame. */
    void waitForWritten(String text) {
        waitUntil("the composer says: " + text, () -> text.equals(written()));
    }

    private String written() {
        return js("return chat.shadowRoot.querySelector('[data-composer-input]').innerText")
                .toString()
                .replaceFirst("\n$", "");
    }

    /** Writes a message and sends it by the button. */
    void send(CharSequence text) {
        write(text);
        click("Send message");
    }

    /** Waits until a condition is true. */
    void waitUntil(String description, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!isTrue(condition)) {
            if (System.nanoTime() > end) {
                fail("After " + LIMIT.toSeconds() + " seconds it is still not true that " + description);
            }
            pause();
        }
    }

    private static boolean isTrue(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (StaleElementReferenceException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(25);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
