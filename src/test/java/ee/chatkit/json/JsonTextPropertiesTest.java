package ee.chatkit.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for all texts. The oracle is a JSON parser. */
class JsonTextPropertiesTest {
    private static final String SEED = "20261130";

    @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void storableObject_isTheSameValueWithReplacements(@ForAll("objects") String json) {
        String stored = JsonText.storableObject(json);
        assertEquals(clean(parsed(json)), parsed(stored));
        assertTrue(stored.indexOf('\n') < 0 && stored.indexOf('\r') < 0);
    }

    @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void storableObject_changesNothingASecondTime(@ForAll("objects") String json) {
        String stored = JsonText.storableObject(json);
        assertEquals(stored, JsonText.storableObject(stored));
    }

    @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void members_areTheRawValuesOfTheObject(@ForAll("objects") String json) {
        Map<String, String> members = JsonText.members(json, 10);
        JsonObject object = parsed(json).asJsonObject();
        assertEquals(new ArrayList<>(object.keySet()), new ArrayList<>(members.keySet()));
        members.forEach((name, value) -> {
            assertEquals(object.get(name), parsed(value));
            assertTrue(json.contains(value));
        });
    }

    /** Of texts without surrogates and with short numbers, which other limits concern. */
    @Property(seed = SEED, tries = 500, edgeCases = EdgeCasesMode.NONE)
    void validValue_acceptsWhatAParserAccepts(@ForAll("almostJson") String text) {
        assertEquals(parses(text), accepts(text), text);
    }

    @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void storableText_isEncodableAndHasNoNul(@ForAll("texts") String text) {
        String stored = JsonText.storableText(text);
        assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(stored) && stored.indexOf(0) < 0);
        assertEquals(stored, JsonText.storableText(stored));
        assertEquals(text.codePoints().count(), stored.codePoints().count());
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text) && text.indexOf(0) < 0) {
            assertEquals(text, stored);
        }
    }

    @Provide
    static Arbitrary<String> objects() {
        return JsonValues.objects();
    }

    @Provide
    static Arbitrary<String> texts() {
        return JsonValues.texts();
    }

    /** Valid JSON of which a part is missing, repeated or replaced. */
    @Provide
    static Arbitrary<String> almostJson() {
        Arbitrary<String> parts = Arbitraries.strings()
                .withChars("{}[]:,\"\\ \n-+.eE019truefalsn/bu'#\u0001")
                .ofMaxLength(3);
        return JsonValues.values()
                .filter(json -> json.chars().noneMatch(c -> Character.isSurrogate((char) c) || c == '\\'))
                .flatMap(json -> Arbitraries.integers()
                        .between(0, json.length())
                        .flatMap(at -> Arbitraries.integers()
                                .between(0, 2)
                                .flatMap(removed -> parts.map(part -> json.substring(0, at)
                                        + part
                                        + json.substring(Math.min(json.length(), at + removed))))))
                .filter(json -> !json.matches("(?s).*([eE][+-]?[0-9]{3}|\\\\u).*"));
    }

    private static boolean accepts(String text) {
        try {
            JsonText.validValue(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean parses(String text) {
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            boolean any = false;
            while (parser.hasNext()) {
                parser.next();
                any = true;
            }
            return any;
        } catch (JsonException e) {
            return false;
        }
    }

    private static JsonValue parsed(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }

    /** The value, with U+0000 and unpaired surrogates replaced. */
    private static JsonValue clean(JsonValue value) {
        return switch (value.getValueType()) {
            case STRING -> Json.createValue(JsonText.storableText(((JsonString) value).getString()));
            case ARRAY -> {
                var array = Json.createArrayBuilder();
                value.asJsonArray().forEach(element -> array.add(clean(element)));
                yield array.build();
            }
            case OBJECT -> {
                var object = Json.createObjectBuilder();
                value.asJsonObject().forEach((name, member) -> object.add(name, clean(member)));
                yield object.build();
            }
            default -> value;
        };
    }
}
