package ee.chatkit.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Content that tries to run something, from wherever it may come. The page has no content security policy here, which would hide
 * what the element lets through.
 */
class HostileContentBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    /** What there is of elements and attributes that content may not have; what could be activated is. */
    private static final String INSPECT = """
        const found = [];
        const scheme = /^[\\u0000-\\u0020]*(?:javascript|vbscript|data:(?!image\\/))/i;
        for (const element of chat.shadowRoot.querySelectorAll('*')) {
          const name = element.localName;
          if (/^(script|iframe|object|embed|style|link|meta|base|template|audio|video|math|marquee|frame|applet)$/.test(name)) {
            found.push(`<${name}>`);
          }
          for (const attribute of element.attributes) {
            if (/^on/i.test(attribute.name) || attribute.name === 'srcdoc' || scheme.test(attribute.value)) {
              found.push(`${name} ${attribute.name}=${attribute.value} in ${element.parentElement?.outerHTML.slice(0, 300)}`);
            }
          }
          if (element.closest('ck-markdown') && (element.id || element.getAttribute('name') || element.getAttribute('style'))) {
            found.push(`${name} with an id, a name or a style`);
          }
          if (name === 'a' && element.hasAttribute('href') && !/^(https?|mailto|tel|chatkit-link|data|blob):$/.test(element.protocol)) {
            found.push(`link to ${element.href}`);
          }
          for (const type of ['pointerenter', 'mouseover', 'focus', 'toggle', 'load', 'error', 'animationstart', 'begin']) {
            if (name !== 'img') element.dispatchEvent(new Event(type));
          }
          if (name === 'a') {
            element.addEventListener('click', (event) => event.preventDefault());
            element.click();
          }
        }
        return found.slice(0, 20);
        """;

    private static List<String> vectors() throws IOException {
        try (var in = HostileContentBrowserIT.class.getResourceAsStream("hostile.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.replace("\\n", "\n")
                            .replace("\\x0c", "\f")
                            .replace("\\x01", "\u0001")
                            .replace("\\uE200", "\uE200")
                            .replace("\\uE201", "\uE201"))
                    .toList();
        }
    }

    private static JsonObjectBuilder object(String type) {
        return Json.createObjectBuilder().add("type", type);
    }

    private static JsonObject user(String vector) {
        return object("user_message")
                .add(
                        "content",
                        Json.createArrayBuilder()
                                .add(object("input_text").add("text", vector))
                                .add(object("input_tag")
                                        .add("id", vector)
                                        .add("text", vector)
                                        .add("group", vector)
                                        .add("interactive", true)
                                        .add("data", Json.createObjectBuilder())))
                .add("quoted_text", vector)
                .add(
                        "attachments",
                        Json.createArrayBuilder()
                                .add(object("file")
                                        .add("id", "a")
                                        .add("name", vector)
                                        .add("mime_type", vector))
                                .add(object("image")
                                        .add("id", "b")
                                        .add("name", vector)
                                        .add("mime_type", "image/png")
                                        .add("preview_url", vector)))
                .build();
    }

    private static JsonArrayBuilder annotations(String vector) {
        JsonArrayBuilder annotations = Json.createArrayBuilder();
        int index = 0;
        for (JsonObjectBuilder source : List.of(
                object("url").add("url", vector).add("attribution", vector),
                object("url").add("url", "javascript:xss()"),
                object("file").add("filename", vector),
                object("entity")
                        .add("id", vector)
                        .add("icon", vector)
                        .add("inline_label", vector)
                        .add("interactive", true))) {
            annotations.add(object("annotation")
                    .add("index", index)
                    .add(
                            "source",
                            source.add("title", vector)
                                    .add("description", vector)
                                    .add("group", vector)));
            index += 7;
        }
        return annotations;
    }

    private static JsonObject assistant(String vector) {
        return object("assistant_message")
                .add(
                        "content",
                        Json.createArrayBuilder()
                                .add(object("output_text").add("text", vector).add("annotations", annotations(vector))))
                .build();
    }

    private static JsonObject other(String vector) {
        return object("workflow")
                .add(
                        "workflow",
                        object("custom")
                                .add("expanded", true)
                                .add(
                                        "summary",
                                        Json.createObjectBuilder()
                                                .add("title", vector)
                                                .add("icon", vector))
                                .add(
                                        "tasks",
                                        Json.createArrayBuilder()
                                                .add(object("custom")
                                                        .add("title", vector)
                                                        .add("content", vector)
                                                        .add("icon", vector))
                                                .add(object("web_search")
                                                        .add(
                                                                "queries",
                                                                Json.createArrayBuilder()
                                                                        .add(vector))
                                                        .add(
                                                                "sources",
                                                                Json.createArrayBuilder()
                                                                        .add(object("url")
                                                                                .add("url", vector)
                                                                                .add("title", vector))))))
                .build();
    }

    private static void checkThread(List<JsonObject> items, String title) {
        String thread = browser.server().state().addThread(title);
        items.forEach(item -> browser.server().state().addItem(thread, item.toString()));
        browser.server().policy("img-src 'self' data: blob:");
        ChatKitPage page = browser.page().openWithoutOptions("/test/page.html");
        page.js("window.ran = 0; window.xss = () => { ran++; };");
        page.setOptions(
                "{ initialThread: '" + thread + "', history: { enabled: true }, entities: { onClick: () => {} } }");
        page.waitFor(".chunk ck-item");
        page.waitUntil("all is drawn", () -> page.all("ck-item").size() == items.size());
        page.js("chat.shadowRoot.querySelectorAll('.sources-toggle').forEach((button) => button.click())");
        assertEquals(List.of(), page.jsAsync("await new Promise((resolve) => setTimeout(resolve, 300));" + INSPECT));
        page.jsAsync("await new Promise((resolve) => setTimeout(resolve, 200))");
        assertEquals(0L, page.js("return ran"), "scripts have run");
    }

    @Test
    void content_fromAnywhere_runsNothing() throws IOException {
        browser.expectConsoleErrors();
        List<String> vectors = vectors();
        assertTrue(vectors.size() >= 60);
        for (int i = 0; i < vectors.size(); i += 3) {
            List<JsonObject> items = vectors.subList(i, Math.min(i + 3, vectors.size())).stream()
                    .flatMap(vector -> List.of(user(vector), assistant(vector), other(vector)).stream())
                    .toList();
            checkThread(items, vectors.get(i));
        }
    }

    @Test
    void streamedContent_runsNothingInBetween() throws IOException {
        browser.expectConsoleErrors();
        browser.server().policy("img-src 'self' data: blob:");
        String all = String.join("\n\n", vectors());
        browser.server().nextTurn(turn -> {
            turn.event(Json.createObjectBuilder()
                    .add("type", "notice")
                    .add("level", "danger")
                    .add("title", all.substring(0, 2000))
                    .add("message", all.substring(0, 4000))
                    .build());
            String id = turn.begin("{'type': 'assistant_message', 'content': []}");
            for (int i = 0; i < all.length(); i += 5) {
                turn.delta(id, all.substring(i, Math.min(i + 5, all.length())));
                turn.pause(i % 50 == 0 ? 5 : 0);
            }
        });
        ChatKitPage page = browser.page().openWithoutOptions("/test/page.html");
        page.js("window.ran = 0; window.xss = () => { ran++; };");
        page.setOptions("{}");
        page.send("Go");
        page.waitForEvent("chatkit.response.end");
        assertEquals(List.of(), page.jsAsync("await new Promise((resolve) => setTimeout(resolve, 500));" + INSPECT));
        assertEquals(0L, page.js("return ran"), "scripts have run");
    }
}
