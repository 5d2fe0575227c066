package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.http.MultipartForm.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms with files, read from streams that give their bytes as they like. */
class MultipartFormTest {
    private static final String BOUNDARY = "----x";

    /** How many bytes the stream gives at a time. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 32_767, 32_768, 1_000_000})
    void partsComeBackAsTheyWereSentHoweverTheyArrive(int atOnce) throws IOException {
        byte[] file = new byte[200_000];
        new Random(1).nextBytes(file);
        // what looks like the end and is not
        byte[] trap = "\r\n------y\r\n-----x\r\r\n\r\n----".getBytes(StandardCharsets.US_ASCII);
        for (int at : new int[] {0, 32_760, 100_000, file.length - trap.length}) {
            System.arraycopy(trap, 0, file, at, trap.length);
        }
        var form = form(
                atOnce, part("name=\"one\"", "1"), part("name=\"file\"; filename=\"f\"", file), part("name=\"e\"", ""));
        assertEquals("1", text(form.next(), "one"));
        Part part = form.next();
        assertNotNull(part);
        assertArrayEquals(file, part.bytes().readAllBytes());
        assertEquals(-1, part.bytes().read());
        assertEquals("", text(form.next(), "e"));
        assertNull(form.next());
        assertNull(form.next());
    }

    @Test
    void partsThatNobodyReadsAreSkippedUpToALimit() throws IOException {
        var form = form(1000, part("name=\"a\"", new byte[9000]), part("name=\"b\"", "2"));
        form.next();
        assertEquals("2", text(form.next(), "b"));
        var larger = form(1000, part("name=\"a\"", new byte[10_001]), part("name=\"b\"", "2"));
        larger.next();
        assertThrows(IOException.class, larger::next);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`name=\"file\"; filename=\"a.png\"`, a.png",
                "`filename=a.png; name=file`, a.png",
                "`name=\"file\"; filename=\"ü 漢.png\"`, ü 漢.png",
                "`name=\"file\"; filename=\"a%22b%0D%0A.png\"`, a\"b.png",
                "`name=\"file\"; filename=\"a\\\"b.png\"`, a\"b.png",
                "`name=\"file\"; filename=\"a;b=c.png\"`, a;b=c.png",
                "`name=\"file\"; filename=\"C:\\dir\\a.png\"`, a.png",
                "`name=\"file\"; filename=\"../../a.png\"`, a.png",
                "`name=\"file\"; filename=\"\"`, ``",
                "`name=\"file\"`, ``"
            })
    void theNameOfAFileIsRead(String disposition, String name) throws IOException {
        Part part = form(100, part(disposition, "x")).next();
        assertNotNull(part);
        assertEquals("file", part.name());
        assertEquals(name, part.fileName());
    }

    @Test
    void aFileWithoutATypeIsJustBytes() throws IOException {
        Part part = form(100, part("name=\"a\"", "x")).next();
        assertNotNull(part);
        assertEquals("application/octet-stream", part.contentType());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "------x",
                "------x\r\n",
                "------x\r\nContent-Disposition: form-data; name=\"a\"",
                "------x\r\nContent-Disposition: form-data; name=\"a\"\r\n",
                "------x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue",
                "------x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue\r\n",
                "------x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue\r\n------",
                "------xyz\r\n\r\n"
            })
    void aFormThatIsCutIsNoForm(String body) {
        var form =
                new MultipartForm(new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)), BOUNDARY, 10_000);
        assertThrows(IOException.class, () -> {
            for (Part part = form.next(); part != null; part = form.next()) {
                part.bytes().readAllBytes();
            }
        });
    }

    @Test
    void headersWithoutEndAreRefused() {
        String body = "------x\r\n" + "A: b\r\n".repeat(100_000);
        var form =
                new MultipartForm(new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)), BOUNDARY, 10_000);
        assertThrows(IOException.class, form::next);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a.png, `attachment; filename=\"a.png\"; filename*=UTF-8''a.png`",
                "a b.png, `attachment; filename=\"a b.png\"; filename*=UTF-8''a%20b.png`",
                "`a\"\\\r\nX: y`, `attachment; filename=\"a____X: y\"; filename*=UTF-8''a%22%5C%0D%0AX%3A%20y`",
                "ü😀, `attachment; filename=\"__\"; filename*=UTF-8''%C3%BC%F0%9F%98%80`",
                "100%, `attachment; filename=\"100_\"; filename*=UTF-8''100%25`"
            })
    void aNameIsWrittenSoThatItEndsNoHeader(String name, String header) {
        assertEquals(header, Downloads.disposition("attachment", name));
    }

    private static byte[] part(String disposition, String text) {
        return part(disposition, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] part(String disposition, byte[] bytes) {
        var part = new ByteArrayOutputStream();
        part.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        part.writeBytes(bytes);
        part.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return part.toByteArray();
    }

    private static String text(Part part, String name) throws IOException {
        assertNotNull(part);
        assertEquals(name, part.name());
        return new String(part.bytes().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static MultipartForm form(int atOnce, byte[]... parts) {
        var body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return new MultipartForm(slowly(body.toByteArray(), atOnce), BOUNDARY, 10_000);
    }

    private static InputStream slowly(byte[] bytes, int atOnce) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, atOnce));
            }
        };
    }
}
