package ee.chatkit.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Items of every type, with any values, are read as they were written. New item types belong to it by themselves. */
class ItemCodecPropertiesTest {
    private static final String SEED = "20261130";
    private static final List<String> TEXTS =
            List.of("", "a", "\"", "\\", "\n\r\t\u0001", "\u2028", "\ud83d\ude00", "{}", "null", "ü\ufffd", " a ");
    private static final List<String> OBJECTS = List.of("{}", "{\"a\":null}", "{\"b\":[1,true,\"\\u0001\"],\"c\":{}}");
    private static final List<String> VALUES = List.of("null", "1", "\"t\"", "[]", "{\"a\":null}");

    @Property(seed = SEED, tries = 3000)
    void item_isReadAsWritten(@ForAll("contents") ItemContent content) {
        Instant time = Instant.parse("2026-01-01T10:00:00.123456Z");
        var item = new Item("msg_1", "thr_1", time, content);
        ThreadItem stored = ItemCodec.toThreadItem(item).storable();
        assertEquals(item, ItemCodec.toItem(stored));
        assertEquals(
                ItemCodec.toItem(stored),
                WireEventReader.item(
                        JsonObjectReader.of(WireDocuments.object(ItemCodec.write(ItemCodec.toItem(stored))))));
    }

    @Provide
    Arbitrary<ItemContent> contents() {
        return Arbitraries.randomValue(random -> new Values(random).of(ItemContent.class));
    }

    /** Makes values of the protocol's records. */
    private record Values(Random random) {
        <T> T of(Class<T> type) {
            while (true) {
                try {
                    return type.cast(value(type, "value"));
                } catch (IllegalArgumentException e) {
                    // the record does not allow these values: others do
                }
            }
        }

        private Object value(Type type, String name) {
            return switch (type) {
                case ParameterizedType generic
                when generic.getRawType() == List.class ->
                    Stream.generate(() -> value(generic.getActualTypeArguments()[0], "element"))
                            .limit(random.nextInt(3))
                            .toList();
                case ParameterizedType generic when generic.getRawType() == Map.class -> map();
                case Class<?> plain -> plainValue(plain, name);
                default -> throw new AssertionError("no values of " + type);
            };
        }

        private Map<String, String> map() {
            Map<String, String> map = new HashMap<>();
            for (int n = random.nextInt(3); n > 0; n--) {
                map.put("Header-" + n, "v" + n);
            }
            return map;
        }

        private Object plainValue(Class<?> type, String name) {
            if (type == String.class) {
                return name.toLowerCase(Locale.ROOT).endsWith("id") ? "id_" + random.nextInt(9) : any(TEXTS);
            } else if (type == boolean.class) {
                return random.nextBoolean();
            } else if (type == int.class || type == Integer.class) {
                return random.nextInt(1000);
            } else if (type == long.class) {
                return (long) random.nextInt(1000);
            } else if (type == Instant.class) {
                return Instant.EPOCH.plus(random.nextInt(), ChronoUnit.MILLIS);
            } else if (type == RawJson.class) {
                boolean object = name.equals("arguments") || name.equals("widget") || name.equals("data");
                return new RawJson(any(object ? OBJECTS : VALUES));
            } else if (type.isEnum()) {
                return any(List.of(type.getEnumConstants()));
            } else if (type.isRecord()) {
                return record(type);
            }
            List<Class<?>> known = Arrays.stream(type.getPermittedSubclasses())
                    .<Class<?>>map(permitted -> permitted)
                    .filter(permitted -> !permitted.getSimpleName().equals("Unknown"))
                    .toList();
            return value(any(known), name);
        }

        private Object record(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            @Nullable Object[] values = new @Nullable Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                boolean nullable = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
                values[i] = nullable && random.nextBoolean()
                        ? null
                        : value(components[i].getGenericType(), components[i].getName());
            }
            try {
                return type.getDeclaredConstructor(types).newInstance(values);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof IllegalArgumentException rejected) {
                    throw rejected;
                }
                throw new AssertionError(e);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("no constructor of " + type, e);
            }
        }

        private <T> T any(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }
    }
}
