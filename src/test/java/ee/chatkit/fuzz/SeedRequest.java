package ee.chatkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A valid request in which names in braces stand for what exists on the server.
 *
 * @param kind what the request belongs to, which selects the ways in which it is changed
 * @param target path and query
 * @param headers lines of the form {@code name: value}
 */
record SeedRequest(Kind kind, String method, String target, List<String> headers, String body) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");

    /** Parts of the API. */
    enum Kind {
        PROTOCOL,
        REST,
        FORM,
        LINK,
        IMPORT;

        static Kind of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * The request for one server.
     *
     * @param resources what the names stand for; others stay as they are
     */
    RequestParts parts(Map<String, String> resources) {
        String[] pathAndQuery = filled(target, resources).split("\\?", 2);
        List<String> lines =
                headers.stream().map(line -> filled(line, resources)).toList();
        return new RequestParts(
                method,
                pathAndQuery[0],
                pathAndQuery.length == 1 ? "" : pathAndQuery[1],
                lines,
                filled(body, resources).getBytes(StandardCharsets.UTF_8));
    }

    private static String filled(String template, Map<String, String> resources) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(resources.getOrDefault(match.group(1), match.group())));
    }
}
