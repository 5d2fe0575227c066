package ee.chatkit.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The headers by which browsers restrict what a response can do. They are set before the request is processed, so errors
 * have them too.
 */
final class SecurityHeaders {
    private static final String API_PATH = "/api/";
    private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";
    private static final String PAGE_POLICY =
            "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private SecurityHeaders() {}

    /**
     * Adds the headers.
     *
     * @param hstsSeconds how long browsers shall use HTTPS only; 0 for no such header
     * @param secure whether clients use HTTPS
     */
    static void add(HttpServletRequest request, HttpServletResponse response, long hstsSeconds, boolean secure) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", isApi(request) ? API_POLICY : PAGE_POLICY);
        if (hstsSeconds > 0 && secure) {
            response.setHeader("Strict-Transport-Security", "max-age=" + hstsSeconds);
        }
    }

    /** By the decoded path too, which selects the servlet: {@code /%61pi} is {@code /api}. */
    static boolean isApi(HttpServletRequest request) {
        return (request.getServletPath() + "/").startsWith(API_PATH)
                || (request.getRequestURI() + "/").startsWith(request.getContextPath() + API_PATH);
    }
}
