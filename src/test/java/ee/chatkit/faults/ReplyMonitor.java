package ee.chatkit.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Counts the responses of a round and judges them: successes, 503 as a problem document of the documented types with {@code
 * Retry-After}, and 409 while a request with the same key is being processed. Anything else is unexpected, and so is a text from inside the server. Instances are safe for use by multiple
 * threads.
 */
final class ReplyMonitor {
    private static final Set<Integer> SUCCESSES = Set.of(200, 201, 204);
    private static final Set<String> PROBLEMS = Set.of("urn:chatkit:problem:unavailable", "urn:chatkit:problem:busy");

    /** The first request with the same key is being processed, or its server was killed. */
    private static final Set<String> CONFLICTS = Set.of("urn:chatkit:problem:request-in-progress");

    private static final int MAX_DETAILS = 20;

    /** A stack trace, a class name of the server's libraries, SQL, or an HTML page. */
    private static final Pattern INTERNAL = Pattern.compile(
            "\\bat [a-z]\\w*(\\.\\w+)+\\(|Exception|\\b(org|java|jakarta|com)\\.[a-z]+\\.|SQLSTATE"
                    + "|\\bselect\\b.*\\bfrom\\b|\\binsert into\\b|\\bchatkit_[a-z]+|<html",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> unexpected = new ArrayList<>();
    private int unexpectedCount;

    /** Judges a response. */
    synchronized void reply(String request, Reply reply) {
        counts.merge("" + reply.status(), 1, Integer::sum);
        String text = reply.text();
        if (reply.status() == 503 || reply.status() == 409) {
            boolean documented = reply.header("content-type").startsWith("application/problem+json")
                    && !reply.header("retry-after").isEmpty()
                    && reply.isComplete()
                    && (reply.status() == 503 ? PROBLEMS : CONFLICTS)
                            .contains(reply.json().getString("type", ""));
            if (!documented || INTERNAL.matcher(text).find()) {
                unexpected(request + " answered " + reply.status() + " with " + text);
            }
        } else if (!SUCCESSES.contains(reply.status())) {
            unexpected(request + " answered " + reply.status() + " with " + text);
        }
        if (reply.header("content-type").startsWith("text/event-stream")) {
            text.lines().filter(line -> line.contains("\"type\":\"error\"")).forEach(line -> errorEvent(request, line));
        }
    }

    private void errorEvent(String request, String event) {
        counts.merge("error event", 1, Integer::sum);
        if (INTERNAL.matcher(event).find()) {
            unexpected(request + " sent " + event);
        }
    }

    /** Notes a request without a response. */
    synchronized void failure(String request, boolean expected, Exception failure) {
        counts.merge(failure.getClass().getSimpleName(), 1, Integer::sum);
        if (!expected) {
            unexpected(request + " failed: " + failure);
        }
    }

    private void unexpected(String what) {
        unexpectedCount++;
        if (unexpected.size() < MAX_DETAILS) {
            unexpected.add(what.length() <= 500 ? what : what.substring(0, 500) + "...");
        }
    }

    /** How many responses of each status, and failures of each type, there were. */
    synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    synchronized int unexpectedCount() {
        return unexpectedCount;
    }

    /** The first unexpected responses and failures. */
    synchronized List<String> unexpected() {
        return List.copyOf(unexpected);
    }
}
