package ee.chatkit.fuzz;

import java.util.regex.Pattern;

/** What Payara answers itself to requests that are valid HTTP: rows of the table in {@code rest-api.md}. */
final class ServerAnswers {
    private static final Pattern BEYOND_ASCII = Pattern.compile("[\\x80-\\xff]");

    /** A request line with a segment that consists of dots. */
    private static final Pattern DOTS = Pattern.compile("[A-Za-z]+ [^? ]*/\\.+[/? ]");

    private ServerAnswers() {}

    /** Whether the response is one of these, which have no body. */
    static boolean isDocumented(FuzzCase request, RawResponse response) {
        if (response.body().length > 0 || response.isOfApplication()) {
            return false;
        }
        String head = request.text().split("\r\n\r\n", 2)[0];
        boolean ofDots = DOTS.matcher(head).lookingAt();
        return response.status() == 400
                ? ofDots || BEYOND_ASCII.matcher(head).find()
                : response.status() == 200 && ofDots;
    }
}
