package ee.chatkit.http.resource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Multipart forms, read from streams with reads of any size. */
class MultipartFormTest {
    private static final String BOUNDARY = "----x";

    /** The sizes of the reads. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 32_767, 32_768, 1_000_000})
    void find_returnsPartForAnyReadSize(int atOnce) throws IOException {
        byte[] file = new byte[200_000];
        new Random(1).nextBytes(file);
        // resembles the closing boundary
        byte[] trap = "\r\n------y\r\n-----x\r\r\n\r\n----".getBytes(StandardCharsets.US_ASCII);
        for (int at : new int[] {0, 32_760, 100_000, file.length - trap.length}) {
            System.arraycopy(trap, 0, file, at, trap.length);
        }
        byte[][] parts = {part("name=\"one\"", "1"), part("name=\"file\"; filename=\"f\"", file), part("name=\"e\"", "")
        };
        for (String name : List.of("one", "file", "e")) {
            UploadedFile part = MultipartForm.find(form(atOnce, parts), BOUNDARY, name, 1_000_000)
                    .orElseThrow();
            byte[] expected = Map.of("one", new byte[] {'1'}, "file", file, "e", new byte[0])
                    .get(name);
            assertArrayEquals(expected, part.bytes().readAllBytes());
            assertEquals(-1, part.bytes().read());
        }
        assertTrue(MultipartForm.find(form(atOnce, parts), BOUNDARY, "none", 1_000_000)
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 1_000_000})
    void find_limitsBytesBeforePartOnly(int atOnce) throws IOException {
        byte[] wanted = part("name=\"file\"", new byte[100_000]);
        byte[] before = part("name=\"a\"", new byte[9000]);
        UploadedFile part = MultipartForm.find(form(atOnce, before, wanted), BOUNDARY, "file", 10_000)
                .orElseThrow();
        assertEquals(100_000, part.bytes().readAllBytes().length);
        byte[] larger = part("name=\"a\"", new byte[10_001]);
        assertThrows(
                IOException.class, () -> MultipartForm.find(form(atOnce, larger, wanted), BOUNDARY, "file", 10_000));
        byte[] preamble = new byte[10_001];
        assertThrows(
                IOException.class, () -> MultipartForm.find(form(atOnce, preamble, wanted), BOUNDARY, "file", 10_000));
        byte[][] many = Collections.nCopies(1000, part("name=\"a\"", "")).toArray(byte[][]::new);
        assertThrows(IOException.class, () -> MultipartForm.find(form(atOnce, many), BOUNDARY, "file", 10_000));
    }

    @Test
    void find_skipsPreamble() throws IOException {
        byte[] preamble = "This is a form.\r\n".getBytes(StandardCharsets.US_ASCII);
        assertEquals("x", text(form(7, preamble, part("name=\"file\"", "x"))));
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
                "`name=\"file\"; filename=\"x\"; filename*=UTF-8''%c3%bc%20%e6%bc%a2.png`, ü 漢.png",
                "`NAME=file; FileName=\"a.png\"`, a.png",
                "`name=\"file\"; filename=\"\"`, file",
                "`name=\"file\"`, file"
            })
    void fileName_isParsed(String disposition, String name) throws IOException {
        assertEquals(name, file(form(100, part(disposition, "x"))).name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filename*=",
                "filename*=nothing''a",
                "filename*=UTF-8''%",
                "filename*=UTF-8''%ü%zz",
                "filename*=''a",
                "filename*='",
                "filename=\"=?\"",
                "filename=\"=?x?B?!!?=\"",
                "filename=\"=?utf-8?Q?=g?=\"",
                "filename=\"open",
                "=;=;;*=;filename"
            })
    void malformedParameter_isToleratedOrRejected(String parameters) throws IOException {
        assertEquals("x", text(form(100, part("name=\"file\"; " + parameters, "x"))));
    }

    @Test
    void undecodableEncodedName_isRejected() {
        byte[] part = part("name=\"file\"; filename=\"=?utf-8?B?a?=\"", "x");
        assertThrows(IOException.class, () -> text(form(100, part)));
    }

    @Test
    void partWithoutContentType_hasAnEmptyOne() throws IOException {
        assertEquals("", file(form(100, part("name=\"file\"", "x"))).mimeType());
        String blank = "name=\"file\"\r\nContent-Type: ";
        assertEquals("", file(form(100, part(blank, "x"))).mimeType());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "------x",
                "------x\r\n",
                "------x\r\nContent-Disposition: form-data; name=\"file\"",
                "------x\r\nContent-Disposition: form-data; name=\"file\"\r\n",
                "------x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nvalue",
                "------x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nvalue\r\n",
                "------x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nvalue\r\n------",
                "------xyz\r\n\r\n"
            })
    void truncatedForm_isRejected(String body) {
        var form = new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII));
        assertThrows(IOException.class, () -> text(form));
    }

    @Test
    void unterminatedHeaders_areRejected() {
        String body = "------x\r\n" + "A: b\r\n".repeat(100_000);
        var form = new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII));
        assertThrows(IOException.class, () -> MultipartForm.find(form, BOUNDARY, "file", Long.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a.png, `attachment; filename=\"a.png\"; filename*=UTF-8''a.png`",
                "a b.png, `attachment; filename=\"a b.png\"; filename*=UTF-8''a%20b.png`",
                "`a\"\r\nX: y`, `attachment; filename=\"a_X: y\"; filename*=UTF-8''a%22X%3A%20y`",
                "../../etc/passwd, `attachment; filename=\"passwd\"; filename*=UTF-8''passwd`",
                "exe.\u202Egpj, `attachment; filename=\"exe.gpj\"; filename*=UTF-8''exe.gpj`",
                ".., `attachment; filename=\"file\"; filename*=UTF-8''file`",
                "ü😀, `attachment; filename=\"__\"; filename*=UTF-8''%C3%BC%F0%9F%98%80`",
                "100%, `attachment; filename=\"100_\"; filename*=UTF-8''100%25`"
            })
    void disposition_escapesFileName(String name, String header) {
        assertEquals(header, FileResponses.disposition("attachment", name));
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

    private static UploadedFile file(InputStream form) throws IOException {
        return MultipartForm.find(form, BOUNDARY, "file", 10_000).orElseThrow();
    }

    private static String text(InputStream form) throws IOException {
        return new String(file(form).bytes().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static InputStream form(int atOnce, byte[]... parts) {
        var body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return readingAtMost(body.toByteArray(), atOnce);
    }

    private static InputStream readingAtMost(byte[] bytes, int atOnce) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, atOnce));
            }
        };
    }
}
