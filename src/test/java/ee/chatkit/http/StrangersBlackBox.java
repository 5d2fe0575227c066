package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server without an anonymous user must do when nobody is signed in, seen from outside. */
public interface StrangersBlackBox {
    /** The address under which the REST interface is served; ends with {@code /api/}. */
    URI base();

    @Test
    default void nobodyIsServedWithoutAUser() {
        var rest = new Rest(base());
        for (String path : List.of(
                "opportunities",
                "opportunities/x",
                "opportunities/x/threads",
                "active-opportunity",
                "threads",
                "threads/x",
                "threads/x/items",
                "threads/x/items/y")) {
            var answer = rest.get(path).expectProblem(401, "unauthenticated");
            assertEquals("Bearer", answer.header("WWW-Authenticate"), path);
        }
        rest.post("threads", "{}").expectProblem(401, "unauthenticated");
        rest.delete("threads/x").expectProblem(401, "unauthenticated");
    }
}
