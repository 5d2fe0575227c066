package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertFalse;

import ee.chatkit.server.ServerFixture;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Exports whose clients do not read; with {@link StreamsHttpSuite#ENVIRONMENT}. */
public interface SlowTransfersHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** The server. */
    ServerFixture fixture();

    @Test
    default void exportsThatNobodyReads_areEnded() {
        var rest = new RestTestClient(base());
        byte[] large = new byte[20_000_000];
        String file =
                rest.create("attachments", "{\"name\":\"large\",\"size\":" + large.length + ",\"mime_type\":\"a/b\"}");
        rest.send("PUT", "attachments/" + file + "/content", large, "Content-Type", "a/b")
                .expect(204);
        URI export = base().resolve("export?contents=true");
        try (var one = SlowReaderConnection.send(export, "GET", "text/plain", new byte[0]);
                var two = SlowReaderConnection.send(export, "GET", "text/plain", new byte[0])) {
            one.readUntil("\"record\":", StreamsHttpSuite.SOON);
            two.readUntil("\"record\":", StreamsHttpSuite.SOON);
            fixture().server().awaitResponse("api/export", status -> status == 200, StreamsHttpSuite.SOON);
            assertFalse(one.isComplete(), "the response ends as if it were complete");
            assertFalse(two.isComplete(), "the response ends as if it were complete");
        } finally {
            rest.delete("attachments/" + file).expect(204);
        }
    }
}
