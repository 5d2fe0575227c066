package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests without authentication to a server without an anonymous user. */
public interface AuthenticationHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** Of all operations, except those that a signature authorizes. */
    @Test
    default void unauthenticatedRequest_isRejected() {
        Map<String, String> ids = Map.of("import", "x");
        for (OperationAttempt attempt : OperationAttempts.all()) {
            var response = new RestTestClient(base())
                    .send(
                            attempt.method(),
                            attempt.target(ids).replace("{", "").replace("}", ""),
                            attempt.bytes(ids),
                            attempt.headers(""));
            if (attempt.expected() == OperationAttempt.Expectation.SIGNATURE_REQUIRED) {
                int status = response.response().statusCode();
                assertTrue(status == 403 || (status == 204 && attempt.method().equals("OPTIONS")), attempt.name());
            } else {
                response.expectProblem(401, "unauthenticated");
                assertEquals("Bearer", response.header("WWW-Authenticate"), attempt.name());
            }
        }
    }

    @Test
    default void unknownPathsAndMethods_requireAuthentication() {
        var rest = new RestTestClient(base());
        rest.get("nothing").expectProblem(401, "unauthenticated");
        rest.get("threads/x/nothing").expectProblem(401, "unauthenticated");
        rest.delete("threads").expectProblem(401, "unauthenticated");
        rest.get("threads", "Accept", "text/csv").expectProblem(401, "unauthenticated");
        var rejected = rest.send("POST", "threads", RestTestClient.bytes("x"), "Content-Type", "text/csv")
                .expectProblem(401, "unauthenticated");
        assertEquals("", rejected.header("Accept-Post"));
        var options = rest.send("OPTIONS", "threads", null).expectProblem(401, "unauthenticated");
        assertEquals("", options.header("Allow"));
        rest.get("../nothing").expectProblem(404, "not-found");
    }

    /** It says how to sign in. */
    @Test
    default void page_needsNoLogin() {
        var rest = new RestTestClient(base());
        for (String file : List.of("", "workspace.js", "chatkit-ee.js", "workspace.css")) {
            rest.get("../" + file).expect(200);
        }
    }
}
