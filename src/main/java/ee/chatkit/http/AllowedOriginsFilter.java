package ee.chatkit.http;

import ee.chatkit.attachment.AttachmentLinks;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets the pages of {@link HttpSettings#allowedOrigins()} call the API with the login of their user (CORS). It precedes all
 * other filters, so that every response, also one that rejects the request, can be read by the page. Signed links are open
 * to pages of any origin, see {@link CorsFilter}.
 */
@SuppressWarnings("NullAway.Init")
public final class AllowedOriginsFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String ORIGIN = "Origin";
    private static final String VARY = HttpHeaders.VARY;
    private static final String SIGNED_LINKS = "/api/" + AttachmentLinks.PATH + "/";
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String EXPOSED_HEADERS =
            "ChatKit-Turn, Content-Disposition, ETag, Idempotent-Replayed, Location, RateLimit, RateLimit-Policy,"
                    + " Retry-After, WWW-Authenticate, X-Request-Id";

    /** The page names the headers that it will send; more than this many characters are not copied. */
    private static final Pattern HEADER_NAMES = Pattern.compile("[\\w!#$%&'*+.^`|~, -]{1,1000}");

    private static final int PREFLIGHT_SECONDS = 600;

    @Inject
    private transient HttpSettings settings;

    /** For the servlet container. */
    public AllowedOriginsFilter() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (settings.allowedOrigins().isEmpty() || isSignedLink(request)) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(VARY, ORIGIN);
        String origin = request.getHeader(ORIGIN);
        if (!isAllowed(origin)) {
            chain.doFilter(request, new VaryingResponse(response));
            return;
        }
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Access-Control-Allow-Credentials", "true");
        if (request.getMethod().equals(HttpMethod.OPTIONS)
                && request.getHeader("Access-Control-Request-Method") != null) {
            preflight(request.getHeader("Access-Control-Request-Headers"), response);
            return;
        }
        response.setHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS);
        chain.doFilter(request, new VaryingResponse(response));
    }

    private boolean isAllowed(@Nullable String origin) {
        return Optional.ofNullable(origin)
                .flatMap(WebOrigin::parse)
                .filter(settings.allowedOrigins()::contains)
                .isPresent();
    }

    private static boolean isSignedLink(HttpServletRequest request) {
        return (request.getServletPath() + request.getPathInfo()).startsWith(SIGNED_LINKS);
    }

    private static void preflight(@Nullable String headers, HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        if (headers != null && HEADER_NAMES.matcher(headers).matches()) {
            response.setHeader("Access-Control-Allow-Headers", headers);
        }
        response.setIntHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /** Keeps the origin in the header {@code Vary}, which a resource may set: RESTEasy then replaces what is there. */
    private static final class VaryingResponse extends HttpServletResponseWrapper {
        VaryingResponse(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, name.equalsIgnoreCase(VARY) ? ORIGIN + ", " + value : value);
        }
    }
}
