package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Actions of widgets, their forms, and what happens to what a person has entered. */
class WidgetActionBrowserIT {
    private static final String FORM = """
        {'type': 'Card', 'children': [{'type': 'Form', 'onSubmitAction': {'type': 'save', 'payload': {'id': 7, 'todo': {'kind': 'new'}}}, 'children': [
          {'type': 'Label', 'value': 'Title', 'fieldName': 'todo.title'},
          {'type': 'Input', 'name': 'todo.title', 'required': true},
          {'type': 'Text', 'value': 'Old text', 'editable': {'name': 'todo.text', 'pattern': '[A-Z].*'}},
          {'type': 'Select', 'name': 'berth', 'options': [{'value': 'n', 'label': 'North'}, {'value': 's', 'label': 'South'}]},
          {'type': 'DatePicker', 'name': 'day', 'defaultValue': '2026-05-04T10:00:00Z', 'max': '2026-12-31'},
          {'type': 'Checkbox', 'name': 'urgent', 'label': 'Urgent'},
          {'type': 'RadioGroup', 'name': 'size', 'ariaLabel': 'Size', 'required': true, 'options': [{'value': 'a', 'label': 'Small'}, {'value': 'b', 'label': 'Large'}]},
          {'type': 'Button', 'label': 'Later', 'onClickAction': {'type': 'later'}},
          {'type': 'Button', 'label': 'Save', 'submit': true}]}]}
        """;

    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    @Test
    void action_isSentWithItsItemAndStartsATurn() {
        browser.server().nextTurn(turn -> turn.say("Done"));
        WidgetPage widget = button("{'type': 'go', 'payload': {'id': 7}}");
        widget.page.click("Go");
        JsonObject params = widget.requests("threads.custom_action", 1).get(0);
        assertEquals("{'type':'go','payload':{'id':7}}", widget.action("threads.custom_action"));
        assertEquals(widget.itemId, params.getString("item_id"));
        assertEquals(widget.threadId, params.getString("thread_id"));
        widget.page.waitForText("Done");
    }

    @Test
    void actionWithoutPayload_isSentWithoutOne() {
        WidgetPage widget = button("{'type': 'go'}");
        widget.page.click("Go");
        assertEquals("{'type':'go'}", widget.action("threads.custom_action"));
    }

    @Test
    void actionWithoutStreaming_isAnsweredAtOnceAndReplacesTheWidget() {
        WidgetPage widget = button("{'type': 'go', 'streaming': false}");
        browser.server().state().onSyncAction = params -> Json.createObjectBuilder()
                .add(
                        "updated_item",
                        browser.server()
                                .state()
                                .newItem(
                                        widget.threadId,
                                        FakeProtocol.json(
                                                "{'id': '%s', 'type': 'widget', 'widget': {'type': 'Card', 'children': [{'type': 'Text', 'value': 'Gone'}]}}"
                                                        .formatted(widget.itemId))))
                .build();
        widget.page.click("Go");
        widget.page.waitForText("Gone");
        assertEquals("{'type':'go'}", widget.action("threads.sync_custom_action"));
        assertEquals(List.of(), browser.server().requests("threads.custom_action"));
    }

    @Test
    void actionOfThePage_isCalledWithTheWidget() {
        WidgetPage widget = button(
                "{'type': 'go', 'handler': 'client', 'payload': {'a': 1}}",
                "{ widgets: { onAction: async (action, item) => { window.called = [action, item] } } }");
        widget.page.click("Go");
        widget.page.waitUntil(
                "the page is called", () -> Boolean.TRUE.equals(widget.page.js("return !!window.called")));
        assertEquals(Map.of("type", "go", "payload", Map.of("a", 1L)), widget.page.js("return called[0]"));
        assertEquals(widget.itemId, widget.page.js("return called[1].id"));
        assertEquals("Card", widget.page.js("return called[1].widget.type"));
        assertEquals(List.of(), browser.server().requests("threads.custom_action"));
    }

    @Test
    void actionOfAPageWithoutHandler_saysThatItDidNotWork() {
        WidgetPage widget = button("{'type': 'go', 'handler': 'client'}");
        widget.page.click("Go");
        widget.page.waitForText("That did not work.");
        widget.page.waitForEvent("chatkit.error");
    }

    @Test
    void listItemAndCardActions_areSent() {
        WidgetPage list = WidgetPage.open(browser, """
            {'type': 'ListView', 'children': [{'type': 'ListViewItem', 'onClickAction': {'type': 'choose', 'payload': {'id': 'blue'}},
              'children': [{'type': 'Text', 'value': 'Blue line'}]}]}
            """);
        assertEquals("Blue line", list.find("li button").getAccessibleName());
        list.find("li button").sendKeys(Keys.ENTER);
        assertEquals("{'type':'choose','payload':{'id':'blue'}}", list.action("threads.custom_action"));
    }

