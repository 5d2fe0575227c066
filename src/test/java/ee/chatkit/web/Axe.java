package ee.chatkit.web;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Looks for defects of accessibility in the page, by the rules of axe for WCAG 2.2, A and AA, and its best practices. */
final class Axe {
    private static final String SCRIPT = script();
    private static final String RUN = """
        const done = arguments[arguments.length - 1];
        axe.run(document, { resultTypes: ['violations'], rules: { 'page-has-heading-one': { enabled: arguments[0] } } }).then(
          ({ violations }) => done(violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) =>
            `${id}: ${help}: ${target.flat().join(' ')}: ${failureSummary.replace(/\\s+/g, ' ')}`))),
          (error) => done([`axe failed: ${error}`]));\
        """;

    private Axe() {}

    /** A line for each defect of a page that has the element and nothing else, so no heading of its own. */
    static List<String> violations(BrowserFixture browser) {
        return violations(browser, false);
    }

    /** A line for each defect of a whole page. */
    static List<String> violationsOfPage(BrowserFixture browser) {
        return violations(browser, true);
    }

    private static List<String> violations(BrowserFixture browser, boolean wholePage) {
        var driver = browser.chrome().driver;
        driver.executeScript("if (!window.axe) { " + SCRIPT + "\nwindow.axe = axe; }");
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(1));
        return ((List<?>) driver.executeAsyncScript(RUN, wholePage))
                .stream().map(String::valueOf).toList();
    }

    private static String script() {
        try (var in = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
