package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Pages end by the length of their texts, so that the memory of the server is enough for readers of long items. */
interface LongPagesHttpSuite {
    int ITEMS = 40;

    int READERS = 8;

    URI base();

    /** Whole pages of these would need several gigabytes. */
    @Test
    default void concurrentReadersOfLongItems_areServed() throws Exception {
        var rest = new RestTestClient(base());
        String path = "threads/" + rest.create("threads", "{}");
        List<String> ids = new ArrayList<>();
        String text = "0123456789 é".repeat(150_000);
        for (int n = 0; n < ITEMS; n++) {
            ids.add(rest.create(path + "/items", "{\"type\":\"note\",\"n\":" + n + ",\"text\":\"" + text + "\"}"));
        }
        JsonObject page = rest.get(path + "/items?limit=100").expect(200).json();
        assertTrue(page.getBoolean("has_more"));
        assertEquals(1, page.getJsonArray("data").size());
        Callable<List<String>> reader = () -> PageReader.all(rest, path + "/items", "asc", 100);
        try (var readers = Executors.newFixedThreadPool(READERS)) {
            for (Future<List<String>> read : readers.invokeAll(Collections.nCopies(READERS, reader))) {
                assertEquals(ids, read.get());
            }
        }
        rest.delete(path).expect(204);
    }
}
