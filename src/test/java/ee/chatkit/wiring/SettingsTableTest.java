package ee.chatkit.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of settings in the manual agree with the code: keys, variables, defaults and ranges. */
class SettingsTableTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(chatkit\\.[a-z.-]+)` \\| `([A-Z_]+)` \\| (.*) \\| (.*) \\|$");

    /** A row of a table. */
    record Row(String key, String variable, String meaning, String defaultValue) {
        /** The default in back quotes; empty where it is described in words. */
        String value() {
            return defaultValue.startsWith("`") && defaultValue.endsWith("`")
                    ? defaultValue.substring(1, defaultValue.length() - 1)
                    : "";
        }

        @Override
        public String toString() {
            return key;
        }
    }

    static List<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("src/site/markdown/configuration.md")))
                .results()
                .map(row -> new Row(row.group(1), row.group(2), row.group(3), row.group(4)))
                .toList();
    }

    @Test
    void tables_listEverySettingOnceAndNoOther() throws IOException {
        Set<String> read = new TreeSet<>();
        readAll(new SmallRyeConfigBuilder()
                .withSources(new RecordingSource(read))
                .build());
        read.removeIf(key -> !key.startsWith("chatkit."));
        assertTrue(read.size() > 20, read::toString);
        assertEquals(List.copyOf(read), rows().stream().map(Row::key).sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void variable_isTheOneThatMicroProfileConfigDerivesFromTheKey(Row row) {
        assertEquals(row.key.replaceAll("[^a-z]", "_").toUpperCase(Locale.ROOT), row.variable);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void default_equalsTheValueWithoutTheSetting(Row row) {
        if (!row.value().isEmpty()) {
            var others = Map.of(ModelSettings.NAME, "small"); // a base URL without a model name is rejected
            var all = new HashMap<>(others);
            all.put(row.key, row.value());
            assertEquals(readAll(config(others)), readAll(config(all)));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void range_isAcceptedAtItsLimitsAndRejectedBeyond(Row row) {
        var range = Pattern.compile("([0-9]+) to ([0-9]+)").matcher(row.meaning);
        if (range.find()) {
            assertAccepted(row.key, range.group(1));
            assertAccepted(row.key, range.group(2));
            assertRejected(row.key, "-1");
            assertRejected(row.key, Long.parseLong(range.group(2)) + 1 + "");
            assertRejected(row.key, "many");
        }
    }

    private static void assertAccepted(String key, String value) {
        readAll(config(Map.of(key, value)));
    }

    /** The message names the key, the value and the allowed values. */
    private static void assertRejected(String key, String value) {
        try {
            readAll(config(Map.of(key, value)));
        } catch (IllegalStateException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(message.startsWith("Invalid value for " + key + ": '" + value + "' (allowed: "), message);
            return;
        }
        fail(key + " accepted " + value);
    }

    private static List<Object> readAll(Config config) {
        var http = HttpSettingsReader.read(config, Optional.empty());
        return List.of(
                StoreSettingsReader.read(config),
                AttachmentSettings.read(config),
                LimitsProducer.settings(config, 512L << 20),
                IdempotencyProducer.settings(config),
                GovernanceProducer.settings(config),
                ServletProducer.limits(config),
                ServletProducer.settings(config, null),
                ModelSettings.read(config),
                TransferProducer.maxImportBytes(config),
                StreamScheduler.settings(config),
                TurnsProducer.keep(config),
                AuditProducer.keep(config),
                SearchProducer.itemsPerSecond(config),
                TurnsProducer.isOneAtATime(config),
                new TurnsProducer().turnSettings(config),
                JwtSettingsReader.read(config),
                String.valueOf(http.anonymousUser()),
                http.maxBodyBytes(),
                http.allowedOrigins(),
                http.adminRole(),
                String.valueOf(http.publicUrl()));
    }

    /** A source without values that records which keys are read. */
    private record RecordingSource(Set<String> read) implements ConfigSource {
        @Override
        public Set<String> getPropertyNames() {
            return Set.of();
        }

        @Override
        public String getValue(String key) {
            read.add(key);
            return Set.of("chatkit.jwt.issuer", "chatkit.jwt.audience", "chatkit.jwt.keys")
                            .contains(key)
                    ? "set"
                    : null;
        }

        @Override
        public String getName() {
            return "recording";
        }
    }

    private static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "given", 100))
                .build();
    }
}
