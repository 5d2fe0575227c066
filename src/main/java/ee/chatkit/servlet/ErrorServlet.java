package ee.chatkit.servlet;

import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.security.JwtPrincipals;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The error page of web.xml, for requests that the server rejects before they reach the application, such as those that its
 * login rejects: answers with a problem document. WildFly's JWT login answers 500 to a token with an unknown key; this
 * becomes 401 as for any other invalid token.
 */
public final class ErrorServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** For the servlet container. */
    public ErrorServlet() {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemResponse.write(request, response, problem(request, response.getStatus()));
    }

    private static ProblemDocument problem(HttpServletRequest request, int status) {
        if (request.getDispatcherType() != DispatcherType.ERROR || status < 400) {
            return ProblemResponse.ofStatus(404);
        }
        if (status == 401 || (status == 500 && isRejectedToken(request))) {
            return ProblemType.UNAUTHENTICATED.problem("Authentication failed");
        }
        return ProblemResponse.ofStatus(status);
    }

    private static boolean isRejectedToken(HttpServletRequest request) {
        return request.getUserPrincipal() == null && JwtPrincipals.isBearerToken(request.getHeader("Authorization"));
    }
}
