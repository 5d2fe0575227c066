package ee.chatkit.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares the validation with a JSON parser, for generated texts and for random mutations of them. */
class JsonTextParserComparisonTest {
    private static final Pattern SPECIAL = Pattern.compile("[\\p{Cs}]|\\\\u[dD][89a-fA-F]|[eE][+-]?[0-9]{3}");
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
    private static final int TEXTS = 1_000;
    private static final int MUTATIONS = 12;
    private static final String ALPHABET = "{}[]:,\"\\ \n\t-+.eE0123456789truefalsn/bu'#😀é\u0001";

    @Test
    void validValue_acceptsTheSameTextsAsAParser() {
        var random = new Random(20_260_301);
        int accepted = 0;
        int refused = 0;
        for (int n = 0; n < TEXTS; n++) {
            String text = new Generator(random).value(4);
            assertTrue(accepts(text), text);
            assertTrue(parses(text), text);
            String mutated = text;
            for (int m = 0; m < MUTATIONS; m++) {
                mutated = mutate(m % 4 == 0 ? text : mutated, random);
                if (!isSpecial(mutated)) {
                    boolean accepts = accepts(mutated);
                    assertEquals(parses(mutated), accepts, mutated);
                    accepted += accepts ? 1 : 0;
                    refused += accepts ? 0 : 1;
                }
            }
        }
        assertTrue(accepted > 700, "accepted only " + accepted);
        assertTrue(refused > 3_000, "refused only " + refused);
    }

    private static boolean accepts(String text) {
        try {
            JsonText.validValue(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (text.strip().startsWith("{")) {
            JsonText.storableObject(text, Set.of("not there"));
        }
        return true;
    }

    private static boolean parses(String text) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
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

    private static String mutate(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        String other = Character.toString(ALPHABET.codePointAt(random.nextInt(ALPHABET.length())));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + other + text.substring(at);
            case 1 -> at == text.length() ? text : text.substring(0, at) + other + text.substring(at + 1);
            case 2 -> at == text.length() ? text : text.substring(0, at) + text.substring(at + 1);
            default -> text.substring(0, at) + text.substring(random.nextInt(text.length() + 1));
        };
    }

    /** Unpaired surrogates and long exponents, on which parsers differ. {@link JsonTextTest} covers them. */
    private static boolean isSpecial(String text) {
        return SPECIAL.matcher(text).find();
    }

    /** Generates random JSON with random white space. */
    private static final class Generator {
        private final Random random;

        Generator(Random random) {
            this.random = random;
        }

        String value(int depth) {
            String value = switch (random.nextInt(depth > 0 ? 8 : 5)) {
                case 0 -> number();
                case 1, 2 -> string();
                case 3 -> random.nextBoolean() ? "true" : "false";
                case 4 -> "null";
                case 5 -> "[" + members(depth, false) + "]";
                default -> "{" + members(depth, true) + "}";
            };
            return space() + value + space();
        }

        private String members(int depth, boolean named) {
            var out = new StringBuilder(space());
            int count = random.nextInt(4);
            for (int n = 0; n < count; n++) {
                out.append(n == 0 ? "" : ",");
                out.append(named ? space() + string() + space() + ":" : "");
                out.append(value(depth - 1));
            }
            return out.toString();
        }

        private String number() {
            String sign = random.nextBoolean() ? "-" : "";
            String fraction = random.nextBoolean() ? "." + random.nextInt(1000) : "";
            String exponent =
                    random.nextBoolean() ? "" : "eE".charAt(random.nextInt(2)) + exponentSign() + random.nextInt(40);
            return sign + random.nextInt(5000) + fraction + exponent;
        }

        private String exponentSign() {
            return new String[] {"", "+", "-"}[random.nextInt(3)];
        }

        private String string() {
            String[] parts = {
                "a", "\\\\", "\\\"", "\\n", "\\u00e9", "\\u0000", "é", "😀", "{", "]", ",", ":", "\\/", " ", "true"
            };
            var out = new StringBuilder("\"");
            int count = random.nextInt(5);
            for (int n = 0; n < count; n++) {
                out.append(parts[random.nextInt(parts.length)]);
            }
            return out.append('"').toString();
        }

        private String space() {
            return random.nextInt(4) == 0 ? new String[] {" ", "\n", "\t", "\r\n"}[random.nextInt(4)] : "";
        }
    }
}
