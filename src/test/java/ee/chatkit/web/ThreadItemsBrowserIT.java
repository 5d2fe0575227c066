package ee.chatkit.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each type of item looks like, and what one can do with it. */
class ThreadItemsBrowserIT {
    private static final String PICTURE =
            "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%2240%22"
                    + " height=%2230%22%3E%3Crect width=%2240%22 height=%2230%22 fill=%22teal%22/%3E%3C/svg%3E";
    private static final String ALL_ACTIONS = "threadItemActions: { feedback: true, retry: true }";

    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    private static String thread() {
        return browser.server().state().addThread("Repair of Pier 4");
    }

    private static ChatKitPage show(String threadId, String options) {
        return browser.page().open("{ initialThread: '" + threadId + "', " + options + " }");
    }

    @Test
    void userMessage_hasTextTagsQuotationAndAttachments() throws Exception {
        String thread = thread();
        browser.server().state().addItem(thread, """
            {"type": "user_message", "quoted_text": "The piles are rotten.", "inference_options": {},
             "content": [{"type": "input_text", "text": "What does "},
               {"type": "input_tag", "id": "p4", "text": "Pier 4", "data": {"area": "north"}, "interactive": true},
               {"type": "input_text", "text": " cost?\\nAnd when?"}],
             "attachments": [
               {"type": "image", "id": "a", "name": "pier.png", "mime_type": "image/png", "preview_url": "%s"},
               {"type": "file", "id": "b", "name": "survey.pdf", "mime_type": "application/pdf"}]}\
            """.formatted(PICTURE));
        ChatKitPage page = show(thread, """
            entities: {
              onClick: (entity) => (window.clicked = entity),
              onRequestPreview: async (entity) => ({
                preview: { type: 'Basic', children: [{ type: 'Text', value: `About ${entity.title}` }] } }),
            }\
            """);
        page.waitForText("survey.pdf");
        String text = page.text();
        assertTrue(text.contains("The piles are rotten."), text);
        assertEquals(
                "What does Pier 4 cost?\nAnd when?",
                page.js("return chat.shadowRoot.querySelector('.bubble').innerText"));
        page.waitUntil("the picture is there", () -> (Boolean) page.js(
                "return chat.shadowRoot.querySelector('.attachments img[alt=\"pier.png\"]').naturalWidth === 40"));
        page.click("Pier 4");
        assertEquals("p4 north", page.js("return `${clicked.id} ${clicked.data.area}`"));
        page.waitForText("About Pier 4");
        browser.screenshot("thread-user-message");
    }

    @Test
    void assistantMessage_isMarkdownWithNumberedSources() throws Exception {
        String thread = thread();
        browser.server().state().addItem(thread, """
            {"type": "assistant_message", "content": [{"type": "output_text",
             "text": "# Costs\\n\\nAbout **44,800** in all.\\n\\n| Work | Price |\\n|---|--:|\\n| Piles | 31,500 |\\n\\n- [x] asked\\n\\n\\\\(c = a_1 * b_2 * d\\\\) costs $5.",
             "annotations": [
               {"type": "annotation", "index": 27, "source": {"type": "url", "url": "https://example.com/t", "title": "Tide table", "attribution": "Harbour office"}},
               {"type": "annotation", "source": {"type": "file", "filename": "survey.pdf", "title": "Survey"}},
               {"type": "annotation", "source": {"type": "url", "url": "javascript:alert(1)", "title": "Bad"}},
               {"type": "annotation", "index": 9, "source": {"type": "entity", "id": "p4", "title": "Pier 4", "interactive": true, "data": {}}}]}]}\
            """);
        ChatKitPage page = show(thread, "entities: { onClick: (entity) => (window.clicked = entity) }");
        page.waitForText("44,800");
        assertEquals("Costs", page.waitFor("ck-markdown h4").getText().replaceAll("[\\s\\d]+$", ""));
        assertEquals("44,800", page.waitFor("ck-markdown strong").getText());
        assertEquals("31,500", page.waitFor("ck-markdown td:last-child").getText());
        assertTrue(page.text().contains("\\(c = a_1 * b_2 * d\\) costs $5."), page.text());
        assertEquals("https://example.com/t", page.waitFor("a.citation").getDomAttribute("href"));
        page.click("Sources (4)");
        List<String> sources = page.all(".source-list li").stream()
                .map(item -> item.getText().replace('\n', ' '))
                .toList();
        assertEquals(List.of("1 Tide table Harbour office", "2 Survey survey.pdf", "3 Bad", "4 Pier 4"), sources);
        page.click("Pier 4");
        assertEquals("p4", page.js("return clicked.id"));
        browser.screenshot("thread-assistant-message");
    }