    @Test
    void cardAsForm_confirmsWithItsFieldsAndCancelsWithoutChecks() {
        String card = """
            {'type': 'Card', 'asForm': true, 'children': [{'type': 'Input', 'name': 'to', 'required': true, 'placeholder': 'To'}],
             'confirm': {'label': 'Send', 'action': {'type': 'send', 'payload': {'draft': 1}}}, 'cancel': {'label': 'Discard', 'action': {'type': 'discard'}}}
            """;
        WidgetPage widget = WidgetPage.open(browser, card);
        widget.page.click("Send");
        widget.page.waitForText("Fill in this field.");
        widget.page.click("Discard");
        assertEquals("{'type':'discard','payload':{'to':''}}", widget.action("threads.custom_action"));
        widget.page.waitForEvent("chatkit.response.end");
        widget.find("input").sendKeys("office", Keys.ENTER);
        widget.requests("threads.custom_action", 2);
        assertEquals(
                "{\"draft\":1,\"to\":\"office\"}",
                widget.requests("threads.custom_action", 2)
                        .get(1)
                        .getJsonObject("action")
                        .get("payload")
                        .toString());
    }

    @Test
    void form_sendsItsValuesWithThePayload() {
        WidgetPage widget = WidgetPage.open(browser, FORM);
        widget.find("input[name='todo.title']").sendKeys("Pier");
        widget.page.js("""
            const find = (selector) => chat.shadowRoot.querySelector('ck-widget ' + selector);
            find('select').value = 's';
            """);
        widget.find("input[type=checkbox]").click();
        widget.find("input[value=b]").click();
        widget.page.click("Save");
        assertEquals(
                "{'id':7,'todo':{'kind':'new','title':'Pier','text':'Old"
                        + " text'},'berth':'s','day':'2026-05-04','urgent':true,'size':'b'}",
                widget.requests("threads.custom_action", 1)
                        .get(0)
                        .getJsonObject("action")
                        .get("payload")
                        .toString()
                        .replace('"', '\''));
    }

    @Test
    void actionWithinAForm_hasItsValuesButDoesNotCheckThem() {
        WidgetPage widget = WidgetPage.open(browser, FORM);
        widget.page.click("Later");
        assertEquals(
                "{'type':'later','payload':{'todo':{'title':'','text':'Old"
                        + " text'},'berth':'','day':'2026-05-04','urgent':false}}",
                widget.action("threads.custom_action"));
    }

