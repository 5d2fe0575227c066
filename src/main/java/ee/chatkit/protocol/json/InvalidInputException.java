package ee.chatkit.protocol.json;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a client sent cannot be understood. The message is fit for that client. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String field;

    /** The input as a whole is at fault. */
    public InvalidInputException(String problem) {
        super(problem);
        this.field = null;
    }

    /**
     * One field or parameter is at fault.
     *
     * @param field its name, or its path with dots
     * @param problem what is wrong with it; completes a sentence that begins with the name
     */
    public InvalidInputException(String field, String problem) {
        super(field + " " + problem);
        this.field = field;
    }

    /** A field or parameter that would be left out without a word. */
    public static InvalidInputException unknownField(String field, Set<String> known) {
        return new InvalidInputException(field, "is not known here; known are " + new TreeSet<>(known));
    }

    /** The field or parameter at fault, where it is one. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
