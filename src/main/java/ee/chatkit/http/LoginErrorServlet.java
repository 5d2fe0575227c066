package ee.chatkit.http;

import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.protocol.json.ProblemType;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * The error page of web.xml for requests that the server's login rejects before they reach the application: answers
 * with a problem document. WildFly's JWT login answers 500 to a token with an unknown key; this becomes 401 as for any
 * other invalid token.
 */
public final class LoginErrorServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Set<Integer> LOGIN_FAILURES = Set.of(401, 500);
    private static final String CHALLENGE = "WWW-Authenticate";

    /** For the servlet container. */
    public LoginErrorServlet() {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemDocument problem = problem(request, response.getStatus());
        response.setStatus(problem.status());
        response.setContentType(ProblemDocument.MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        if (problem.status() == 401 && !response.containsHeader(CHALLENGE)) {
            response.setHeader(CHALLENGE, "Bearer");
        }
        response.getOutputStream().write(Responses.bytes(problem.toJson()));
    }

    private static ProblemDocument problem(HttpServletRequest request, int status) {
        if (request.getDispatcherType() != DispatcherType.ERROR || !LOGIN_FAILURES.contains(status)) {
            return ProblemType.NOT_FOUND.problem("No resource at this path");
        }
        if (status == 401 || isRejectedToken(request)) {
            return ProblemType.UNAUTHENTICATED.problem("Authentication failed");
        }
        return ProblemType.INTERNAL.problem(null);
    }

    private static boolean isRejectedToken(HttpServletRequest request) {
        return request.getUserPrincipal() == null && CallerFilter.isBearerToken(request.getHeader("Authorization"));
    }
}
