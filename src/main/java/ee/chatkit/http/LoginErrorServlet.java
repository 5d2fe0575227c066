package ee.chatkit.http;

import ee.chatkit.protocol.json.ProblemDocument;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Says what a server's login refused before the call came to the application: the error page of web.xml. WildFly's login
 * by tokens answers 500 to a token whose key it does not find; that token is refused like any other.
 */
public final class LoginErrorServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Set<Integer> SAID_OF_LOGINS = Set.of(401, 500);
    private static final String CHALLENGE = "WWW-Authenticate";

    /** For the server. */
    public LoginErrorServlet() {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemDocument problemDocument = problem(request, response.getStatus());
        response.setStatus(problemDocument.status());
        response.setContentType(ProblemDocument.MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        if (problemDocument.status() == 401 && !response.containsHeader(CHALLENGE)) {
            response.setHeader(CHALLENGE, "Bearer");
        }
        response.getOutputStream().write(Responses.bytes(problemDocument.toJson()));
    }

    private static ProblemDocument problem(HttpServletRequest request, int status) {
        if (request.getDispatcherType() != DispatcherType.ERROR || !SAID_OF_LOGINS.contains(status)) {
            return ProblemType.NOT_FOUND.problem("No resource at this path");
        }
        if (status == 401 || isRefusedToken(request)) {
            return ProblemType.UNAUTHENTICATED.problem("Authentication failed");
        }
        return ProblemType.INTERNAL.problem(null);
    }

    private static boolean isRefusedToken(HttpServletRequest request) {
        return request.getUserPrincipal() == null && CallerFilter.isToken(request.getHeader("Authorization"));
    }
}
