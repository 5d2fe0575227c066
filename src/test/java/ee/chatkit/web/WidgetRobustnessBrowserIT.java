package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Widgets as no server should send them. */
class WidgetRobustnessBrowserIT {
    /** A good node of each type, and values that none of their members may have. */
    private static final String CORPUS = """
        const action = { type: 'x', payload: { a: 1 }, handler: 'client', loadingBehavior: 'self', streaming: false };
        const text = { type: 'Text', value: 'x', id: 't', key: 'k', color: 'primary', weight: 'bold', textAlign: 'end', truncate: true, maxLines: 2, minLines: 2,
          streaming: true, italic: true, lineThrough: true, width: 10, size: 'md', editable: { name: 'n', pattern: 'x', placeholder: 'p', required: true } };
        const box = { children: [text], align: 'start', justify: 'end', wrap: 'wrap', flex: 1, gap: 1, padding: 1, border: { size: 1, color: 'red', style: 'solid' },
          background: 'surface', height: 1, width: 1, size: 1, minHeight: 1, minWidth: 1, minSize: 1, maxHeight: 1, maxWidth: 1, maxSize: 1, aspectRatio: 1, radius: 'sm', margin: 1 };
        const field = { name: 'n', placeholder: 'p', defaultValue: 'd', required: true, pattern: 'x', disabled: true, variant: 'soft', size: 'md', pill: true, gutterSize: 'md',
          autoFocus: true, autoSelect: true, allowAutofillExtensions: true, block: true, clearable: true, onChangeAction: action, options: [{ value: 'v', label: 'l', disabled: true, description: 'd' }] };
        const nodes = [text,
          { type: 'Card', ...box, asForm: true, status: { text: 's', icon: 'bolt', favicon: '/favicon.ico', frame: true }, collapsed: true, theme: 'dark',
            confirm: { label: 'c', action }, cancel: { label: 'c', action } },
          { type: 'ListView', children: [{ type: 'ListViewItem', children: [text], onClickAction: action, gap: 1, align: 'start' }], limit: 1, status: { text: 's' }, theme: 'light' },
          { type: 'ListViewItem', children: [text], onClickAction: action },
          { type: 'Basic', ...box, theme: 'dark', direction: 'row' }, { type: 'Box', ...box, direction: 'row' }, { type: 'Row', ...box }, { type: 'Col', ...box },
          { type: 'Form', ...box, onSubmitAction: action, direction: 'row' },
          { ...text, type: 'Title' }, { ...text, type: 'Caption' }, { type: 'Markdown', value: 'm', streaming: true },
          { type: 'Badge', label: 'b', color: 'info', variant: 'solid', size: 'md', pill: true },
          { type: 'Divider', color: 'strong', size: 1, spacing: 1, flush: true }, { type: 'Icon', name: 'bolt', color: 'red', size: 'md' },
          { type: 'Image', src: '/favicon.ico', alt: 'a', frame: true, fit: 'cover', position: 'top', flush: true, ...box },
          { type: 'Button', submit: true, label: 'b', onClickAction: action, iconStart: 'bolt', iconEnd: 'bolt', style: 'primary', iconSize: 'md', color: 'info', variant: 'ghost', size: 'md',
            pill: true, uniform: true, block: true, disabled: true },
          { type: 'Checkbox', label: 'c', defaultChecked: true, ...field }, { type: 'Spacer', minSize: 1 }, { type: 'Select', ...field },
          { type: 'DatePicker', ...field, min: '2026-01-01', max: '2026-12-31', side: 'top', align: 'start' }, { type: 'Input', inputType: 'text', ...field },
          { type: 'Label', value: 'l', fieldName: 'n', size: 'md', weight: 'bold', textAlign: 'end', color: 'red' },
          { type: 'RadioGroup', ...field, ariaLabel: 'a', direction: 'col' }, { type: 'Textarea', ...field, rows: 2, autoResize: true, maxRows: 3 },
          { type: 'Transition', children: text },
          { type: 'Table', children: [{ type: 'Table.Row', header: true, children: [{ type: 'Table.Cell', children: [text], width: 1, padding: { x: 1 }, colSpan: 2, rowSpan: 2,
            align: 'end', vAlign: 'end', colSize: 'md' }] }] },
          { type: 'Table.Row', children: [] }, { type: 'Table.Cell', children: [] },
          { type: 'Chart', data: [{ x: 'a', y: 1 }], series: [{ type: 'bar', dataKey: 'y', label: 'l', stack: 's', color: 'blue', curveType: 'step' }], xAxis: { dataKey: 'x', labels: {}, hide: true },
            showYAxis: true, showLegend: true, showTooltip: true, barGap: 1, barCategoryGap: 1, height: 100 },
          { type: 'Unknown', children: [text] }];
        const wrong = [null, undefined, true, 0, -1, 0.5, 1e308, NaN, '', 'x', '__proto__', 'constructor', '<img src=x onerror="window.hacked=1">',
          'javascript:window.hacked=1', 'red;position:fixed', 'url(https://elsewhere.example/x)', ')', '(', [], [[]], [null, 1, 'x', {}], {}, { type: 7 }, { type: 'Text' }, { type: 'toString' },
          { dark: 1, light: [] }, { size: 'x' }, { dataKey: {} }, { text: {}, icon: [], favicon: 'javascript:1' }, { label: 7, action: 'x' }, { name: {} }, { name: '__proto__.x' }, { length: 1e9 }];
        """;

    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    @Test
    void malformedMembers_areAsIfTheyWereAbsent() {
        WidgetPage widget =
                WidgetPage.open(browser, "{'type': 'Card', 'children': [{'type': 'Text', 'value': 'First'}]}");
        Map<?, ?> result = (Map<?, ?>) widget.page.jsAsync(CORPUS + """
            const view = chat.shadowRoot.querySelector('ck-widget');
            const failures = [];
            const log = console.error;
            console.error = (...values) => { failures.push(values.map(String).join(' ')); log(...values); };
            window.addEventListener('error', (event) => failures.push(event.message));
            window.addEventListener('unhandledrejection', (event) => failures.push(String(event.reason)));
            let count = 0;
            const paths = (node, path = []) => Object.keys(node).flatMap((key) =>
              [[...path, key], ...(typeof node[key] === 'object' && node[key] !== null ? paths(node[key], [...path, key]) : [])]);
            const replaced = (node, [first, ...rest], value) => {
              const copy = Array.isArray(node) ? [...node] : { ...node };
              copy[first] = rest.length ? replaced(node[first], rest, value) : value;
              return copy;
            };
            for (const node of nodes) {
              for (const path of paths(node)) {
                view.widget = { type: 'Basic', children: [...wrong.map((value) => replaced(node, path, value)), { type: 'Text', value: 'last' }] };
                await view.updateComplete;
                count += wrong.length;
                if (!view.textContent.includes('last')) failures.push('nothing is shown: ' + node.type + '.' + path.join('.'));
                const bad = view.querySelector('script, iframe, object, [onerror], [src^="javascript:"], [href^="javascript:"]');
                if (bad) failures.push(node.type + '.' + path.join('.') + ': ' + bad.outerHTML);
                if (getComputedStyle(view.querySelector('.w-root')).position === 'fixed' || [...view.querySelectorAll('*')].some((element) => element.style?.position === 'fixed')) {
                  failures.push('fixed: ' + node.type + '.' + path.join('.'));
                }
                view.querySelectorAll('button, form, select, input').forEach((element) => {
                  if (element.localName === 'form') element.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
                });
              }
            }
            await new Promise((resolve) => setTimeout(resolve, 300));
            console.error = log;
            return { count, failures: [...new Set(failures)].slice(0, 10), hacked: 'hacked' in window || 'x' in {} };\
            """);
        assertEquals(List.of(), result.get("failures"));
        assertEquals(false, result.get("hacked"));
        assertTrue(((Number) result.get("count")).intValue() > 10_000, result.get("count") + " nodes");
    }