    @Test
    void otherItems_areShownEachInItsWay() throws Exception {
        String thread = thread();
        for (String item : List.of(
                "{'type': 'workflow', 'workflow': {'type': 'reasoning', 'summary': {'duration': 12}, 'expanded': false,"
                        + " 'tasks': [{'type': 'thought', 'title': 'Reading', 'content': 'There are **14** piles.'}]}}",
                "{'type': 'task', 'task': {'type': 'web_search', 'title': 'Prices', 'queries': ['greenheart price'],"
                        + " 'sources': [{'type': 'url', 'url': 'https://example.com/p', 'title': 'Price list'}]}}",
                "{'type': 'hologram', 'depth': 3}",
                "{'type': 'client_tool_call', 'status': 'completed', 'call_id': 'c', 'name': 'get_location',"
                        + " 'arguments': {}, 'output': {}}",
                "{'type': 'end_of_turn'}",
                "{'type': 'generated_image', 'image': {'id': 'i', 'url': '" + PICTURE + "'}}",
                "{'type': 'workflow', 'workflow': 'malformed'}",
                "{'type': 'user_message', 'content': 7}",
                "{'type': 'assistant_message', 'content': [null, 3, {'text': 5, 'annotations': [null, 'x', {}]}]}",
                "{'type': 'structured_input', 'status': 'answered', 'inputs': [{'type': 'freeform', 'id': 'q',"
                        + " 'question': 'Which wood?', 'answer': {'values': ['Greenheart'], 'skipped': false}}]}")) {
            browser.server().state().addItem(thread, item);
        }
        ChatKitPage page = show(thread, "");
        page.waitForText("Greenheart");
        page.click("Thought for 12 s");
        page.waitForText("There are 14 piles.");
        String text = page.text();
        assertTrue(text.contains("greenheart price") && text.contains("Price list"), text);
        assertEquals(3, page.all(".placeholder").size(), "unknown and malformed items");
        assertFalse(text.contains("get location"), text);
        page.waitFor(".generated-image img[alt='Generated image']");
        browser.screenshot("thread-other-items");
    }

    @Test
    void structuredInput_sendsWhatWasChosenAndSkipsTheRest() throws Exception {
        String thread = thread();
        String item = browser.server().state().addItem(thread, """
            {"type": "structured_input", "status": "pending", "inputs": [
              {"type": "multiple_choice", "id": "days", "question": "Which days?", "multiple": true,
               "options": [{"value": "Monday"}, {"value": "Tuesday"}, {"value": "Friday"}]},
              {"type": "multiple_choice", "id": "crane", "question": "Which crane?", "multiple": false,
               "options": [{"value": "Small"}, {"value": "Large"}]},
              {"type": "freeform", "id": "note", "question": "What else?", "description": "Such as access"}]}\
            """);
        ChatKitPage page = show(thread, "");
        page.click("Monday");
        page.click("Friday");
        page.click("Small");
        page.click("Large");
        browser.screenshot("thread-structured-input");
        CountDownLatch goOn = new CountDownLatch(1);
        browser.server().nextTurn(turn -> turn.await(goOn));
        page.click("Submit");
        page.waitUntil("the form is busy", () -> !page.control("Skip").isEnabled());
        goOn.countDown();
        page.waitForEvent("chatkit.response.end");
        JsonObject params =
                browser.server().requests("threads.add_structured_input").get(0).params();
        assertEquals(item, params.getString("item_id"));
        assertEquals(
                FakeProtocol.json(
                        "{'status': 'answered', 'answers': {'days': {'values': ['Monday', 'Friday'], 'skipped':"
                                + " false}, 'crane': {'values': ['Large'], 'skipped': false}, 'note': {'values': [],"
                                + " 'skipped': true}}}"),
                params.getJsonObject("input"));
    }

    @Test
    void workflow_showsItsStepsWhileItRunsAndItsSummaryAfterwards() {
        CountDownLatch goOn = new CountDownLatch(1);
        browser.server().nextTurn(turn -> {
            String id =
                    turn.begin("{'type': 'workflow', 'workflow': {'type': 'custom', 'tasks': [], 'expanded': true}}");
            turn.update(
                    id,
                    "{'type': 'workflow.task.added', 'task_index': 0, 'task': {'type': 'custom', 'title': 'Count the"
                            + " piles', 'status_indicator': 'loading'}}");
            turn.await(goOn);
            turn.done(FakeProtocol.json("{'id': '" + id + "', 'thread_id': 't', 'created_at': '2026-11-22T14:42:00Z',"
                    + " 'type': 'workflow', 'workflow': {'type': 'custom', 'summary': {'title': 'Counted'},"
                    + " 'expanded': false, 'tasks': [{'type': 'custom', 'title': 'Count the piles'}]}}"));
        });
        ChatKitPage page = browser.page().open();
        page.send("Count");
        page.waitFor(".tasks .spinner");
        goOn.countDown();
        page.waitForText("Counted");
        page.waitForNo(".tasks");
        page.waitForNo(".spinner");
    }

