package ee.chatkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request while it is being changed. Texts are sent in ISO 8859-1, so that each character is a byte; the body is bytes. */
final class RequestParts {
    String method;
    String path;
    /** Without the question mark; may be empty. */
    String query;
    /** Lines of the form {@code name: value}, without those that describe the length of the body. */
    final List<String> headers;

    byte[] body;
    /** How the end of the body is found. */
    Framing framing = Framing.LENGTH;
    /** What the header announces more than there is. */
    int lengthError;

    /** How the length of a body is told. */
    enum Framing {
        LENGTH,
        CHUNKED,
        ABSENT
    }

    RequestParts(String method, String path, String query, List<String> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = new ArrayList<>(headers);
        this.body = body;
    }

    String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    void bodyText(String text) {
        body = text.getBytes(StandardCharsets.UTF_8);
    }

    boolean hasBody() {
        return body.length > 0;
    }

    /** The value of the first header of this name; empty if there is none. */
    String header(String name) {
        String prefix = name + ": ";
        return headers.stream()
                .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElse("");
    }

    void replaceHeader(String name, String value) {
        headers.removeIf(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1));
        headers.add(name + ": " + value);
    }

    /** Whether path and query have characters of URIs only, and all servers pass them to the application. */
    boolean hasValidTarget() {
        return path.matches("/[A-Za-z0-9_/.~-]*") && query.matches("[A-Za-z0-9_=&.~-]*");
    }

    /** The request, after which the client expects that the server closes the connection. */
    byte[] toBytes() {
        var head = new StringBuilder();
        head.append(method).append(' ').append(path);
        if (!query.isEmpty()) {
            head.append('?').append(query);
        }
        head.append(" HTTP/1.1\r\n");
        if (header("Host").isEmpty()) {
            head.append("Host: localhost\r\n");
        }
        head.append("Connection: close\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        var bytes = new ByteArrayOutputStream();
        switch (framing) {
            case LENGTH -> {
                if (hasBody() || !method.equals("GET")) {
                    head.append("Content-Length: ")
                            .append(Math.max(0, body.length + lengthError))
                            .append("\r\n");
                }
                bytes.writeBytes(bytes(head.append("\r\n")));
                bytes.writeBytes(body);
            }
            case CHUNKED -> {
                bytes.writeBytes(bytes(head.append("Transfer-Encoding: chunked\r\n\r\n")));
                if (hasBody()) {
                    bytes.writeBytes(bytes(Integer.toHexString(body.length) + "\r\n"));
                    bytes.writeBytes(body);
                    bytes.writeBytes(bytes("\r\n"));
                }
                bytes.writeBytes(bytes("0\r\n\r\n"));
            }
            case ABSENT -> {
                bytes.writeBytes(bytes(head.append("\r\n")));
                bytes.writeBytes(body);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
