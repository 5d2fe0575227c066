package ee.chatkit.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ee.chatkit.http.CallerResolver;
import ee.chatkit.security.JwtSettingsReader;
import ee.chatkit.wiring.store.StoreSettingsReader;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README's table of settings says what the code does. */
class SettingsTableTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(chatkit\\.[a-z.-]+)` \\| `([A-Z_]+)` \\| (.*) \\| (.*) \\|$");

    /** A row: what a setting is called, in which words it is explained, and what it is when nobody sets it. */
    record Row(String key, String variable, String meaning, String otherwise) {
        /** The value in back quotes; empty when the default is described in words. */
        String value() {
            return otherwise.startsWith("`") && otherwise.endsWith("`")
                    ? otherwise.substring(1, otherwise.length() - 1)
                    : "";
        }

        @Override
        public String toString() {
            return key;
        }
    }

    static List<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(row -> new Row(row.group(1), row.group(2), row.group(3), row.group(4)))
                .toList();
    }

    @Test
    void theTableHasEverySettingOnceAndNoOther() throws IOException {
        Set<String> asked = new TreeSet<>();
        readAll(new SmallRyeConfigBuilder().withSources(new Listening(asked)).build());
        asked.removeIf(key -> !key.startsWith("chatkit."));
        assertTrue(asked.size() > 20, asked::toString);
        assertEquals(List.copyOf(asked), rows().stream().map(Row::key).sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theVariableIsWhatMicroProfileConfigMakesOfTheKey(Row row) {
        assertEquals(row.key.replaceAll("[^a-z]", "_").toUpperCase(Locale.ROOT), row.variable);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theDefaultIsWhatHoldsWithoutTheSetting(Row row) {
        if (!row.value().isEmpty()) {
            var others = Map.of(ModelSettings.NAME, "small"); // without one, its address is refused
            var all = new HashMap<>(others);
            all.put(row.key, row.value());
            assertEquals(readAll(config(others)), readAll(config(all)));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theRangeIsTheOneThatIsAllowed(Row row) {
        var range = Pattern.compile("([0-9]+) to ([0-9]+)").matcher(row.meaning);
        if (range.find()) {
            accept(row.key, range.group(1));
            accept(row.key, range.group(2));
            refuse(row.key, "-1");
            refuse(row.key, Long.parseLong(range.group(2)) + 1 + "");
            refuse(row.key, "many");
        }
    }

    private static void accept(String key, String value) {
        readAll(config(Map.of(key, value)));
    }

    /** The message names the key, the value and what is allowed. */
    private static void refuse(String key, String value) {
        try {
            readAll(config(Map.of(key, value)));
        } catch (IllegalStateException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(message.startsWith("Invalid value for " + key + ": '" + value + "' (allowed: "), message);
            return;
        }
        fail(key + " took " + value);
    }

    private static List<Object> readAll(Config config) {
        var http = HttpSettingsReader.read(config, CallerResolver.ofContainer());
        return List.of(
                StoreSettingsReader.read(config),
                AttachmentSettings.read(config),
                ModelSettings.read(config),
                TransferSettings.read(config),
                JwtSettingsReader.read(config),
                String.valueOf(http.anonymousUser()),
                http.maxBodyBytes(),
                String.valueOf(http.publicUrl()));
    }

    /** Has no values, and keeps what it was asked for. */
    private record Listening(Set<String> asked) implements ConfigSource {
        @Override
        public Set<String> getPropertyNames() {
            return Set.of();
        }

        @Override
        public String getValue(String key) {
            asked.add(key);
            return Set.of("chatkit.jwt.issuer", "chatkit.jwt.audience", "chatkit.jwt.keys")
                            .contains(key)
                    ? "set"
                    : null;
        }

        @Override
        public String getName() {
            return "listening";
        }
    }

    private static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "given", 100))
                .build();
    }
}
