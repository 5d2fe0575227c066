package ee.chatkit.protocol.json;

import ee.chatkit.json.JsonText;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Bytes to JSON and back. Keeps the provider, because each static call of JSON-P would look it up again. */
final class JsonIo {
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    /** As long as {@link JsonText} lets a number be; the provider's own limit is lower. */
    private static final JsonReaderFactory READERS = PROVIDER.createReaderFactory(
            Map.of("org.eclipse.parsson.maxBigDecimalLength", 2 * JsonText.MAX_NUMBER_DIGITS + 100));

    private JsonIo() {}

    /**
     * The one JSON object that a body is.
     *
     * @throws InvalidInputException when it is anything else
     */
    static JsonObject parseObject(byte[] body) {
        String text = text(body);
        try {
            return parse(JsonText.storableObject(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("the body is not a JSON object that can be used: it " + e.getMessage());
        }
    }

    /** Reads text that {@link JsonText} has let pass. */
    static JsonObject parse(String checked) {
        try (var reader = READERS.createReader(new StringReader(checked))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new InvalidInputException("the body is not a JSON object that can be used");
        }
    }

    /** RFC 7396: null removes, objects are merged, everything else replaces. */
    static JsonValue mergePatch(JsonValue target, JsonValue patch) {
        return PROVIDER.createMergePatch(patch).apply(target);
    }

    /** A copy without some members. */
    static JsonObject without(JsonObject object, Set<String> names) {
        var copy = PROVIDER.createObjectBuilder(object);
        names.forEach(copy::remove);
        return copy.build();
    }

    /** The text with its quotes and escapes. */
    static String quote(String text) {
        return PROVIDER.createValue(text).toString();
    }

    private static String text(byte[] utf8) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInputException("the body is not valid UTF-8");
        }
        if (text.startsWith("\uFEFF")) {
            throw new InvalidInputException("the body must not begin with a byte-order mark");
        }
        return text;
    }
}