    @Test
    void malformedRoots_arePlaceholders() {
        WidgetPage widget = WidgetPage.open(browser, "{'type': 'Card', 'children': []}");
        for (String root : List.of("null", "undefined", "7", "'x'", "[]", "{}", "{ type: 'None' }", "{ type: [] }")) {
            widget.page.js("chat.shadowRoot.querySelector('ck-widget').widget = " + root);
            widget.page.waitUntil(root, () -> widget.page.has("ck-widget .w-unknown"));
        }
        widget.page.waitForText("This part cannot be shown.");
    }

    @Test
    void idsOfTheServer_areNotIdsOfThePage() {
        WidgetPage widget = WidgetPage.open(browser, """
            {'type': 'Card', 'id': 'composer', 'key': 'x y', 'children': [{'type': 'Input', 'id': 'a b', 'key': '<b>', 'name': 'location'},
              {'type': 'Input', 'id': 'a b', 'key': '<b>', 'name': 'location'}]}
            """);
        assertEquals(2, widget.all("input").size());
        assertEquals(
                0L,
                widget.page.js("return [...chat.shadowRoot.querySelectorAll('ck-widget [id]')].filter((element) =>"
                        + " !/^ckw-\\\\d+$/.test(element.id)).length"));
    }

    @Test
    void widgetOfTenMegabytes_isCutOffAndDoesNotHoldThePage() throws Exception {
        for (String kind : List.of("nodes", "text", "options", "rows", "deep")) {
            WidgetPage widget = WidgetPage.open(browser, "{'type': 'Card', 'children': []}");
            Map<?, ?> result = (Map<?, ?>) widget.page.jsAsync("""
                const view = chat.shadowRoot.querySelector('ck-widget');
                const text = (value) => ({ type: 'Text', value });
                const list = (length, make) => Array.from({ length }, (_, index) => make(index));
                const deep = (depth) => { let node = text('bottom'); for (let i = 0; i < depth; i++) node = { type: 'Col', children: [node] }; return node; };
                const widgets = {
                  nodes: () => list(200000, (index) => text('Node ' + index)),
                  text: () => list(10, (index) => text('word '.repeat(200000))),
                  options: () => [{ type: 'Select', name: 's', options: list(200000, (index) => ({ value: 'v' + index, label: 'Option ' + index })) }],
                  rows: () => [{ type: 'Table', children: list(100000, (index) => ({ type: 'Table.Row', children: [{ type: 'Table.Cell', children: [text('Row ' + index)] }] })) }],
                  deep: () => [deep(5000)],
                };
                const widget = { type: 'Card', children: widgets[arguments[0]]() };
                const began = performance.now();
                view.widget = widget;
                await view.updateComplete;
                view.getBoundingClientRect();
                return { time: performance.now() - began, elements: view.querySelectorAll('*').length, characters: view.textContent.length };\
                """, kind);
            assertTrue(((Number) result.get("time")).doubleValue() < 10_000, kind + " " + result);
            assertTrue(((Number) result.get("elements")).intValue() < 20_000, kind + " " + result);
            assertTrue(((Number) result.get("characters")).intValue() < 1_200_000, kind + " " + result);
            widget.page.waitForText(
                    kind.equals("deep") ? "This part cannot be shown." : "The rest is too long to be shown.");
            System.out.println("A widget with too many " + kind + ": " + result);
        }
    }

