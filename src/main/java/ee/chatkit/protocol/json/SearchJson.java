package ee.chatkit.protocol.json;

import ee.chatkit.search.SearchHit;
import ee.chatkit.search.Snippet;
import ee.chatkit.search.TextRange;

/** Writes what a search has found. */
public final class SearchJson {
    private static final double DIGITS = 1000;

    private SearchJson() {}

    /** Writes a hit. */
    public static String write(SearchHit hit) {
        SearchHit.FoundItem item = hit.item();
        return new JsonObjectWriter()
                .raw("thread", ThreadJson.write(hit.thread()))
                .raw("item", item == null ? "null" : write(item))
                .raw("snippet", write(hit.snippet()))
                .number("rank", Math.round(hit.relevance() * DIGITS) / DIGITS)
                .end();
    }

    private static String write(SearchHit.FoundItem item) {
        return new JsonObjectWriter()
                .text("id", item.id())
                .text("type", item.type())
                .time("created_at", item.createdAt())
                .end();
    }

    private static String write(Snippet snippet) {
        return new JsonObjectWriter()
                .text("text", snippet.text())
                .list("ranges", snippet.ranges(), SearchJson::write)
                .end();
    }

    private static String write(TextRange range) {
        return new JsonObjectWriter()
                .number("start", range.start())
                .number("end", range.end())
                .end();
    }
}
