package ee.chatkit.http;

import ee.chatkit.model.Cursor;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.protocol.json.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of every list: {@code limit} (1 to 100), {@code order} (newest first unless told), {@code after}. */
final class PageQueryParameters {
    static final String LIMIT = "limit";
    static final String ORDER = "order";
    static final String AFTER = "after";
    static final int MAX_LIMIT = 100;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private PageQueryParameters() {}

    static PageRequest of(Map<String, List<String>> query) {
        return new PageRequest(limit(query), order(query), after(query));
    }

    private static int limit(Map<String, List<String>> query) {
        String text = one(query, LIMIT);
        if (text == null) {
            return PageRequest.DEFAULT_LIMIT;
        }
        int limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidInputException(LIMIT, "must be a whole number from 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    private static SortOrder order(Map<String, List<String>> query) {
        return switch (one(query, ORDER)) {
            case null -> SortOrder.DESC;
            case "desc" -> SortOrder.DESC;
            case "asc" -> SortOrder.ASC;
            default -> throw new InvalidInputException(ORDER, "must be asc or desc");
        };
    }

    private static @Nullable Cursor after(Map<String, List<String>> query) {
        String text = one(query, AFTER);
        if (text == null) {
            return null;
        }
        try {
            return Cursor.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(AFTER, "must be what a page gave as after, or the id of an entry");
        }
    }

    private static @Nullable String one(Map<String, List<String>> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new InvalidInputException(name, "must be given once");
        }
        return values.isEmpty() ? null : values.getFirst();
    }
}
