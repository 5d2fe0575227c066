package ee.chatkit.http.resource;

import ee.chatkit.model.Cursor;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadFilter;
import ee.chatkit.model.ThreadLabels;
import ee.chatkit.protocol.json.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses query parameters; an invalid value is an {@link InvalidInputException} that names the parameter. */
final class QueryParameters {
    static final String AFTER = "after";
    static final int MAX_LIMIT = 100;

    static final String LIMIT = "limit";
    static final String ORDER = "order";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private QueryParameters() {}

    /**
     * The requested page of a list: {@code limit} (1 to 100), {@code order} (newest first by default), {@code after}.
     */
    static PageRequest page(Map<String, List<String>> query) {
        return new PageRequest(limit(query), order(query), after(query));
    }

    /**
     * The threads that a list has: {@code archived} ({@code false} by default, {@code any} for all), {@code pinned}, {@code
     * label}, {@code status}.
     */
    static ThreadFilter threadFilter(Map<String, List<String>> query) {
        return new ThreadFilter(archived(query), pinned(query), label(query), status(query));
    }

    private static @Nullable Boolean archived(Map<String, List<String>> query) {
        return switch (single(query, "archived")) {
            case null -> Boolean.FALSE;
            case "false" -> Boolean.FALSE;
            case "true" -> Boolean.TRUE;
            case "any" -> null;
            default -> throw new InvalidInputException("archived", "must be true, false or any");
        };
    }

    private static @Nullable Boolean pinned(Map<String, List<String>> query) {
        String text = single(query, "pinned");
        return text == null ? null : Boolean.valueOf(flag("pinned", text));
    }

    private static @Nullable String label(Map<String, List<String>> query) {
        String text = single(query, "label");
        try {
            return text == null ? null : ThreadLabels.storable(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("label", String.valueOf(e.getMessage()));
        }
    }

    private static ThreadFilter.@Nullable Status status(Map<String, List<String>> query) {
        return switch (single(query, "status")) {
            case null -> null;
            case "active" -> ThreadFilter.Status.ACTIVE;
            case "locked" -> ThreadFilter.Status.LOCKED;
            case "closed" -> ThreadFilter.Status.CLOSED;
            default -> throw new InvalidInputException("status", "must be active, locked or closed");
        };
    }

    private static int limit(Map<String, List<String>> query) {
        return limit(single(query, LIMIT));
    }

    /** 1 to 100; null for the default. */
    static int limit(@Nullable String text) {
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
        return choice(ORDER, single(query, ORDER), "desc", "asc").equals("desc") ? SortOrder.DESC : SortOrder.ASC;
    }

    private static @Nullable Cursor after(Map<String, List<String>> query) {
        String text = single(query, AFTER);
        if (text == null) {
            return null;
        }
        try {
            return Cursor.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(AFTER, "must be the after of a page, or the id of an entry");
        }
    }

    private static @Nullable String single(Map<String, List<String>> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new InvalidInputException(name, "must be given once");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    /** {@code true} or {@code false}, the default. */
    static boolean flag(String name, @Nullable String value) {
        return choice(name, value, "false", "true").equals("true");
    }

    /** One of two values, the first of which is the default. */
    static String choice(String name, @Nullable String value, String defaultValue, String other) {
        if (value == null || value.equals(defaultValue)) {
            return defaultValue;
        }
        if (!value.equals(other)) {
            throw new InvalidInputException(name, "must be " + defaultValue + " or " + other);
        }
        return other;
    }
}
