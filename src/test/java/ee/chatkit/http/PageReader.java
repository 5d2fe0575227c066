package ee.chatkit.http;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads lists page by page. */
final class PageReader {
    private PageReader() {}

    static List<String> ids(JsonObject page) {
        return page.getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .map(entry -> entry.getString("id"))
                .toList();
    }

    /** The cursor, encoded for a URL. */
    static String after(JsonObject page) {
        return URLEncoder.encode(page.getString("after"), StandardCharsets.UTF_8);
    }

    /** All ids, page by page. */
    static List<String> all(RestTestClient rest, String path, String order, int limit) {
        List<String> ids = new ArrayList<>();
        String first = path + "?order=" + order + "&limit=" + limit;
        JsonObject page = rest.get(first).expect(200).json();
        ids.addAll(ids(page));
        while (page.getBoolean("has_more")) {
            page = rest.get(first + "&after=" + after(page)).expect(200).json();
            ids.addAll(ids(page));
        }
        return ids;
    }
}
