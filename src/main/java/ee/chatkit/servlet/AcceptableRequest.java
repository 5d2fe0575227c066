package ee.chatkit.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** A request without its malformed preferences: any media type and any language are acceptable instead. */
final class AcceptableRequest extends HttpServletRequestWrapper {
    private static final String ACCEPT = "Accept";
    private static final String ACCEPT_LANGUAGE = "Accept-Language";
    private static final String ANY_TYPE = "*/*";
    private static final String ANY_LANGUAGE = "*";

    private final boolean anyType;
    private final boolean anyLanguage;

    private AcceptableRequest(HttpServletRequest request, boolean anyType, boolean anyLanguage) {
        super(request);
        this.anyType = anyType;
        this.anyLanguage = anyLanguage;
    }

    /** The request itself if its preferences are well-formed. */
    static HttpServletRequest of(HttpServletRequest request) {
        boolean anyType = !RequestSyntax.isAccept(lines(request, ACCEPT));
        boolean anyLanguage = !RequestSyntax.isAcceptLanguage(lines(request, ACCEPT_LANGUAGE));
        return anyType || anyLanguage ? new AcceptableRequest(request, anyType, anyLanguage) : request;
    }

    /** A header, which may have several lines; null if it is absent. */
    private static @Nullable String lines(HttpServletRequest request, String name) {
        Enumeration<String> lines = request.getHeaders(name);
        return lines == null || !lines.hasMoreElements() ? null : String.join(",", Collections.list(lines));
    }

    @Override
    public String getHeader(String name) {
        String replacement = replacement(name);
        return replacement == null ? super.getHeader(name) : replacement;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String replacement = replacement(name);
        return replacement == null
                ? super.getHeaders(name)
                : Collections.enumeration(Collections.singleton(replacement));
    }

    private @Nullable String replacement(String name) {
        if (anyType && name.equalsIgnoreCase(ACCEPT)) {
            return ANY_TYPE;
        }
        return anyLanguage && name.equalsIgnoreCase(ACCEPT_LANGUAGE) ? ANY_LANGUAGE : null;
    }
}
