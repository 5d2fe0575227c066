package ee.chatkit.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Generates HTTP requests that are almost valid: real ones of the API with a few parts replaced by hostile ones. The same seed
 * gives the same requests.
 */
final class RequestFuzzer {
    private static final List<String> METHODS = List.of(
            "GET",
            "GET",
            "GET",
            "POST",
            "POST",
            "PUT",
            "PATCH",
            "DELETE",
            "HEAD",
            "OPTIONS",
            "BREW",
            "get",
            "PROPFIND");
    private static final List<String> PATHS = List.of(
            "/api/threads",
            "/api/threads/x",
            "/api/threads/x/items",
            "/api/threads/x/items/y",
            "/api/opportunities",
            "/api/opportunities/x/threads",
            "/api/opportunities/x/chatkit",
            "/api/active-opportunity",
            "/api/chatkit",
            "/api/attachments",
            "/api/attachments/x/content",
            "/api/attachment-links/x/upload",
            "/api/attachment-links/x/preview",
            "/api/export",
            "/api/import",
            "/api/openapi.yaml",
            "/api/",
            "/api",
            "/",
            "/index.html",
            "/error",
            "/WEB-INF/web.xml",
            "/nothing");
    private static final List<String> PATH_ENDS = List.of(
            "",
            "",
            "",
            "",
            "/",
            "//",
            "/[",
            "/]",
            "/{id}",
            "/%",
            "/%zz",
            "/%00",
            "/%2e%2e/x",
            "/..;/x",
            "/;a=b",
            ";jsessionid=1",
            "/%C3%28",
            "/\u00e9",
            "/a b",
            "/<script>",
            "/%5B",
            "/\"",
            "/^",
            "/`",
            "/|",
            "/\\",
            "/~",
            "/" + "x".repeat(3000));
    private static final List<String> QUERIES = List.of(
            "",
            "",
            "",
            "",
            "?",
            "?limit=1",
            "?limit=",
            "?limit=[",
            "?limit=%",
            "?limit=%zz",
            "?after=%00",
            "?after=~~~",
            "?order=asc&order=desc",
            "?dry_run=x",
            "?signature=x&expires=y",
            "?expires=99999999999999999999",
            "?a=b=c&&",
            "?\u00fc",
            "?users=all",
            "?limit=1;x",
            "?<a>",
            "?a={b}",
            "?after=" + "y".repeat(3000));
    private static final List<String> MEDIA_TYPES = List.of(
            "application/json",
            "application/json; charset=utf-8",
            "application/json; charset=x",
            "application/json;",
            "application/merge-patch+json",
            "application/x-ndjson",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=b",
            "multipart/form-data",
            "multipart/form-data; boundary=\"",
            "text/plain",
            "text/event-stream",
            "*/*",
            "*",
            "a/b;q=x",
            "a/b;q=9",
            "a/*;q=0",
            "/",
            "a",
            ",",
            ",,a/b,",
            "a/b;c",
            "a/b;c=\"",
            "a/b; c=d; q=0.0001",
            "[x]/[y]",
            "x".repeat(2000),
            "a/b,".repeat(400));
    private static final List<String> HEADER_NAMES = List.of(
            "Accept",
            "Accept",
            "Accept-Language",
            "Accept-Charset",
            "Accept-Encoding",
            "Content-Encoding",
            "Authorization",
            "Cookie",
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "Range",
            "Origin",
            "Sec-Fetch-Site",
            "X-Request-Id",
            "traceparent",
            "X-Forwarded-Proto",
            "X-Forwarded-Host",
            "X-HTTP-Method-Override",
            "Content-MD5",
            "Upgrade",
            "Referer");
    private static final List<String> HEADER_VALUES = List.of(
            "",
            "*",
            "x",
            "\"x\"",
            "W/\"x\"",
            "gzip",
            "br",
            "Basic x",
            "Basic Og==",
            "Bearer x",
            "Bearer a.b.c",
            "Bearer",
            "Negotiate x",
            "a=b; c",
            "$Version=1; a=\"",
            "null",
            "http://[",
            "cross-site",
            "bytes=0-",
            "bytes=9-1",
            "en;q=x",
            "de-x-y-z",
            "utf-8;q=2",
            "javascript",
            "100-continue",
            "-1",
            "Thu, 99 Foo 2026 99:99:99 GMT",
            "\u00ff\u0080",
            "%00",
            "' or 1=1 --",
            "{{7*7}}",
            "y".repeat(2000));
    private static final List<String> BODIES = List.of(
            "",
            "{",
            "{}",
            "[]",
            "null",
            "\"x\"",
            "{\"title\":5}",
            "{\"type\":\"threads.list\",\"params\":{}}",
            "{\"type\":\"x\"}",
            "{\"type\":\"threads.create\",\"params\":null}",
            "{\"name\":\"\\ud800\"}",
            "\u00ff\u00fe",
            "\u0000",
            "{\"a\":1e999999}",
            "[".repeat(2000),
            "{\"title\":\"" + "z".repeat(5000) + "\"}",
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"=?x?y?z?=\"\r\n\r\nx\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n",
            "{\"record\":\"header\"}\n",
            "a=b&c=%zz");
    private static final List<String> CHUNKED = List.of(
            "2\r\n{}\r\n0\r\n\r\n",
            "zz\r\n{}\r\n0\r\n\r\n",
            "-1\r\n{}\r\n0\r\n\r\n",
            "2;ext=\"\r\n{}\r\n0\r\n\r\n",
            "2\r\n{}0\r\n\r\n",
            "0\r\nTrailer: x\r\n\r\n",
            "ffffffffffffffffff\r\n{}",
            "2\r\n{}\r\n0\r\n",
            "");

    private static final String CHUNKED_FIELD = "Transfer-Encoding: chunked\r\n\r\n";

    private final Random random;

    RequestFuzzer(long seed) {
        random = new Random(seed);
    }

    /** The next request, after which the client expects that the server closes the connection. */
    byte[] next() {
        var request = new StringBuilder();
        request.append(any(METHODS))
                .append(' ')
                .append(any(PATHS))
                .append(any(PATH_ENDS))
                .append(any(QUERIES));
        request.append(" HTTP/1.1\r\nHost: ").append(rarely(any(HEADER_VALUES), "localhost"));
        request.append("\r\nConnection: close\r\n");
        for (int n = random.nextInt(4); n > 0; n--) {
            String name = any(HEADER_NAMES);
            String value = name.equals("Accept") ? any(MEDIA_TYPES) : any(HEADER_VALUES);
            request.append(name).append(": ").append(value).append("\r\n");
        }
        if (random.nextInt(8) > 0) {
            request.append("Content-Type: ").append(any(MEDIA_TYPES)).append("\r\n");
        }
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> request.append("\r\n");
            case 3 -> request.append(CHUNKED_FIELD).append(any(CHUNKED));
            default -> {
                String body = any(BODIES);
                int length = body.length() + (random.nextInt(30) == 0 ? random.nextInt(20) - 10 : 0);
                request.append("Content-Length: ")
                        .append(length)
                        .append("\r\n\r\n")
                        .append(body);
            }
        }
        return request.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether the request says that its body comes in chunks, and ends then. */
    static boolean hasNoChunk(byte[] request) {
        return new String(request, StandardCharsets.ISO_8859_1).endsWith(CHUNKED_FIELD);
    }

    private String rarely(String other, String usual) {
        return random.nextInt(30) == 0 ? other : usual;
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
