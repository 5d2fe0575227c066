package ee.chatkit.protocol.json;

import ee.chatkit.json.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Parsing, merging and quoting by JSON-P. The provider is kept, because each static call of JSON-P looks it up anew. */
final class JsonIo {
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    /** Allows numbers as long as {@link JsonText} does; the default limit of Parsson is lower. */
    private static final JsonReaderFactory READERS = PROVIDER.createReaderFactory(
            Map.of("org.eclipse.parsson.maxBigDecimalLength", 2 * JsonText.MAX_NUMBER_DIGITS + 100));

    private JsonIo() {}

    /** @throws InvalidInputException if the body is not one JSON object in UTF-8 that {@link JsonText} accepts */
    static JsonObject parseObject(byte[] body) {
        String text = text(body);
        try {
            return parse(JsonText.storableObject(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("the body is not a usable JSON object: it " + e.getMessage());
        }
    }

    /** Parses text that {@link JsonText} has accepted. */
    static JsonObject parse(String checked) {
        try (var reader = READERS.createReader(new StringReader(checked))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new InvalidInputException("the body is not a usable JSON object");
        }
    }

    /** Applies a merge patch (RFC 7396): null removes, objects are merged, all other values replace. */
    static JsonValue mergePatch(JsonValue target, JsonValue patch) {
        return PROVIDER.createMergePatch(patch).apply(target);
    }

    /** Returns a copy without these members. */
    static JsonObject without(JsonObject object, Set<String> names) {
        var copy = PROVIDER.createObjectBuilder(object);
        names.forEach(copy::remove);
        return copy.build();
    }

    /** Returns the JSON string of a text. */
    static String quote(String text) {
        return needsNoEscape(text)
                ? '"' + text + '"'
                : PROVIDER.createValue(text).toString();
    }

    /** Whether a text has visible ASCII characters only, as identifiers, types and most pieces of English answers have. */
    private static boolean needsNoEscape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Returns the text of a JSON string. */
    static String unquote(String string) {
        return parse("{\"text\":" + string + '}').getString("text");
    }

    static JsonObjectBuilder objectBuilder() {
        return PROVIDER.createObjectBuilder();
    }

    static JsonArrayBuilder arrayBuilder() {
        return PROVIDER.createArrayBuilder();
    }

    static JsonString string(String text) {
        return PROVIDER.createValue(text);
    }

    static JsonNumber number(BigDecimal number) {
        return PROVIDER.createValue(number);
    }

    private static String text(byte[] body) {
        try {
            String text = decode(body, 0, body.length);
            if (text.startsWith("\uFEFF")) {
                throw new InvalidInputException("the body must not begin with a byte-order mark");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new InvalidInputException("the body is not valid UTF-8");
        }
    }

    /** Decodes UTF-8 strictly. {@link String} replaces malformed input by U+FFFD: where one occurs, the input is checked. */
    static String decode(byte[] bytes, int offset, int length) throws CharacterCodingException {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf(JsonText.REPLACEMENT_CHARACTER) >= 0) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
        }
        return text;
    }
}
