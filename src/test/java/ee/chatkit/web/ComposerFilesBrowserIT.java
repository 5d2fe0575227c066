package ee.chatkit.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Files in a message: chosen, dropped and pasted; both upload strategies; limits, failures, and what is deleted. */
class ComposerFilesBrowserIT {
    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    private static final String ENABLED = "{ composer: { attachments: { enabled: true } } }";
    private static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @TempDir
    static Path files;

    @Test
    void chosenFile_isUploadedInTwoPhasesAndSent() throws Exception {
        ChatKitPage page = browser.page().open(ENABLED);
        choose(page, file("plan.txt", "The pier costs two million."));
        page.waitForText("plan.txt");
        page.waitForNo("progress");
        page.write("Read this");
        browser.screenshot("composer-file");
        page.press(Keys.ENTER);
        page.waitForText("You said: Read this");
        JsonObject announced = params("attachments.create");
        assertEquals("plan.txt", announced.getString("name"));
        assertEquals(27, announced.getInt("size"));
        assertEquals("text/plain", announced.getString("mime_type"));
        JsonObject input = browser.server().createInput();
        String id = input.getJsonArray("attachments").getString(0);
        assertEquals(
                "The pier costs two million.",
                new String(browser.server().state().uploads.get(id), UTF_8));
        page.waitForNo("ck-composer .file");
    }

    @Test
    void directStrategy_sendsAFormToItsAddress() {
        ChatKitPage page = browser.page().open("""
            { api: { url: '/api/chatkit', uploadStrategy: { type: 'direct', uploadUrl: '../upload/direct' } },
              composer: { attachments: { enabled: true } } }\
            """);
        page.jsAsync("await chat.setComposerValue({ files: [new File(['abc'], 'plan.txt', { type: 'text/plain' })] })");
        page.waitForText("plan.txt");
        page.waitForNo("progress");
        assertEquals(List.of(), browser.server().requests("attachments.create"));
        String form =
                new String(browser.server().state().uploads.values().iterator().next(), UTF_8);
        assertTrue(form.contains("name=\"file\"; filename=\"plan.txt\"") && form.contains("abc"), form);
    }

    @Test
    void customFetch_isUsedForUploads() {
        ChatKitPage page = browser.page().open("""
            { api: { url: '/api/chatkit', fetch: (url, init) => { (window.fetched ??= []).push(init.method + ' ' + url); return fetch(url, init); } },
              composer: { attachments: { enabled: true } } }\
            """);
        attach(page, "plan.txt", "text/plain");
        page.waitForNo("progress");
        String fetched = page.js("return fetched").toString();
        assertTrue(fetched.matches(".*PUT \\S+/upload/atc_\\d+.*"), fetched);
    }

    @Test
    void filesBeyondTheLimits_areRefusedInWords() throws Exception {
        ChatKitPage page = browser.page().open("""
            { composer: { attachments: { enabled: true, maxCount: 2, maxSize: { 'image/*': 10, '*': 100 },
              accept: { 'image/*': ['.png'], 'text/plain': ['.txt'] } } } }\
            """);
        page.jsAsync("""
            const file = (name, type, size) => new File(['x'.repeat(size)], name, { type });
            await chat.setComposerValue({ files: [file('a.txt', 'text/plain', 50), file('big.png', 'image/png', 11), file('big.txt', 'text/plain', 101),
              file('run.exe', 'application/x-msdownload', 1), file('b.TXT', '', 5), file('c.txt', 'text/plain', 5)] })\
            """);
        page.waitForText("big.png is larger than 10 byte");
        page.waitForText("big.txt is larger than 100 byte");
        page.waitForText("run.exe: files of this type cannot be attached");
        page.waitForText("c.txt: a message can have 2 files at most");
        browser.screenshot("composer-refused");
        assertEquals(2, page.all("ck-composer .file").size());
        page.click("Dismiss");
        page.waitForNoText("run.exe");
    }

