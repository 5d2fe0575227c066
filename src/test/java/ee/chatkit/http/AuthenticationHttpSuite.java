package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests without authentication to a server without an anonymous user. */
public interface AuthenticationHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @Test
    default void unauthenticatedRequest_isRejected() {
        var rest = new RestTestClient(base());
        for (String path : List.of(
                "opportunities",
                "opportunities/x",
                "opportunities/x/threads",
                "active-opportunity",
                "threads",
                "threads/x",
                "threads/x/items",
                "threads/x/items/y",
                "attachments/x",
                "attachments/x/content",
                "export",
                "export?users=all")) {
            var answer = rest.get(path).expectProblem(401, "unauthenticated");
            assertEquals("Bearer", answer.header("WWW-Authenticate"), path);
        }
        rest.post("threads", "{}").expectProblem(401, "unauthenticated");
        rest.delete("threads/x").expectProblem(401, "unauthenticated");
        rest.post("attachments", "{}").expectProblem(401, "unauthenticated");
        rest.put("attachments/x/content", "{}").expectProblem(401, "unauthenticated");
        rest.delete("attachments/x").expectProblem(401, "unauthenticated");
        rest.send("POST", "import", RestTestClient.bytes("x"), "Content-Type", TransferHttpSuite.NDJSON)
                .expectProblem(401, "unauthenticated");
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

    @Test
    default void signedLink_requiresValidSignatureOnly() {
        var rest = new RestTestClient(base());
        rest.get("attachment-links/x/preview?signature=y").expectProblem(403, "forbidden");
        rest.put("attachment-links/x/upload?expires=99999999999&signature=y", "{}")
                .expectProblem(403, "forbidden");
    }
}
