package ee.chatkit.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the audit log is told of an act. It names users, addresses, ids and numbers, and never the text of a message or a title.
 *
 * @param actor who: the id of the user, or {@link #SERVER} or a tool; null if a request had no accepted credentials
 * @param origin from where: the address of the client, or the name of the program
 * @param action what, such as {@link AuditAction#THREAD_DELETE}
 * @param objectType the type of what it was done to
 * @param objectId the id of what it was done to; null if the type says it all
 * @param outcome what became of it
 * @param details more about it, by name, in the order of the names' code points
 */
public record AuditEntry(
        @Nullable String actor,
        String origin,
        String action,
        String objectType,
        @Nullable String objectId,
        AuditOutcome outcome,
        Map<String, String> details) {
    /** The actor of what the server does by itself. Its origin is {@code server}; that of a user of this name is an address. */
    public static final Caller SERVER = new Caller("server", "server");

    /** The origin of what an application does that has not named another one. */
    public static final String APPLICATION = "application";

    /** The maximum length of the actor, the origin, the type and the id of the object and a detail, in characters. */
    public static final int MAX_LENGTH = Identifiers.MAX_LENGTH;

    /** The maximum number of details. */
    public static final int MAX_DETAILS = 20;

    private static final int REPLACEMENT = 0xFFFD;

    /** Copies the details, and checks nothing: a record that was changed by hand must be readable. */
    public AuditEntry {
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }

    /** An act of a caller without details. */
    public static AuditEntry of(
            Caller caller, String action, String objectType, @Nullable String objectId, AuditOutcome outcome) {
        String origin = caller.origin();
        return new AuditEntry(
                caller.userId(),
                origin == null ? APPLICATION : origin,
                action,
                objectType,
                objectId,
                outcome,
                Map.of());
    }

    /** An act of a caller that is done. */
    public static AuditEntry done(Caller caller, String action, String objectType, @Nullable String objectId) {
        return of(caller, action, objectType, objectId, AuditOutcome.DONE);
    }

    /** With one more detail, which must not be text that a user has written. */
    public AuditEntry with(String name, Object value) {
        Map<String, String> more = new TreeMap<>(details);
        more.put(name, value.toString());
        return new AuditEntry(actor, origin, action, objectType, objectId, outcome, more);
    }

    /** With another outcome. */
    public AuditEntry with(AuditOutcome other) {
        return new AuditEntry(actor, origin, action, objectType, objectId, other, details);
    }

    /**
     * This entry as stores keep it: texts are cut off at {@value #MAX_LENGTH} characters, control characters and unpaired surrogates
     * are replaced by U+FFFD, and details beyond {@value #MAX_DETAILS} are left out.
     */
    public AuditEntry storable() {
        Map<String, String> stored = new TreeMap<>();
        details.entrySet().stream()
                .limit(MAX_DETAILS)
                .forEach(detail -> stored.put(text(detail.getKey()), text(detail.getValue())));
        return new AuditEntry(
                actor == null ? null : text(actor),
                text(origin),
                text(action),
                text(objectType),
                objectId == null ? null : text(objectId),
                outcome,
                stored);
    }

    private static String text(String given) {
        var out = new StringBuilder();
        given.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
                .takeWhile(c -> out.length() + Character.charCount(c) <= MAX_LENGTH)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
