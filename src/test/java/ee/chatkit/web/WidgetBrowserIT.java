package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The types of widgets: each shows what its members say. Its actions are tested in {@link WidgetActionBrowserIT}. */
class WidgetBrowserIT {
    private static final String PICTURE = "data:image/svg+xml;utf8,<svg xmlns=%27http://www.w3.org/2000/svg%27"
            + " width=%2740%27 height=%2720%27><rect width=%2740%27 height=%2720%27/></svg>";

    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    @Test
    void card_hasStatusBodyAndActions() throws Exception {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Card', 'size': 'sm', 'padding': 5, 'background': '#ffeecc', 'status': {'text': 'Draft', 'icon': 'mail'},
             'children': [{'type': 'Text', 'value': 'Dear all'}],
             'confirm': {'label': 'Send', 'action': {'type': 'send'}},
             'cancel': {'label': 'Discard', 'action': {'type': 'discard'}}}
            """);
        assertEquals("360px", widget.style(".w-card", "max-inline-size"));
        assertEquals("20px", widget.style(".w-card-body", "padding-left"));
        assertEquals("rgba(255, 238, 204, 1)", widget.style(".w-card", "background-color"));
        assertEquals("Draft", widget.find(".w-status").getText());
        assertEquals(1, widget.all(".w-status svg").size());
        assertEquals(
                List.of("Discard", "Send"),
                widget.all(".w-footer button").stream().map(WebElement::getText).toList());
        browser.screenshot("widget-card");
    }

    @Test
    void collapsedCard_opensByItsButton() {
        WidgetPage widget = WidgetPage.open(
                browser, "{'type': 'Card', 'collapsed': true, 'children': [{'type': 'Text', 'value': 'The body'}]}");
        assertFalse(widget.find(".w-text").isDisplayed());
        widget.page.click("Show details");
        widget.page.waitForText("The body");
        assertEquals("true", widget.find(".w-toggle").getDomAttribute("aria-expanded"));
    }

    @Test
    void theme_isThatOfTheWidgetInAnotherScheme() {
        WidgetPage widget = WidgetPage.open(
                browser, "{'type': 'Card', 'theme': 'dark', 'children': [{'type': 'Text', 'value': 'Dark'}]}");
        double text = luminance(widget, ".w-text", "color");
        double surface = luminance(widget, ".w-card", "backgroundColor");
        assertTrue(text > 0.7 && surface < 0.2, text + " on " + surface);
    }

    @Test
    void listView_showsItsLimitAndTheRestOnRequest() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'ListView', 'limit': 2, 'status': {'text': 'Lines', 'favicon': '/favicon.ico', 'frame': true}, 'children': [
              {'type': 'ListViewItem', 'gap': 5, 'align': 'start', 'children': [{'type': 'Text', 'value': 'Blue'}, {'type': 'Text', 'value': 'line'}]},
              {'type': 'ListViewItem', 'children': [{'type': 'Text', 'value': 'Green'}]},
              {'type': 'ListViewItem', 'onClickAction': {'type': 'choose'}, 'children': [{'type': 'Text', 'value': 'Red'}]},
              {'type': 'ListViewItem', 'children': [{'type': 'Text', 'value': 'Pink'}]}]}
            """);
        assertEquals(2, widget.all("li").size());
        assertEquals("20px", widget.style("li .w-row", "column-gap"));
        assertEquals("flex-start", widget.style("li .w-row", "align-items"));
        assertTrue(widget.find(".w-status img.frame").isDisplayed());
        widget.page.click("Show 2 more");
        widget.page.waitForText("Pink");
        assertEquals(4, widget.all("li").size());
        // the focus goes on to what is new
        widget.page.waitUntil(
                "Red has the focus",
                () -> Boolean.TRUE.equals(widget.of("li:nth-child(3)", "it.contains(chat.shadowRoot.activeElement)")));
    }

    @Test
    void basic_laysOutItsChildrenAndOtherRoots() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Basic', 'direction': 'row', 'gap': 4, 'padding': 2, 'align': 'end', 'justify': 'center', 'children': [
              {'type': 'Text', 'value': 'One'}, {'type': 'Card', 'children': [{'type': 'Text', 'value': 'Two'}]}]}
            """);
        assertEquals("row", widget.style(".w-basic", "flex-direction"));
        assertEquals("16px", widget.style(".w-basic", "column-gap"));
        assertEquals("8px", widget.style(".w-basic", "padding-top"));
        assertEquals("flex-end", widget.style(".w-basic", "align-items"));
        assertEquals("center", widget.style(".w-basic", "justify-content"));
        assertEquals("Two", widget.find(".w-card").getText());
    }

    @Test
    void text_hasItsTypography() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Basic', 'children': [
              {'type': 'Text', 'value': 'Styled', 'size': 'xl', 'weight': 'bold', 'italic': true, 'lineThrough': true,
               'color': {'light': '#ff0000', 'dark': '#00ff00'}, 'textAlign': 'center', 'width': 200, 'minLines': 3},
              {'type': 'Text', 'value': 'A long text that is cut off somewhere', 'truncate': true, 'width': 80},
              {'type': 'Text', 'value': 'A text of several lines that is cut off somewhere', 'maxLines': 2, 'width': 80}]}
            """);
        assertEquals("20px", widget.style(".w-text", "font-size"));
        assertEquals("700", widget.style(".w-text", "font-weight"));
        assertEquals("italic", widget.style(".w-text", "font-style"));
        assertTrue(widget.style(".w-text", "text-decoration").contains("line-through"));
        assertEquals("rgba(255, 0, 0, 1)", widget.style(".w-text", "color"));
        assertEquals("center", widget.style(".w-text", "text-align"));
        assertEquals("200px", widget.style(".w-text", "width"));
        assertEquals(87L, widget.of(".w-text", "it.offsetHeight"));
        assertEquals(true, widget.of(".truncate", "it.scrollWidth > it.clientWidth && it.offsetHeight < 30"));
        assertEquals(true, widget.of(".clamp", "it.scrollHeight > it.clientHeight && it.offsetHeight < 60"));
    }

    @Test
    void titlesAndCaptions_haveTheirSizes() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Basic', 'children': [
              {'type': 'Title', 'value': 'Small', 'size': 'sm'}, {'type': 'Title', 'value': 'Huge', 'size': '5xl', 'weight': 'normal'},
              {'type': 'Caption', 'value': 'Less', 'size': 'sm'}, {'type': 'Caption', 'value': 'More', 'size': 'lg', 'color': 'danger'}]}
            """);
        assertEquals("16px", widget.style(".w-title:nth-child(1)", "font-size"));
        assertEquals("48px", widget.style(".w-title:nth-child(2)", "font-size"));
        assertEquals("400", widget.style(".w-title:nth-child(2)", "font-weight"));
        assertEquals("heading", widget.find(".w-title").getAriaRole());
        assertEquals("12px", widget.style(".w-caption:nth-child(3)", "font-size"));
        assertNotEquals(
                widget.style(".w-caption:nth-child(3)", "color"), widget.style(".w-caption:nth-child(4)", "color"));
    }

    @Test
    void markdown_isRenderedAndSanitised() {
        WidgetPage widget = WidgetPage.open(
                browser,
                "{'type': 'Card', 'children': [{'type': 'Markdown', 'value': '**Bold** <img src=x"
                        + " onerror=alert(1)>'}]}");
        widget.page.waitForText("Bold");
        assertEquals("Bold", widget.find("ck-markdown strong").getText());
        assertTrue(widget.all("ck-markdown [onerror]").isEmpty());
    }

    @Test
    void badge_hasColourVariantAndSize() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Basic', 'children': [{'type': 'Badge', 'label': 'New', 'color': 'success', 'variant': 'solid', 'size': 'lg'},
              {'type': 'Badge', 'label': 'Old', 'color': 'danger', 'variant': 'outline', 'pill': false}]}
            """);
        assertEquals("New", widget.find(".w-badge").getText());
        assertEquals("15px", widget.style(".w-badge", "font-size"));
        assertNotEquals("rgba(0, 0, 0, 0)", widget.style(".w-badge", "background-color"));
        assertEquals("rgba(0, 0, 0, 0)", widget.style(".w-badge:nth-child(2)", "background-color"));
        assertFalse(widget.style(".w-badge:nth-child(2)", "box-shadow").contains("none"));
    }

    @Test
    void boxes_haveSpacingBordersAndSizes() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Basic', 'children': [
              {'type': 'Box', 'width': 120, 'height': '50px', 'minWidth': 40, 'maxWidth': 300, 'padding': {'x': 3, 'top': 1},
               'margin': 2, 'radius': 'xl', 'background': 'blue-500', 'border': {'size': 2, 'color': '#123456', 'style': 'dashed'}},
              {'type': 'Row', 'wrap': 'wrap', 'gap': '7px', 'align': 'baseline', 'justify': 'between', 'border': {'top': 3},
               'children': [{'type': 'Text', 'value': 'a'}, {'type': 'Spacer', 'minSize': 30}, {'type': 'Col', 'flex': 2, 'aspectRatio': '2/1',
                 'children': [{'type': 'Divider', 'size': 4, 'spacing': 3, 'color': '#654321'}]}]}]}
            """);
        assertEquals("120px", widget.style(".w-box", "width"));
        assertEquals("50px", widget.style(".w-box", "height"));
        assertEquals("12px", widget.style(".w-box", "padding-right"));
        assertEquals("4px", widget.style(".w-box", "padding-top"));
        assertEquals("8px", widget.style(".w-box", "margin-top"));
        assertEquals("12px", widget.style(".w-box", "border-top-left-radius"));
        assertEquals("dashed", widget.style(".w-box", "border-left-style"));
        assertEquals("rgba(18, 52, 86, 1)", widget.style(".w-box", "border-left-color"));
        assertEquals("wrap", widget.style(".w-row", "flex-wrap"));
        assertEquals("7px", widget.style(".w-row", "column-gap"));
        assertEquals("space-between", widget.style(".w-row", "justify-content"));
        assertEquals("3px", widget.style(".w-row", "border-top-width"));
        assertEquals("0px", widget.style(".w-row", "border-bottom-width"));
        assertEquals("30px", widget.style(".w-spacer", "flex-basis"));
        assertEquals("2", widget.style(".w-row .w-col", "flex-grow"));
        assertEquals("2 / 1", widget.style(".w-row .w-col", "aspect-ratio"));
        assertEquals("4px", widget.style(".w-divider", "border-top-width"));
        assertEquals("12px", widget.style(".w-divider", "margin-top"));
    }

    @Test
    void icon_isDrawnInItsSizeAndColour() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Basic', 'children': [{'type': 'Icon', 'name': 'sparkle', 'size': '2xl', 'color': '#0000ff'}, {'type': 'Icon', 'name': 'none-such'}]}
            """);
        assertEquals("32px", widget.style(".w-icon svg", "width"));
        assertEquals("rgb(0, 0, 255)", widget.style(".w-icon svg", "stroke"));
        assertEquals(1, widget.all("svg").size());
    }

    @Test
    void iconOfLucide_isLoadedAndAMissingOneIsNamedOnTheConsole() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Basic', 'children': [{'type': 'Icon', 'name': 'lucide:ship-wheel', 'size': 'xl'}, {'type': 'Icon', 'name': 'lucide:alert-triangle'},
              {'type': 'Icon', 'name': 'lucide:none-such'}, {'type': 'Icon', 'name': 'lucide:none-such'}]}
            """);
        widget.find("ck-lucide[name=ship-wheel] svg path");
        widget.find("ck-lucide[name=alert-triangle] svg path");
        assertEquals("24px", widget.style("ck-lucide svg", "width"));
        assertEquals(0, widget.all("ck-lucide[name=none-such] svg").size());
        assertEquals(
                1,
                browser.chrome().console().stream()
                        .filter(line -> line.contains("there is no icon lucide:none-such"))
                        .count());
    }

    @Test
    void image_isShownIfTheThreadAllowsIt() {
        browser.expectConsoleErrors();
        WidgetPage widget =
                WidgetPage.open(browser, """
                    {"type": "Card", "children": [
                      {"type": "Image", "src": "%s", "alt": "Here", "width": 100, "height": 60, "fit": "contain", "position": "top left", "radius": "lg", "frame": true},
                      {"type": "Image", "src": "https://elsewhere.example/a.png", "alt": "Elsewhere"},
                      {"type": "Image", "src": "javascript:alert(1)", "alt": "Script"},
                      {"type": "Image", "src": "/missing.png", "alt": "Missing"}]}
                    """.formatted(PICTURE), "{'allowed_image_domains': ['images.example']}", "{}");
        assertEquals("contain", widget.style("img", "object-fit"));
        assertEquals("0% 0%", widget.style("img", "object-position"));
        assertEquals("100px", widget.style(".w-image", "width"));
        assertEquals("8px", widget.style(".w-image", "border-top-left-radius"));
        widget.page.waitUntil(
                "the missing image has its description",
                () -> widget.page.text().contains("Missing"));
        assertTrue(
                widget.page.text().contains("Elsewhere") && widget.page.text().contains("Script"));
        assertFalse(widget.page.text().contains("Here"));
        assertEquals(2, widget.all("img").size());
    }

    @Test
    void button_hasIconsAndAName() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Basic', 'children': [
              {'type': 'Button', 'label': 'Go', 'iconStart': 'play', 'iconEnd': 'chevron-right', 'size': '3xl', 'block': true, 'pill': true},
              {'type': 'Button', 'iconStart': 'square-code', 'uniform': true, 'size': 'md', 'iconSize': 'xl'},
              {'type': 'Button', 'label': 'Off', 'disabled': true}]}
            """);
        assertEquals(2, widget.all(".w-button:nth-child(1) svg").size());
        assertEquals("48px", widget.style(".w-button", "min-block-size"));
        assertEquals("24px", widget.style(".w-button", "border-top-left-radius"));
        assertEquals(true, widget.of(".w-button", "it.offsetWidth === it.parentElement.clientWidth"));
        assertEquals("square code", widget.find(".w-button:nth-child(2)").getAccessibleName());
        assertEquals("24px", widget.style(".w-button:nth-child(2) svg", "width"));
        assertFalse(widget.find(".w-button:nth-child(3)").isEnabled());
    }

    @Test
    void buttonsAndBadges_haveEnoughContrastOnEachSurface() {
        for (String scheme : List.of("light", "dark")) {
            WidgetPage widget = WidgetPage.open(browser, """
                {'type': 'Basic', 'children': [{'type': 'Text', 'value': 'x'}]}
                """, "{}", "{ theme: '" + scheme + "' }");
            List<?> low = (List<?>) widget.page.js(CONTRAST);
            assertEquals(List.of(), low, scheme);
        }
    }

    /** Puts each variant on each surface, and gives those with a contrast below 4.5. */
    private static final String CONTRAST = """
        const view = chat.shadowRoot.querySelector('ck-widget');
        const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        const paint = (colors) => {
          canvas.clearRect(0, 0, 1, 1);
          for (const color of colors) { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); }
          return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((v) => v / 255)
            .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        };
        const luminance = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
        const low = [];
        let count = 0;
        for (const surface of ['surface', 'surface-secondary', 'surface-tertiary', 'surface-elevated']) {
          const children = [];
          for (const color of ['primary', 'secondary', 'info', 'discovery', 'success', 'caution', 'warning', 'danger']) {
            for (const variant of ['solid', 'soft', 'outline', 'ghost']) children.push({ type: 'Button', label: 'x', color, variant });
          }
          for (const color of ['secondary', 'success', 'danger', 'warning', 'info', 'discovery']) {
            for (const variant of ['solid', 'soft', 'outline']) children.push({ type: 'Badge', label: 'x', color, variant });
          }
          for (const color of ['primary', 'secondary', 'tertiary', 'success', 'warning', 'danger']) children.push({ type: 'Text', value: 'x', color });
          view.widget = { type: 'Basic', children: [{ type: 'Box', background: surface, children }] };
          view.performUpdate();
          const box = view.querySelector('.w-box');
          const back = getComputedStyle(box).backgroundColor;
          for (const element of box.children) {
            const style = getComputedStyle(element);
            const area = [back, style.backgroundColor];
            const [a, b] = [luminance(paint(area)), luminance(paint([...area, style.color]))];
            const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            count++;
            if (!(contrast >= 4.5)) low.push(`${surface} ${element.className} ${contrast.toFixed(2)}`);
          }
        }
        return count === 4 * (32 + 18 + 6) ? low : ['only ' + count];
        """;

    @Test
    void fields_haveNamesAndDefaults() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Form', 'children': [
              {'type': 'Label', 'value': 'Your name', 'fieldName': 'name', 'size': 'lg', 'weight': 'bold'},
              {'type': 'Input', 'name': 'name', 'defaultValue': 'Kai', 'inputType': 'email', 'variant': 'soft', 'size': 'xl', 'pill': true, 'gutterSize': 'xs', 'required': true},
              {'type': 'Textarea', 'name': 'text', 'placeholder': 'A few words', 'rows': 4, 'maxRows': 6, 'autoResize': true},
              {'type': 'Select', 'name': 'berth', 'placeholder': 'Berth', 'defaultValue': 's', 'clearable': true, 'block': true,
               'options': [{'value': 'n', 'label': 'North'}, {'value': 's', 'label': 'South', 'description': 'near the gate'}, {'value': 'w', 'label': 'West', 'disabled': true}]},
              {'type': 'DatePicker', 'name': 'day', 'placeholder': 'Day', 'defaultValue': '2026-05-04T10:00:00Z', 'min': '2026-01-01T00:00:00Z', 'max': '2026-12-31', 'clearable': true},
              {'type': 'Checkbox', 'name': 'sure', 'label': 'I am sure', 'defaultChecked': true},
              {'type': 'RadioGroup', 'name': 'size', 'ariaLabel': 'Size of the boat', 'direction': 'col', 'defaultValue': 'b',
               'options': [{'value': 'a', 'label': 'Small'}, {'value': 'b', 'label': 'Large'}, {'value': 'c', 'label': 'Huge', 'disabled': true}]}]}
            """);
        assertEquals("Your name", widget.find("input[name=name]").getAccessibleName());
        assertEquals("Kai", widget.find("input[name=name]").getDomProperty("value"));
        assertEquals("email", widget.find("input[name=name]").getDomAttribute("type"));
        assertEquals("40px", widget.style("input[name=name]", "min-block-size"));
        assertEquals("6px", widget.style("input[name=name]", "padding-left"));
        assertEquals("A few words", widget.find("textarea").getAccessibleName());
        assertEquals("Berth", widget.find("select").getAccessibleName());
        assertEquals("s", widget.find("select").getDomProperty("value"));
        assertEquals("South — near the gate", widget.of("select", "it.selectedOptions[0].textContent.trim()"));
        assertEquals("2026-05-04", widget.find("input[type=date]").getDomProperty("value"));
        assertEquals("2026-01-01", widget.find("input[type=date]").getDomAttribute("min"));
        assertEquals("2026-12-31", widget.find("input[type=date]").getDomAttribute("max"));
        assertTrue(widget.find("input[type=checkbox]").isSelected());
        assertEquals("I am sure", widget.find("input[type=checkbox]").getAccessibleName());
        assertEquals("Size of the boat", widget.find("fieldset").getAccessibleName());
        assertEquals("radiogroup", widget.find("fieldset").getAriaRole());
        assertTrue(widget.find("input[value=b]").isSelected());
        assertFalse(widget.find("input[value=c]").isEnabled());
        widget.all(".w-clear").get(0).click();
        assertEquals("", widget.find("select").getDomProperty("value"));
    }

    @Test
    void textarea_growsWithItsTextUpToItsLimit() {
        WidgetPage widget = WidgetPage.open(
                browser,
                "{'type': 'Card', 'children': [{'type': 'Textarea', 'name': 't', 'rows': 1, 'maxRows': 3,"
                        + " 'autoResize': true}]}");
        long one = (Long) widget.of("textarea", "it.offsetHeight");
        widget.find("textarea").sendKeys("a", Keys.ENTER, "b", Keys.ENTER, "c");
        long three = (Long) widget.of("textarea", "it.offsetHeight");
        widget.find("textarea").sendKeys(Keys.ENTER, "d", Keys.ENTER, "e");
        assertTrue(three > one + 30, one + " " + three);
        assertTrue((Long) widget.of("textarea", "it.offsetHeight") - three < 15);
    }

    @Test
    void label_clickedGoesToItsField() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Card', 'children': [{'type': 'Label', 'value': 'Name', 'fieldName': 'a.b'}, {'type': 'Input', 'name': 'a.b'}]}
            """);
        widget.find("label").click();
        assertEquals(true, widget.of("input", "it === chat.shadowRoot.activeElement"));
    }

    @Test
    void table_hasHeadersSpansAndAlignment() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Card', 'children': [{'type': 'Table', 'children': [
              {'type': 'Table.Row', 'header': true, 'children': [
                {'type': 'Table.Cell', 'colSize': 'sm', 'children': [{'type': 'Text', 'value': 'Berth'}]},
                {'type': 'Table.Cell', 'children': [{'type': 'Text', 'value': 'Length'}]}]},
              {'type': 'Table.Row', 'children': [
                {'type': 'Table.Cell', 'rowSpan': 2, 'vAlign': 'end', 'padding': {'x': 5}, 'children': [{'type': 'Text', 'value': 'North'}]},
                {'type': 'Table.Cell', 'align': 'end', 'width': 90, 'children': [{'type': 'Text', 'value': '120'}]}]},
              {'type': 'Table.Row', 'children': [{'type': 'Table.Cell', 'colSpan': 1, 'children': [{'type': 'Text', 'value': '80'}]}]}]}]}
            """);
        assertEquals(2, widget.all("thead th[scope=col]").size());
        assertEquals("2", widget.find("tbody td").getDomAttribute("rowspan"));
        assertEquals("bottom", widget.style("tbody td", "vertical-align"));
        assertEquals("20px", widget.style("tbody td", "padding-left"));
        assertEquals("end", widget.style("tbody td:nth-child(2)", "text-align"));
        assertEquals(3, widget.all("tbody td").size());
    }

    @Test
    void transition_showsItsChild() {
        WidgetPage widget = WidgetPage.open(
                browser,
                "{'type': 'Card', 'children': [{'type': 'Transition', 'children': {'type': 'Text', 'value':"
                        + " 'Inside'}}]}");
        assertEquals("Inside", widget.find(".w-transition .w-text").getText());
    }

    @Test
    void chart_isDrawnAndHasATableOfItsValues() throws Exception {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Card', 'children': [{'type': 'Chart', 'height': 200, 'showLegend': true, 'showYAxis': true,
              'xAxis': {'dataKey': 'month', 'labels': {'Jan': 'January'}},
              'data': [{'month': 'Jan', 'a': 100, 'b': 20}, {'month': 'Feb', 'a': 250, 'b': -30}, {'month': 'Mar', 'a': 80}],
              'series': [{'type': 'bar', 'dataKey': 'a', 'label': 'Boats'}, {'type': 'line', 'dataKey': 'b', 'label': 'Ships', 'color': '#ff0000', 'curveType': 'step'},
                {'type': 'area', 'dataKey': 'a', 'label': 'Area', 'stack': 's'}]}]}
            """);
        widget.find(".w-drawing");
        assertEquals(
                "Chart of Boats, Ships, Area, 3 entries",
                widget.find(".w-drawing").getDomAttribute("aria-label"));
        assertEquals(3, widget.all("rect.bar").size());
        assertEquals(1, widget.all("path.area").size());
        assertEquals("rgb(255, 0, 0)", widget.of("path.line", "getComputedStyle(it).stroke"));
        assertEquals(3, widget.all(".w-legend li").size());
        List<?> cells = (List<?>) widget.of(
                "table",
                "[...it.querySelectorAll('tbody tr')].map(r => [...r.cells].map(c => c.textContent).join('|'))");
        assertEquals(List.of("January|100|20|100", "Feb|250|-30|250", "Mar|80|–|80"), cells);
        assertEquals(200L, widget.of(".w-chart", "it.offsetHeight"));
        widget.of(".w-drawing", "it.focus()");
        widget.page.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertEquals(
                "Feb\nBoats: 250\nShips: -30\nArea: 250",
                widget.find(".w-tooltip").getText());
        browser.screenshot("widget-chart");
    }

    @Test
    void bars_withTheSameStackAreOnTopOfEachOther() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Card', 'children': [{'type': 'Chart', 'height': 200, 'xAxis': 'm', 'data': [{'m': 'x', 'a': 10, 'b': 20}],
              'series': [{'type': 'bar', 'dataKey': 'a', 'label': 'A', 'stack': 's'}, {'type': 'bar', 'dataKey': 'b', 'label': 'B', 'stack': 's'}]}]}
            """);
        widget.find("rect.bar");
        List<?> boxes =
                (List<?>) widget.page.js("return [...chat.shadowRoot.querySelectorAll('rect.bar')].map((bar) => ({ x:"
                        + " +bar.getAttribute('x'), y: +bar.getAttribute('y'), h: +bar.getAttribute('height')"
                        + " }))");
        Map<?, ?> lower = (Map<?, ?>) boxes.get(0);
        Map<?, ?> upper = (Map<?, ?>) boxes.get(1);
        assertEquals(lower.get("x"), upper.get("x"));
        double gap = number(upper.get("y")) + number(upper.get("h")) - number(lower.get("y"));
        assertTrue(Math.abs(gap) < 0.1, "gap " + gap);
        assertTrue(Math.abs(number(upper.get("h")) - 2 * number(lower.get("h"))) < 0.1);
    }

    @Test
    void nothing_isWiderThanANarrowPage() throws Exception {
        browser.viewport(320, 800, 1);
        for (String locale : List.of("en", "ar")) {
            WidgetPage widget = WidgetPage.open(browser, """
                {'type': 'Card', 'size': 'full', 'status': {'text': 'Averyveryverylongwordthatdoesnotfitanywhereatall0123456789'}, 'children': [
                  {'type': 'Row', 'children': [{'type': 'Text', 'value': 'Averyveryverylongwordthatdoesnotfitanywhereatall'}, {'type': 'Spacer'}, {'type': 'Button', 'label': 'A button with a long label'}]},
                  {'type': 'Row', 'wrap': 'wrap', 'children': [{'type': 'Badge', 'label': 'A badge with a long label'}, {'type': 'Badge', 'label': 'Another badge'}]},
                  {'type': 'Box', 'width': 900, 'height': 10}, {'type': 'Title', 'value': 'Averyverylongtitlewithoutspaces', 'size': '5xl'},
                  {'type': 'Input', 'name': 'a'}, {'type': 'Select', 'name': 'b', 'clearable': true, 'options': [{'value': 'a', 'label': 'An option with a very long label that does not fit'}]},
                  {'type': 'DatePicker', 'name': 'c', 'clearable': true}, {'type': 'Image', 'src': '/favicon.ico', 'width': 900},
                  {'type': 'Chart', 'data': [{'x': 'a', 'y': 1}], 'xAxis': 'x', 'width': 900, 'series': [{'type': 'bar', 'dataKey': 'y', 'label': 'Y'}]}]}
                """, "{}", "{ locale: '" + locale + "' }");
            widget.find(".w-drawing");
            assertEquals(List.of(), widget.page.js("""
                const view = chat.shadowRoot.querySelector('ck-widget');
                const frame = view.getBoundingClientRect();
                return [...view.querySelectorAll('*')].filter((element) => {
                  const box = element.getBoundingClientRect();
                  return box.width > 0 && !element.closest('.visually-hidden') && (box.right > frame.right + 1 || box.left < frame.left - 1);
                }).map((element) => element.className + ' ' + element.textContent.trim().slice(0, 30))\
                """), locale);
            browser.screenshot("widget-narrow-" + locale);
        }
    }

    private static double luminance(WidgetPage widget, String selector, String property) {
        return ((Number) widget.of(selector, """
            (() => {
              const canvas = document.createElement('canvas').getContext('2d');
              canvas.fillStyle = getComputedStyle(it).%s;
              canvas.fillRect(0, 0, 1, 1);
              const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
              return (r + g + b) / 765;
            })()\
            """.formatted(property))).doubleValue();
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
