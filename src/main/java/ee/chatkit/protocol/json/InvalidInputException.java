package ee.chatkit.protocol.json;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The input of a client is invalid. The message is suitable for the client. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String field;

    /**
     * Creates an exception for the input as a whole.
     *
     * @param problem the message
     */
    public InvalidInputException(String problem) {
        super(problem);
        this.field = null;
    }

    /**
     * Creates an exception for one field or parameter.
     *
     * @param field the name, or the path separated by dots
     * @param problem a description that completes a sentence beginning with the name
     */
    public InvalidInputException(String field, String problem) {
        super(field + " " + problem);
        this.field = field;
    }

    /**
     * Returns an exception for an unknown field or parameter, which would be ignored silently otherwise.
     *
     * @param field the name
     * @param known the names that are allowed
     * @return the exception
     */
    public static InvalidInputException unknownField(String field, Set<String> known) {
        return new InvalidInputException(field, "is unknown; allowed are " + new TreeSet<>(known));
    }

    /** Returns the invalid field or parameter; empty if the input as a whole is invalid. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
