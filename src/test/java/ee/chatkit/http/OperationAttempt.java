package ee.chatkit.http;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request for what belongs to one user, which another user and a client without authentication try.
 *
 * @param name of the operation: method and path as the OpenAPI document has them, and the type of a request of the protocol
 * @param target relative to the API; names in braces stand for ids of the owner
 * @param body empty if there is none
 * @param expected what another user gets
 */
record OperationAttempt(
        String name, String method, String target, String mediaType, String body, Expectation expected) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");

    /** What another user gets. */
    enum Expectation {
        /** The response for a resource that does not exist. */
        NOT_FOUND,
        /** The same response as for what does not exist, in which nothing belongs to the owner. */
        NOTHING_OF_THE_OWNER,
        /** The operation requires the administrator role, which neither the owner nor another user has. */
        ADMINISTRATOR_REQUIRED,
        /** The operation requires a signature, but no authentication. */
        SIGNATURE_REQUIRED
    }

    String target(Map<String, String> ids) {
        return filled(target, ids);
    }

    byte[] bytes(Map<String, String> ids) {
        return body.isEmpty() ? null : RestTestClient.bytes(filled(body, ids));
    }

    String[] headers(String authorization) {
        if (authorization.isEmpty()) {
            return body.isEmpty() ? RestTestClient.NO_HEADERS : new String[] {"Content-Type", mediaType};
        }
        return body.isEmpty()
                ? new String[] {"Authorization", authorization}
                : new String[] {"Authorization", authorization, "Content-Type", mediaType};
    }

    private static String filled(String template, Map<String, String> ids) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(ids.getOrDefault(match.group(1), match.group())));
    }
}
