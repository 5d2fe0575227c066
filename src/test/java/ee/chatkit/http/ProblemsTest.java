package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.UnavailableException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new InvalidInputException("bad"), 400, "invalid-request", "bad", null),
                Arguments.of(new InvalidInputException("a.b", "is bad"), 400, "invalid-request", "a.b is bad", "a.b"),
                Arguments.of(
                        new NotFoundException(ResourceType.THREAD, "t"), 404, "not-found", "thread t not found", null),
                Arguments.of(new NotFoundException(ResourceType.ITEM, "i"), 404, "not-found", "item i not found", null),
                Arguments.of(
                        new NotFoundException(ResourceType.CURSOR, "c"),
                        400,
                        "invalid-request",
                        "after names no entry of this list",
                        "after"),
                Arguments.of(
                        new ConflictException(ResourceType.ITEM, "i"), 409, "conflict", "item i already exists", null),
                Arguments.of(new UnavailableException("away"), 503, "unavailable", "away", null),
                Arguments.of(new RequestRejectedException(ProblemType.FORBIDDEN, "no"), 403, "forbidden", "no", null),
                Arguments.of(
                        new RequestRejectedException(ProblemType.PRECONDITION_FAILED, "no"),
                        412,
                        "precondition-failed",
                        "no",
                        null));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void expectedException_mapsToProblem(
            RuntimeException failure, int status, String kind, String detail, String field) {
        ProblemDocument problemDocument = Problems.of(failure).orElseThrow();
        assertEquals(status, problemDocument.status());
        assertEquals("urn:chatkit:problem:" + kind, problemDocument.type());
        assertEquals(detail, problemDocument.detail());
        assertEquals(field, problemDocument.field());
    }

    static Stream<Throwable> surprises() {
        return Stream.of(
                new IllegalArgumentException("select * from secrets"),
                new IllegalStateException("x"),
                new NullPointerException("x"),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("surprises")
    void unexpectedException_mapsToNoProblem(Throwable surprise) {
        assertEquals(Optional.empty(), Problems.of(surprise));
    }

    @ParameterizedTest
    @CsvSource({
        "404, urn:chatkit:problem:not-found",
        "405, urn:chatkit:problem:method-not-allowed",
        "406, urn:chatkit:problem:not-acceptable",
        "415, urn:chatkit:problem:unsupported-media-type",
        "418, about:blank"
    })
    void jaxRsStatus_mapsToProblemType(int status, String type) {
        assertEquals(type, Problems.ofStatus(status, "Reason").type());
        assertEquals(status, Problems.ofStatus(status, "Reason").status());
    }
}