    @Test
    void fieldWithTheNameOfAMember_isLeftOutAndReported() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Form', 'onSubmitAction': {'type': 'save', 'payload': {'id': 7}}, 'children': [
              {'type': 'Input', 'name': 'id', 'defaultValue': '8'}, {'type': 'Button', 'label': 'Save', 'submit': true}]}
            """);
        widget.page.click("Save");
        assertEquals("{'type':'save','payload':{'id':7}}", widget.action("threads.custom_action"));
        widget.page.waitForEvent("chatkit.error");
    }

    @Test
    void invalidForm_saysWhatIsWrongAndGoesThere() throws Exception {
        WidgetPage widget = WidgetPage.open(browser, FORM);
        WebElement text = widget.find("textarea");
        text.clear();
        text.sendKeys("small");
        widget.page.click("Save");
        widget.page.waitForText("Fill in this field.");
        assertTrue(widget.page.text().contains("This does not have the expected form."));
        assertTrue(widget.page.text().contains("Choose something here."));
        assertEquals(true, widget.of("input[name='todo.title']", "it === chat.shadowRoot.activeElement"));
        assertEquals(
                "Fill in this field.",
                widget.of(
                        "input[name='todo.title']",
                        "chat.shadowRoot.getElementById(it.getAttribute('aria-describedby')).textContent"));
        assertEquals(List.of(), browser.server().requests("threads.custom_action"));
        browser.screenshot("widget-form-invalid");
        widget.find("input[name='todo.title']").sendKeys("Pier");
        widget.page.waitForNoText("Fill in this field.");
    }

    @Test
    void changeOfAControl_isSentWithItsValue() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Card', 'children': [{'type': 'Checkbox', 'name': 'a.b', 'label': 'Yes', 'onChangeAction': {'type': 'change', 'payload': {'id': 1}}}]}
            """);
        widget.find("input").click();
        assertEquals("{'type':'change','payload':{'id':1,'a':{'b':true}}}", widget.action("threads.custom_action"));
    }

    @Test
    void changesOfSelectDateAndRadio_areSent() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Card', 'children': [
              {'type': 'Select', 'name': 's', 'clearable': true, 'options': [{'value': 'x', 'label': 'X'}], 'onChangeAction': {'type': 's', 'streaming': false}},
              {'type': 'DatePicker', 'name': 'd', 'onChangeAction': {'type': 'd', 'streaming': false}},
              {'type': 'RadioGroup', 'name': 'r', 'options': [{'value': 'y', 'label': 'Y'}], 'onChangeAction': {'type': 'r', 'streaming': false}}]}
            """);
        widget.find("select").sendKeys("X");
        widget.find("input[type=date]").sendKeys("05042026");
        widget.find("input[type=radio]").click();
        // a date that is typed slowly changes more than once
        widget.page.waitUntil(
                "the server has all changes",
                () -> widget.requests("threads.sync_custom_action", 3).stream()
                        .map(params -> params.get("action").toString().replace('"', '\''))
                        .toList()
                        .containsAll(List.of(
                                "{'type':'s','payload':{'s':'x'}}",
                                "{'type':'d','payload':{'d':'2026-05-04'}}",
                                "{'type':'r','payload':{'r':'y'}}")));
    }

    @Test
    void actionDuringATurn_waitsUnlessItIsAChange() {
        CountDownLatch end = new CountDownLatch(1);
        browser.server().nextTurn(turn -> {
            turn.say("Working");
            turn.await(end);
        });
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Card', 'children': [{'type': 'Button', 'label': 'Go', 'onClickAction': {'type': 'go'}},
              {'type': 'Button', 'label': 'Now', 'onClickAction': {'type': 'now', 'streaming': false}},
              {'type': 'Checkbox', 'name': 'c', 'label': 'Yes', 'onChangeAction': {'type': 'change'}}]}
            """);
        widget.page.send("Hello");
        widget.page.waitForText("Working");
        widget.page.waitUntil(
                "the button waits", () -> "true".equals(widget.find("button").getDomAttribute("aria-disabled")));
        widget.page.click("Go");
        widget.page.click("Now");
        widget.requests("threads.sync_custom_action", 1);
        widget.find("input").click();
        assertEquals(List.of(), browser.server().requests("threads.custom_action"));
        end.countDown();
        assertEquals("{'type':'change','payload':{'c':true}}", widget.action("threads.custom_action"));
    }

    @Test
    void loading_isShownWhereTheActionSays() {
        for (String behaviour : List.of("auto", "self", "container", "none")) {
            CountDownLatch end = new CountDownLatch(1);
            browser.server().nextTurn(turn -> turn.await(end));
            WidgetPage widget = button("{'type': 'go', 'loadingBehavior': '" + behaviour + "'}");
            widget.page.click("Go");
            widget.requests("threads.custom_action", 1);
            boolean self = behaviour.equals("self") || behaviour.equals("auto");
            widget.page.waitUntil(
                    "the state " + behaviour,
                    () -> self
                                    == !widget.all("button[aria-busy=true] .w-spinner")
                                            .isEmpty()
                            && behaviour.equals("container") == widget.page.has("ck-widget .w-root[inert]"));
            end.countDown();
            widget.page.waitForEvent("chatkit.response.end");
            widget.page.waitForNo("ck-widget [aria-busy]");
            browser.server().reset();
        }
    }

    @Test
    void actionOfTheWholeWidget_givesTheFocusBack() {
        CountDownLatch end = new CountDownLatch(1);
        browser.server().nextTurn(turn -> turn.await(end));
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Form', 'onSubmitAction': {'type': 'save'}, 'children': [{'type': 'Input', 'name': 'a'}, {'type': 'Button', 'label': 'Save', 'submit': true}]}
            """);
        widget.find("input").sendKeys("x", Keys.ENTER);
        widget.page.waitFor("ck-widget .w-root[inert]");
        end.countDown();
        widget.page.waitForNo("ck-widget .w-root[inert]");
        widget.page.waitUntil(
                "the field has the focus",
                () -> Boolean.TRUE.equals(widget.of("input", "it === chat.shadowRoot.activeElement")));
    }

    @Test
    void failedAction_isSaidAtTheWidgetAndCanBeTriedAgain() throws Exception {
        browser.server().nextResponse("threads.custom_action", 503, "application/json", "{}");
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Form', 'onSubmitAction': {'type': 'save'}, 'children': [{'type': 'Input', 'name': 'a'}, {'type': 'Button', 'label': 'Save', 'submit': true}]}
            """);
        widget.find("input").sendKeys("entered");
        widget.page.click("Save");
        widget.page.waitFor("ck-widget .w-failure[role=alert]");
        assertEquals("entered", widget.find("input").getDomProperty("value"));
        assertFalse(widget.page.text().contains("The response failed."));
        browser.screenshot("widget-action-failed");
        widget.find(".w-failure button").click();
        List<JsonObject> requests = widget.requests("threads.custom_action", 2);
        assertEquals(requests.get(0).get("action"), requests.get(1).get("action"));
        widget.page.waitForNo("ck-widget .w-failure");
    }

    @Test
    void streamedUpdates_keepTheFocusAndWhatIsEntered() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        browser.server().nextTurn(turn -> {
            String id = turn.begin("""
                {'type': 'widget', 'widget': {'type': 'Card', 'children': [{'type': 'Text', 'id': 't', 'value': 'A', 'streaming': true},
                  {'type': 'Input', 'key': 'field', 'name': 'a', 'defaultValue': 'old'}, {'type': 'Checkbox', 'name': 'c', 'label': 'Yes'}]}}
                """);
            turn.await(entered);
            turn.update(
                    id,
                    "{'type': 'widget.streaming_text.value_delta', 'component_id': 't', 'delta': 'BC', 'done': false}");
            turn.update(
                    id,
                    "{'type': 'widget.component.updated', 'component_id': 't', 'component': {'type': 'Text', 'id':"
                            + " 't', 'value': 'Replaced'}}");
            turn.update(id, """
                {'type': 'widget.root.updated', 'widget': {'type': 'Card', 'children': [{'type': 'Title', 'value': 'New'}, {'type': 'Text', 'id': 't', 'value': 'Root'},
                  {'type': 'Input', 'key': 'field', 'name': 'a', 'defaultValue': 'newer'}, {'type': 'Checkbox', 'name': 'c', 'label': 'Yes', 'defaultChecked': false}]}}
                """);
            turn.await(end);
        });
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitFor("ck-widget input").click();
        page.press(Keys.END, "er", Keys.ARROW_LEFT);
        page.waitFor("ck-widget input[type=checkbox]");
        entered.countDown();
        page.waitForText("Root");
        assertEquals(List.of(true, "older", 4L), page.js("""
            const field = chat.shadowRoot.querySelector('ck-widget input');
            return [field === chat.shadowRoot.activeElement, field.value, field.selectionStart]\
            """));
        end.countDown();
    }

    @Test
    void streamedText_appearsInItsWidget() {
        CountDownLatch end = new CountDownLatch(1);
        browser.server().nextTurn(turn -> {
            String id = turn.begin(
                    "{'type': 'widget', 'widget': {'type': 'Card', 'children': [{'type': 'Markdown', 'id': 'm',"
                            + " 'value': '', 'streaming': true}]}}");
            for (String piece : List.of("**Str", "eamed** ", "text")) {
                turn.update(
                        id,
                        "{'type': 'widget.streaming_text.value_delta', 'component_id': 'm', 'delta': '" + piece
                                + "', 'done': false}");
            }
            turn.await(end);
        });
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitForText("Streamed text");
        page.waitFor("ck-widget ck-markdown strong");
        end.countDown();
    }

    @Test
    void entries_areKeptWhileTheWidgetIsNotOnThePage() {
        WidgetPage widget = WidgetPage.open(browser, FORM);
        widget.find("input[name='todo.title']").sendKeys("Pier");
        widget.find("input[type=checkbox]").click();
        widget.page.js("const view = chat.shadowRoot.querySelector('ck-widget'); const copy ="
                + " document.createElement('ck-widget');copy.chat = view.chat; copy.widget = view.widget;"
                + " copy.itemId = view.itemId; view.after(copy); view.remove();");
        widget.page.waitUntil(
                "the entries are back",
                () -> "Pier".equals(widget.find("input[name='todo.title']").getDomProperty("value")));
        assertTrue(widget.find("input[type=checkbox]").isSelected());
    }

    @Test
    void autoFocus_isGivenToTheFieldOfANewWidget() {
        browser.server()
                .nextTurn(turn ->
                        turn.item("{'type': 'widget', 'widget': {'type': 'Card', 'children': [{'type': 'Input', 'name':"
                                + " 'a', 'defaultValue': 'x', 'autoFocus': true, 'autoSelect': true}]}}"));
        ChatKitPage page = browser.page().open();
        page.send("Go");
        page.waitUntil("the field has the focus and is selected", () -> Boolean.TRUE.equals(page.js("""
            const field = chat.shadowRoot.querySelector('ck-widget input');
            return !!field && field === chat.shadowRoot.activeElement && field.selectionEnd === 1 && field.selectionStart === 0\
            """)));
    }

    private static WidgetPage button(String action) {
        return button(action, "{}");
    }

    private static WidgetPage button(String action, String options) {
        return WidgetPage.open(
                browser,
                "{'type': 'Card', 'children': [{'type': 'Button', 'label': 'Go', 'onClickAction': " + action + "}]}",
                "{}",
                options);
    }
}