    @Test
    void droppedFile_isAttachedWithAHintBefore() throws Exception {
        ChatKitPage page = browser.page().open(ENABLED);
        page.js("""
            window.drag = (type) => {
              const dataTransfer = new DataTransfer();
              dataTransfer.items.add(new File(['abc'], 'dropped.txt', { type: 'text/plain' }));
              const event = new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true });
              chat.shadowRoot.querySelector('ck-chat').dispatchEvent(event);
              return event.defaultPrevented;
            };
            window.dragging = setInterval(() => drag('dragover'), 50);
            """);
        page.waitForText("Drop files to attach them");
        browser.screenshot("composer-drop");
        assertEquals(true, page.js("clearInterval(dragging); return drag('drop')"));
        page.waitForText("dropped.txt");
        page.waitForNoText("Drop files to attach them");
        assertEquals("dropped.txt", params("attachments.create").getString("name"));
    }

    @Test
    void pastedImage_isAttachedWithItsPreview() throws Exception {
        ChatKitPage page = browser.page().open(ENABLED);
        page.write("See ");
        page.js("""
            const bytes = Uint8Array.from(atob(arguments[0]), (character) => character.charCodeAt(0));
            const clipboardData = new DataTransfer();
            clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
            chat.shadowRoot.querySelector('[data-composer-input]')
              .dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
            """, Base64.getEncoder().encodeToString(PIXEL));
        page.waitFor("ck-composer .file img[src^='blob:']");
        page.waitUntil("the preview is shown", () ->
                (Boolean) page.js("return chat.shadowRoot.querySelector('ck-composer .file img').naturalWidth === 1"));
        browser.screenshot("composer-image");
        page.click("Remove image.png");
        page.waitForNo("ck-composer .file");
        page.waitUntil(
                "it is deleted on the server",
                () -> browser.server().requests("attachments.delete").size() == 1);
    }

    @Test
    void uploadThatRuns_isWaitedForAndCanBeCancelled() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        browser.server().nextResponse("attachments.create", exchange -> await(goOn));
        ChatKitPage page = browser.page().open(ENABLED);
        attach(page, "slow.txt", "text/plain");
        page.waitFor("progress");
        page.write("Now");
        page.press(Keys.ENTER);
        page.waitForText("Please wait until the files are uploaded.");
        browser.screenshot("composer-uploading");
        page.click("Cancel the upload of slow.txt");
        page.waitForNo("ck-composer .file");
        goOn.countDown();
        page.press(Keys.ENTER);
        page.waitForText("You said: Now");
    }

    @Test
    void uploadThatFailed_canBeRepeatedAndNothingIsSentWithoutIt() throws Exception {
        browser.expectConsoleErrors();
        browser.server()
                .nextResponse(
                        "attachments.create", exchange -> FakeProtocol.problem(exchange, 507, "The disk is full."));
        ChatKitPage page = browser.page().open(ENABLED);
        attach(page, "plan.txt", "text/plain");
        page.waitForText("The disk is full.");
        page.write("Read this");
        page.press(Keys.ENTER);
        page.waitForText("A file was not uploaded.");
        browser.screenshot("composer-upload-failed");
        assertEquals(List.of(), browser.server().requests("threads.create"));
        assertEquals(1, page.events("chatkit.error").size());
        page.click("Upload plan.txt again");
        page.waitForNoText("The disk is full.");
        page.waitForNo("progress");
        page.press(Keys.ENTER);
        page.waitForText("You said: Read this");
        assertEquals(
                1, browser.server().createInput().getJsonArray("attachments").size());
    }

    @Test
    void uploadedFile_isPartOfTheDraftAfterAReload() {
        ChatKitPage page = browser.page().open(ENABLED);
        attach(page, "plan.txt", "text/plain");
        page.waitForNo("progress");
        page.open(ENABLED);
        page.waitForText("plan.txt");
        page.write("Read this");
        page.press(Keys.ENTER);
        page.waitForText("You said: Read this");
        assertEquals(
                1, browser.server().createInput().getJsonArray("attachments").size());
        assertEquals(1, browser.server().requests("attachments.create").size());
    }

    private static void choose(ChatKitPage page, Path file) {
        page.waitFor("ck-composer input[type=file]")
                .sendKeys(file.toAbsolutePath().toString());
    }

    /** Attaches a file of three bytes as a page does. */
    private static void attach(ChatKitPage page, String name, String type) {
        page.jsAsync(
                "await chat.setComposerValue({ files: [new File(['abc'], arguments[0], { type: arguments[1] })] })",
                name,
                type);
        page.waitForText(name);
    }

    private static Path file(String name, String text) throws IOException {
        return Files.writeString(files.resolve(name), text);
    }

    private static JsonObject params(String type) {
        return browser.server().requests(type).get(0).params();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
