package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language of the element's texts, and the direction that it is written in. */
class LanguageBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    @ParameterizedTest
    @CsvSource({
        "de, de, Neue Unterhaltung",
        "de_CH, de-CH, Neue Unterhaltung",
        "es-419, es-419, Nueva conversación",
        "pt-BR, pt-BR, Nova conversa",
        "zh-TW, zh-Hans, 新对话",
        "sv, en, New conversation",
        "en-GB, en-GB, New conversation",
        "no locale, en, New conversation",
    })
    void locale_choosesTheTextsAndTheRegionOfDates(String locale, String language, String text) {
        ChatKitPage page = browser.page().open("{ locale: '" + locale + "' }");
        page.waitUntil("the texts are in " + language, () -> language.equals(page.js("""
            const view = chat.shadowRoot.querySelector('ck-chat');
            return view.querySelector('[aria-label="%s"]') ? view.lang : null;\
            """.formatted(text))));
        assertEquals("ltr", page.js("return chat.shadowRoot.querySelector('ck-chat').dir"));
    }

    @Test
    void arabic_runsFromTheRightWhileAnEnglishAnswerKeepsItsDirection() throws Exception {
        ChatKitPage page = browser.page().open("{ locale: 'ar' }");
        page.waitUntil("the texts are in Arabic", () -> page.has("[aria-label='محادثة جديدة']"));
        assertEquals("rtl", page.js("return getComputedStyle(chat.shadowRoot.querySelector('ck-composer')).direction"));
        browser.server().nextTurn(turn -> {
            String id = turn.begin("{'type': 'assistant_message', 'content': []}");
            turn.delta(id, "The pier costs two million.\n\nالرصيف يكلف مليونين.");
        });
        page.js("return void chat.sendUserMessage({ text: 'What will the pier cost?' })");
        page.waitForEvent("chatkit.response.end");
        page.waitForText("مليونين");
        assertEquals("ltr rtl", page.js("""
            const blocks = [...chat.shadowRoot.querySelectorAll('ck-markdown p')];
            return blocks.map((block) => getComputedStyle(block).direction).join(' ');\
            """));
        browser.screenshot("chat-arabic");
    }
}
