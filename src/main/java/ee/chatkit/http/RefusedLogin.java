package ee.chatkit.http;

import ee.chatkit.protocol.json.Problem;
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
public final class RefusedLogin extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Set<Integer> SAID_OF_LOGINS = Set.of(401, 500);
    private static final String CHALLENGE = "WWW-Authenticate";

    /** For the server. */
    public RefusedLogin() {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = problem(request, response.getStatus());
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        if (problem.status() == 401 && !response.containsHeader(CHALLENGE)) {
            response.setHeader(CHALLENGE, "Bearer");
        }
        response.getOutputStream().write(Answers.bytes(problem.toJson()));
    }

    private static Problem problem(HttpServletRequest request, int status) {
        if (request.getDispatcherType() != DispatcherType.ERROR || !SAID_OF_LOGINS.contains(status)) {
            return ProblemKind.NOT_FOUND.problem("there is nothing under this address");
        }
        if (status == 401 || isRefusedToken(request)) {
            return ProblemKind.UNAUTHENTICATED.problem("the login was not accepted");
        }
        return ProblemKind.INTERNAL.problem(null);
    }

    private static boolean isRefusedToken(HttpServletRequest request) {
        return request.getUserPrincipal() == null && CallerFilter.isToken(request.getHeader("Authorization"));
    }
}
