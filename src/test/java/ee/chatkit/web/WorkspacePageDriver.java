package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page at the root, seen by somebody who uses it. */
final class WorkspacePageDriver {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final BrowserFixture browser;
    private final String address;

    WorkspacePageDriver(BrowserFixture browser, String address) {
        this.browser = browser;
        this.address = address;
    }

    void open() {
        open("");
    }

    /** Opens the page anew, with a fragment of the address. */
    void open(String fragment) {
        browser.chrome().driver.get("about:blank");
        browser.chrome().driver.get(address + fragment);
        waitUntil(() -> !all(By.cssSelector("ws-page main")).isEmpty());
    }

    Object js(String body, Object... arguments) {
        return browser.chrome().driver.executeScript(body, arguments);
    }

    List<WebElement> all(By by) {
        return browser.chrome().driver.findElements(by);
    }

    /** Waits for an element of the page, outside of the chat. */
    WebElement find(String selector) {
        waitUntil(() -> !all(By.cssSelector(selector)).isEmpty());
        return all(By.cssSelector(selector)).get(0);
    }

    /** Waits for what can be clicked and clicks it. */
    void click(String selector) {
        waitUntil(() -> {
            find(selector).click();
            return true;
        });
    }

    /** Clicks an entry of the menu at a button. */
    void choose(String menuButton, String entry) {
        click(menuButton);
        waitUntil(() -> {
            all(By.cssSelector("[role=menuitem]")).stream()
                    .filter(item -> item.getText().strip().equals(entry))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchElementException(entry))
                    .click();
            return true;
        });
    }

    void press(CharSequence... keys) {
        new Actions(browser.chrome().driver).sendKeys(keys).perform();
    }

    void pressWithControl(CharSequence key) {
        new Actions(browser.chrome().driver)
                .keyDown(Keys.CONTROL)
                .sendKeys(key)
                .keyUp(Keys.CONTROL)
                .perform();
    }

    /** All that can be read in the page and in the chat. */
    String text() {
        return (String) js("""
            return document.body.innerText + [...document.querySelector('chatkit-ee')?.shadowRoot.children ?? []]
              .map((child) => child.innerText ?? '').join('\\n');\
            """);
    }

    void waitForText(String text) {
        waitUntil(() -> text().contains(text));
    }

    /** The titles of the conversations in the list. */
    List<String> conversations() {
        return all(By.cssSelector("ws-threads .scroll .title")).stream()
                .map(WebElement::getText)
                .toList();
    }

    List<String> opportunities() {
        return all(By.cssSelector("ws-opportunities [data-opportunity-id] .title")).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** Lists the conversations of an opportunity. */
    void select(String opportunity) {
        waitUntil(() -> {
            all(By.cssSelector("ws-opportunities [data-opportunity-id] .open")).stream()
                    .filter(row -> row.getText().startsWith(opportunity))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchElementException(opportunity))
                    .click();
            return true;
        });
    }

    /** Writes a message and sends it. */
    void send(String message) {
        waitUntil(() -> (Boolean) js("document.querySelector('chatkit-ee').focusComposer(); return"
                + " document.querySelector('chatkit-ee').shadowRoot.activeElement?.matches('[data-composer-input]')"
                + " ?? false"));
        press(message, Keys.ENTER);
    }

    void waitUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!isTrue(condition)) {
            if (System.nanoTime() > end) {
                fail("After " + LIMIT.toSeconds() + " seconds the page says: " + text());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static boolean isTrue(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (StaleElementReferenceException
                | NoSuchElementException
                | JavascriptException
                | ElementNotInteractableException e) {
            return false;
        }
    }
}
