package ee.chatkit.store.schema;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A version of the schema, by its tag in Liquibase's changelog table. Within a major version changes only add. */
record SchemaVersion(int major, int minor) implements Comparable<SchemaVersion> {
    private static final Pattern TAG = Pattern.compile("chatkit-(\\d{1,6})\\.(\\d{1,6})");
    private static final Comparator<SchemaVersion> ORDER =
            Comparator.comparingInt(SchemaVersion::major).thenComparingInt(SchemaVersion::minor);

    /** Parses a tag; empty for tags of other applications. */
    static Optional<SchemaVersion> of(@Nullable String tag) {
        Matcher matcher = TAG.matcher(tag == null ? "" : tag);
        return matcher.matches()
                ? Optional.of(new SchemaVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    static Optional<SchemaVersion> newer(Optional<SchemaVersion> one, Optional<SchemaVersion> other) {
        return one.isEmpty() || (other.isPresent() && other.get().compareTo(one.get()) > 0) ? other : one;
    }

    @Override
    public int compareTo(SchemaVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "chatkit-" + major + "." + minor;
    }
}