    /** Almost the most nodes that are shown. */
    private static Stream<String> fiveThousandNodes() {
        String texts = nodes(4990, n -> "{'type': 'Text', 'value': 'Text " + n + "'}");
        String row = nodes(98, n -> "{'type': 'Button', 'label': 'Button " + n + "'}");
        String fields = nodes(
                2490,
                n -> "{'type': 'Label', 'value': 'Field', 'fieldName': 'f%d'}, {'type': 'Input', 'name': 'f%d'}"
                        .formatted(n, n));
        return Stream.of(texts, nodes(50, n -> "{'type': 'Row', 'children': [" + row + "]}"), fields);
    }

    private static String nodes(int number, IntFunction<String> node) {
        return IntStream.range(0, number).mapToObj(node).collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @MethodSource("fiveThousandNodes")
    void widgetOfFiveThousandNodes_leavesThePageResponsive(String nodes) throws Exception {
        String widget = "{'type': 'Card', 'children': [" + nodes + ", {'type': 'Text', 'value': 'The end'}]}";
        String thread = browser.server().state().addThread("Widgets");
        browser.server().state().addItem(thread, "{'type': 'widget', 'widget': " + widget + "}");
        ChatKitPage page = browser.page().openWithoutOptions("/test/page.html");
        try (MainThread recording = MainThread.record(browser.chrome())) {
            page.setOptions("{ initialThread: '" + thread + "' }");
            page.waitFor(".w-root:not([aria-busy])");
            double longest = recording.tasks().stream()
                    .mapToDouble(MainThread.Task::processor)
                    .max()
                    .orElseThrow();
            System.out.println("A widget of 5,000 nodes, the longest task: " + longest + " ms");
            assertTrue(longest < 60, () -> longest + " ms");
        }
        page.waitForText("The end");
    }

    @Test
    void updateOfOneNode_leavesTheOthersAlone() {
        WidgetPage widget = WidgetPage.open(browser, "{'type': 'Card', 'children': []}");
        Number time = (Number) widget.page.jsAsync("""
            const view = chat.shadowRoot.querySelector('ck-widget');
            const children = Array.from({ length: 1500 }, (_, index) => ({ type: 'Row', children: [{ type: 'Text', value: 'Text ' + index }, { type: 'Button', label: 'Go' }] }));
            view.widget = { type: 'Card', children };
            await view.updateComplete;
            const began = performance.now();
            for (let i = 0; i < 50; i++) {
              view.widget = { type: 'Card', children: children.with(3, { type: 'Text', value: 'Delta ' + i }) };
              await view.updateComplete;
            }
            return (performance.now() - began) / 50;\
            """);
        System.out.println("An update of one of 4,500 nodes: " + time + " ms");
        assertTrue(time.doubleValue() < 200, time + " ms");
    }
}
