package ee.chatkit.protocol.json;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class InvalidRequestsTest {
    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "5",
            "-1",
            "2.5",
            "1e999",
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"\\u0001\"",
            "[]",
            "[null]",
            "{}",
            "{\"type\":\"x\"}",
            "[{\"type\":\"x\"}]",
            "[[]]");

    @TestFactory
    Stream<DynamicTest> read_namesTheInvalidField() {
        List<InvalidRequests.InvalidRequest> rows = InvalidRequests.invalidFields();
        assertTrue(rows.size() >= 100, "only " + rows.size() + " rows");
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.name(),
                        () -> assertEquals(
                                row.field(), refusal(row.body()).field().orElseThrow())));
    }

    @Test
    void read_acceptsTheUnchangedRequests() {
        WireDocuments.requests()
                .values()
                .forEach(document ->
                        assertDoesNotThrow(() -> RequestReader.read(bytes(WireDocuments.object(document)))));
    }

    /** Puts each unexpected value at each position of each request. */
    @Test
    void read_namesAFieldForEveryInvalidValue() {
        int refused = 0;
        for (String document : WireDocuments.requests().values()) {
            JsonObject good = WireDocuments.object(document);
            for (String place : places(good, "")) {
                for (String value : ODD_VALUES) {
                    refused += checked(InvalidRequests.withInvalidValue(good, place, value), place, value);
                }
                refused += checked(InvalidRequests.withInvalidValue(good, place, "absent"), place, "absent");
            }
        }
        assertTrue(refused > 1000, "only " + refused + " were refused");
    }

    @ParameterizedTest
    @FieldSource("ee.chatkit.protocol.json.InvalidRequests#WHOLE")
    void read_rejectsOtherBodiesWithoutField(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var refusal = assertThrows(InvalidInputException.class, () -> RequestReader.read(bytes));
        assertTrue(refusal.field().isEmpty());
        assertTrue(refusal.getMessage().startsWith("the body "), refusal.getMessage());
    }

    @Test
    void read_rejectsDeepNestingBeforeParsing() {
        String deep = "{\"type\":\"threads.list\",\"params\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_001);
        byte[] bytes = deep.getBytes(StandardCharsets.UTF_8);
        var refusal = assertThrows(InvalidInputException.class, () -> RequestReader.read(bytes));
        assertTrue(refusal.getMessage().contains("nests deeper"), refusal.getMessage());
    }

    @Test
    void read_abbreviatesLongFieldNames() {
        JsonObject request = InvalidRequests.withInvalidValue(
                InvalidRequests.validRequest("threads.add_structured_input"),
                "/params/input/answers",
                "{\"" + "q".repeat(5000) + "\":5}");
        assertTrue(refusal(request).getMessage().length() < 200);
    }

    private static int checked(JsonObject request, String place, String value) {
        byte[] body = bytes(request);
        try {
            RequestReader.read(body);
            return 0;
        } catch (InvalidInputException e) {
            String field = e.field().orElse("none");
            String dotted = dotted(place);
            assertTrue(
                    field.startsWith(dotted) || dotted.startsWith(field) || dotted.equals("type"),
                    place + " = " + value + " is refused as " + field);
            assertTrue(e.getMessage().startsWith(field));
            return 1;
        }
    }

    private static List<String> places(JsonValue value, String place) {
        var places = new ArrayList<String>();
        if (!place.isEmpty()) {
            places.add(place);
        }
        switch (value) {
            case JsonObject object ->
                object.forEach((name, member) -> places.addAll(places(member, place + "/" + Json.encodePointer(name))));
            case JsonArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    places.addAll(places(array.get(i), place + "/" + i));
                }
            }
            default -> {}
        }
        return places;
    }

    private static InvalidInputException refusal(JsonObject request) {
        return assertThrows(InvalidInputException.class, () -> RequestReader.read(bytes(request)));
    }

    private static byte[] bytes(JsonObject request) {
        return request.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String dotted(String place) {
        return place.substring(1)
                .replaceAll("/([0-9]+)", "[$1]")
                .replace('/', '.')
                .replace("~1", "/");
    }
}
