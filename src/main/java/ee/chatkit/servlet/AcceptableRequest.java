package ee.chatkit.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;

/** A request without its malformed {@code Accept}, so that any media type is acceptable. */
final class AcceptableRequest extends HttpServletRequestWrapper {
    private static final String ACCEPT = "Accept";
    private static final String ANY = "*/*";

    AcceptableRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public String getHeader(String name) {
        return name.equalsIgnoreCase(ACCEPT) ? ANY : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return name.equalsIgnoreCase(ACCEPT)
                ? Collections.enumeration(Collections.singleton(ANY))
                : super.getHeaders(name);
    }
}