    @Test
    void clientToolCall_isAQuietLineUntilItsOutputIsSent() {
        browser.server()
                .nextTurn(turn -> turn.item("{'type': 'client_tool_call', 'status': 'pending', 'call_id': 'c',"
                        + " 'name': 'get_location', 'arguments': {'exact': true}}"));
        ChatKitPage page = browser.page()
                .open("{ onClientTool: (call) => new Promise((resolve) => {"
                        + " window.finish = () => resolve({ place: call.name, exact: call.params.exact }); }) }");
        page.send("Where am I?");
        page.waitForText("Working on this page: get location");
        page.js("finish()");
        page.waitForNoText("Working on this page");
        page.waitUntil(
                "the output has been sent",
                () -> browser.server()
                                .requests("threads.add_client_tool_output")
                                .size()
                        == 1);
        assertEquals(
                FakeProtocol.json("{'place': 'get_location', 'exact': true}"),
                browser.server()
                        .requests("threads.add_client_tool_output")
                        .get(0)
                        .params()
                        .getJsonObject("result"));
    }

    @Test
    void feedback_isSentForTheItemsOfTheResponseAndStaysPressed() {
        String thread = thread();
        browser.server().state().addUserMessage(thread, "One");
        browser.server().state().addAssistantMessage(thread, "Answer one");
        browser.server().state().addUserMessage(thread, "Two");
        String first = browser.server().state().addAssistantMessage(thread, "Answer two");
        String second = browser.server().state().addAssistantMessage(thread, "Answer three");
        ChatKitPage page = show(thread, ALL_ACTIONS);
        page.waitForText("Answer three");
        assertEquals(2, page.all("[aria-label='Good response']").size(), "one for each response");
        page.js("[...chat.shadowRoot.querySelectorAll('[aria-label=\"Bad response\"]')].at(-1).click()");
        page.waitFor("[aria-label='Bad response'][aria-pressed='true']");
        JsonObject params = browser.server().requests("items.feedback").get(0).params();
        assertEquals("negative", params.getString("kind"));
        assertEquals(
                "[\"" + first + "\",\"" + second + "\"]",
                params.getJsonArray("item_ids").toString());
    }

    @Test
    void feedback_thatCannotBeSent_isTakenBack() {
        browser.expectConsoleErrors();
        String thread = thread();
        browser.server().state().addAssistantMessage(thread, "Answer");
        browser.server().nextResponse("items.feedback", 503, "text/plain", "x");
        ChatKitPage page = show(thread, ALL_ACTIONS);
        page.click("Good response");
        page.waitForEvent("chatkit.error");
        page.waitForNo("[aria-pressed='true']");
    }

    @Test
    void retry_answersTheLastMessageAgainInPlaceOfTheResponse() {
        String thread = thread();
        String message = browser.server().state().addUserMessage(thread, "What does it cost?");
        browser.server().state().addAssistantMessage(thread, "I do not know.");
        browser.server().nextTurn(turn -> turn.say("About 44,800."));
        ChatKitPage page = show(thread, ALL_ACTIONS);
        page.click("Answer again");
        page.waitForText("About 44,800.");
        page.waitForNoText("I do not know.");
        assertEquals(
                message,
                browser.server()
                        .requests("threads.retry_after_item")
                        .get(0)
                        .params()
                        .getString("item_id"));
    }

    @Test
    void copy_putsTheMarkdownOfTheResponseIntoTheClipboard() {
        String thread = thread();
        browser.server().state().addUserMessage(thread, "Question");
        browser.server().state().addAssistantMessage(thread, "It is **bold**.");
        browser.server()
                .state()
                .addItem(
                        thread,
                        "{'type': 'widget', 'copy_text': 'As text'," + " 'widget': {'type': 'Card', 'children': []}}");
        ChatKitPage page = show(thread, "");
        page.js("navigator.clipboard.writeText = async (text) => { (window.copied ??= []).push(text); }");
        page.click("Copy response");
        page.click("Copy message");
        page.waitUntil("it is copied", () -> "2".equals(String.valueOf(page.js("return window.copied?.length"))));
        assertEquals(List.of("It is **bold**.\n\nAs text", "Question"), page.js("return copied"));
    }

    @Test
    void images_areShownOnlyFromTheDomainsThatTheThreadAllows() {
        browser.server().policy("default-src 'self'; img-src *; script-src 'self'");
        browser.server()
                .handle(
                        "/picture.svg",
                        exchange -> FakeChatKitServer.respond(
                                exchange,
                                200,
                                "image/svg+xml",
                                "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>".getBytes(UTF_8)));
        String thread =
                browser.server().state().addThread("Pictures", "{'allowed_image_domains': ['images.example.com']}");
        browser.server()
                .state()
                .addAssistantMessage(thread, "![foreign](https://evil.example.net/x?secret) ![own](/picture.svg)");
        browser.server()
                .state()
                .addItem(
                        thread,
                        "{'type': 'generated_image', 'image': {'id': 'i', 'url': 'https://evil.example.net/y'}}");
        ChatKitPage page = show(thread, "");
        page.waitForText("The image cannot be shown here.");
        page.waitFor("ck-markdown img[alt='own']");
        assertEquals(1, page.all(".content img").size());
        assertEquals(
                "https://evil.example.net/x?secret",
                page.waitFor("ck-markdown a").getDomAttribute("href"));
    }
}
