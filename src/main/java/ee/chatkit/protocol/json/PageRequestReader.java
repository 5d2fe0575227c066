package ee.chatkit.protocol.json;

import ee.chatkit.model.Cursor;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads page requests. Numbers are read leniently here only, as the reference implementation does. */
final class PageRequestReader {
    static final int MAX_LIMIT = 100;

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(\\.0{1,30})?");

    private PageRequestReader() {}

    static PageRequest read(JsonObjectReader params) {
        SortOrder order = params.enumOrDefault("order", SortOrder.DESC);
        return new PageRequest(limit(params), order, after(params));
    }

    private static int limit(JsonObjectReader params) {
        BigDecimal limit = switch (params.value("limit")) {
            case null -> BigDecimal.ZERO;
            case JsonNumber number -> number.bigDecimalValue();
            case JsonString string
            when NUMBER.matcher(string.getString()).matches() -> new BigDecimal(string.getString());
            default -> throw params.invalid("limit", "must be a whole number");
        };
        if (limit.signum() < 0) {
            throw params.invalid("limit", "must not be negative");
        }
        if (limit.stripTrailingZeros().scale() > 0) {
            throw params.invalid("limit", "must be a whole number");
        }
        int most = limit.min(BigDecimal.valueOf(MAX_LIMIT)).intValueExact();
        return most == 0 ? PageRequest.DEFAULT_LIMIT : most;
    }

    private static @Nullable Cursor after(JsonObjectReader params) {
        String text = params.text("after");
        if (text == null) {
            return null;
        }
        try {
            return Cursor.parse(text);
        } catch (IllegalArgumentException e) {
            throw params.invalid("after", "must be the value after of a page, or the id of an entry");
        }
    }
}
