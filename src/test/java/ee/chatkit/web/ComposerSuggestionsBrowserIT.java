package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** What is offered while one writes: entities after an at sign, commands after a slash. */
class ComposerSuggestionsBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    /** Finds entities by their names, and fails for the query "fail". */
    private static final String ENTITIES = """
        entities: { showComposerMenu: true, onTagSearch: async (query) => {
          (window.queries ??= []).push(query);
          if (query === 'fail') throw new Error('The index is broken');
          if (query === 'p') await new Promise((resolve) => setTimeout(resolve, 600));
          return [['Ada Quill', 'People'], ['Pier plan', 'Documents'], ['Pier budget', 'Documents']]
            .filter(([title]) => title.toLowerCase().includes(query.toLowerCase()))
            .map(([title, group]) => ({ id: title, title, group, icon: 'document', interactive: true, data: { shelf: group } }));
        } }\
        """;

    private static final String COMMANDS = """
        composer: { attachments: { enabled: true }, tools: [{ id: 'search', label: 'Search the web', icon: 'globe' }] },
        commands: { enabled: true,
          onSearch: async (query) => [{ id: 'person', label: 'Insert a person' }, { id: 'more', label: 'More' }, { id: 'broken', label: 'Broken' }]
            .filter(({ label }) => label.toLowerCase().includes(query.toLowerCase())),
          onSelect: async ({ id }) => {
            (window.selected ??= []).push(id);
            if (id === 'broken') throw new Error('It broke');
            if (id === 'person') return { type: 'entity', entity: { id: 'ada', title: 'Ada Quill' } };
            if (id === 'more') return { type: 'menu', commands: [{ id: 'inner', label: 'Inner command' }] };
          } }\
        """;

    @Test
    void mention_becomesATagInTheMessage() throws Exception {
        ChatKitPage page = browser.page().open("{ " + ENTITIES + " }");
        page.write("Ask @");
        page.waitForText("Pier budget");
        assertEquals(2, page.all("[role=listbox] [role=group]").size());
        browser.screenshot("composer-mention");
        page.press("pier");
        page.waitUntil("two are found", () -> page.all("[role=option]").size() == 2);
        page.press(Keys.ARROW_DOWN);
        page.waitUntil("the second one is announced", () -> "true".equals(page.js("""
            const id = chat.shadowRoot.querySelector('[data-composer-input]').getAttribute('aria-activedescendant');
            return chat.shadowRoot.getElementById(id)?.getAttribute('aria-selected')\
            """)));
        page.press(Keys.ENTER);
        page.waitForNo("[role=listbox]");
        page.press("about it");
        browser.screenshot("composer-tag");
        page.press(Keys.ENTER);
        page.waitForEvent("chatkit.response.end");
        JsonArray content = sentContent();
        assertEquals("Ask ", content.getJsonObject(0).getString("text"));
        JsonObject tag = content.getJsonObject(1);
        assertEquals("input_tag", tag.getString("type"));
        assertEquals("Pier budget", tag.getString("id"));
        assertEquals("Pier budget", tag.getString("text"));
        assertEquals("Documents", tag.getString("group"));
        assertEquals("Documents", tag.getJsonObject("data").getString("shelf"));
        assertTrue(tag.getBoolean("interactive"));
        assertEquals(" about it", content.getJsonObject(2).getString("text"));
    }

    @Test
    void lateAnswerOfAnEarlierQuery_isNotShown() {
        ChatKitPage page = browser.page().open("{ " + ENTITIES + " }");
        page.write("@p");
        page.waitUntil("the slow search has begun", () -> (Boolean) page.js("return !!window.queries?.includes('p')"));
        page.press(Keys.BACK_SPACE, "a", "d");
        page.waitUntil("one is found", () -> page.all("[role=option]").size() == 1);
        page.jsAsync("await new Promise((resolve) => setTimeout(resolve, 800))");
        assertEquals("Ada Quill", page.waitFor("[role=option]").getText());
    }

    @Test
    void enterBeforeTheSearchHasEnded_choosesWhatItFinds() {
        ChatKitPage page = browser.page().open("{ " + ENTITIES + " }");
        page.write("@");
        page.waitForText("Ada Quill");
        page.press("p", Keys.ENTER);
        page.waitForWritten("Pier plan ");
        assertEquals(List.of(), browser.server().requests());
    }

    @Test
    void failedSearch_isSaidAndReported() {
        ChatKitPage page = browser.page().open("{ " + ENTITIES + " }");
        page.write("@fail");
        page.waitForText("The search failed");
        assertTrue(page.events("chatkit.error").toString().contains("The index is broken"));
        page.press(Keys.ESCAPE);
        page.waitForNoText("The search failed");
        page.waitForWritten("@fail");
    }

    @Test
    void menuButton_insertsTheSignAndSearches() {
        ChatKitPage page = browser.page().open("{ " + ENTITIES + " }");
        page.click("Mention something");
        page.waitForText("Ada Quill");
        page.waitFor("[role=option]").click();
        page.waitForWritten("Ada Quill ");
    }

    @Test
    void command_insertsAnEntity() {
        ChatKitPage page = browser.page().open("{ " + COMMANDS + " }");
        page.write("/insert");
        page.waitForText("Insert a person");
        page.press(Keys.ENTER);
        page.waitForWritten("Ada Quill ");
    }

    @Test
    void command_opensAnotherMenu() throws Exception {
        ChatKitPage page = browser.page().open("{ " + COMMANDS + " }");
        page.write("/");
        page.waitForText("Attach files");
        page.waitForText("Search the web");
        browser.screenshot("composer-commands");
        page.press("more");
        page.waitUntil("one is found", () -> page.all("[role=option]").size() == 1);
        page.press(Keys.ENTER);
        page.waitForText("Inner command");
        page.press(Keys.ENTER);
        page.waitForNo("[role=option]");
        assertEquals(List.of("more", "inner"), page.js("return selected"));
        page.waitForWritten("");
    }

    @Test
    void failedCommand_isSaidAndReported() {
        ChatKitPage page = browser.page().open("{ " + COMMANDS + " }");
        page.write("/brok");
        page.waitForText("Broken");
        page.press(Keys.ENTER);
        page.waitForText("The search failed");
        assertTrue(page.events("chatkit.error").toString().contains("It broke"));
    }

    @Test
    void builtInCommand_selectsATool() {
        ChatKitPage page = browser.page().open("{ " + COMMANDS + " }");
        page.write("/search");
        page.waitForText("Search the web");
        page.press(Keys.ENTER);
        page.waitForEvent("chatkit.tool.change");
        page.waitForWritten("");
    }

    private static JsonArray sentContent() {
        return browser.server().createInput().getJsonArray("content");
    }
}
