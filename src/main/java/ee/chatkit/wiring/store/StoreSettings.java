package ee.chatkit.wiring.store;

import ee.chatkit.model.Caller;
import ee.chatkit.store.connection.ConnectionLimits;
import ee.chatkit.store.schema.RowLevelSecurity;
import ee.chatkit.wiring.server.Setting;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the store, read from MicroProfile Config once, at startup. An invalid value fails the deployment with a
 * message that names the key, the value and the allowed values.
 *
 * @param store {@code chatkit.store}: which store
 * @param datasources {@code chatkit.datasource}: JNDI names, the first that is bound is used
 * @param readDatasources {@code chatkit.datasource.read}: JNDI names of a replica's datasource, the first that is bound is used; empty
 *     without a replica
 * @param maxReadLag {@code chatkit.datasource.read-max-lag}: seconds that the replica may lag behind
 * @param retryInterval {@code chatkit.retry-interval}: seconds between attempts to prepare a database that is unavailable
 * @param limits {@code chatkit.database.timeout} and {@code chatkit.database.lock-timeout}: seconds, 0 for no limit
 * @param rowLevelSecurity {@code chatkit.database.row-level-security}: whether PostgreSQL itself restricts each statement to the
 *     rows of its user
 * @param memoryBytes {@code chatkit.attachments.memory-bytes}: the maximum total size of all files in the in-memory store, in bytes
 * @param adoptionOwner {@code chatkit.adoption.owner}: the user who owns the rows of an adopted Supabase schema whose user is
 *     not known
 */
record StoreSettings(
        StoreKind store,
        List<String> datasources,
        List<String> readDatasources,
        Duration maxReadLag,
        Duration retryInterval,
        ConnectionLimits limits,
        RowLevelSecurity rowLevelSecurity,
        long memoryBytes,
        @Nullable Caller adoptionOwner) {
    static final String STORE = "chatkit.store";
    static final String DATASOURCE = "chatkit.datasource";
    static final String READ_DATASOURCE = "chatkit.datasource.read";
    static final String READ_MAX_LAG = "chatkit.datasource.read-max-lag";
    static final String RETRY_INTERVAL = "chatkit.retry-interval";
    static final String DATABASE_TIMEOUT = "chatkit.database.timeout";
    static final String LOCK_TIMEOUT = "chatkit.database.lock-timeout";
    static final String ROW_LEVEL_SECURITY = "chatkit.database.row-level-security";
    static final String ADOPTION_OWNER = "chatkit.adoption.owner";
    static final String MEMORY_BYTES = "chatkit.attachments.memory-bytes";

    private static final String DEFAULT_DATASOURCES = "java:jboss/datasources/ChatKitDS,jdbc/ChatKitDS";

    /** The configured store. */
    enum StoreKind {
        /** PostgreSQL where a datasource is bound, memory where none is. */
        AUTO,
        /** PostgreSQL; without a datasource the start fails. */
        JPA,
        /** Memory, even if a datasource is bound. */
        MEMORY
    }

    static StoreSettings read(Config config) {
        return new StoreSettings(
                Setting.read(config, STORE, "auto", "auto, jpa, memory", StoreSettings::storeKind),
                Setting.read(
                        config, DATASOURCE, DEFAULT_DATASOURCES, "comma-separated JNDI names", StoreSettings::required),
                Setting.read(config, READ_DATASOURCE, "", "comma-separated JNDI names", StoreSettings::names),
                Duration.ofSeconds(Setting.number(config, READ_MAX_LAG, "10", 1, 3600, "seconds")),
                Duration.ofSeconds(Setting.number(config, RETRY_INTERVAL, "5", 1, 3600, "seconds")),
                new ConnectionLimits(
                        Duration.ofSeconds(Setting.number(config, DATABASE_TIMEOUT, "15", 0, 3600, "seconds")),
                        Duration.ofSeconds(Setting.number(config, LOCK_TIMEOUT, "5", 0, 3600, "seconds"))),
                Setting.read(config, ROW_LEVEL_SECURITY, "false", "true, false", StoreSettings::rowLevelSecurity),
                Setting.bytes(config, MEMORY_BYTES, "67108864"),
                Setting.read(
                        config,
                        ADOPTION_OWNER,
                        "",
                        "a user id of 1 to 255 characters without control characters",
                        text -> text.isEmpty() ? null : new Caller(text)));
    }

    private static StoreKind storeKind(String text) {
        return StoreKind.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static RowLevelSecurity rowLevelSecurity(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> RowLevelSecurity.ON;
            case "false" -> RowLevelSecurity.OFF;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static List<String> required(String text) {
        List<String> names = names(text);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no name");
        }
        return names;
    }
}
