package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.http.resource.ResourceMethod;
import ee.chatkit.openapi.OpenApiDocument;
import ee.chatkit.protocol.json.RequestReader;
import ee.chatkit.protocol.request.ChatKitRequest;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every operation, also a new one, is tried as another user and without authentication. */
class OperationAttemptsTest {
    @Test
    void attempts_areOfAllResourceMethods() {
        assertEquals(names(ResourceMethod.all().stream().map(ResourceMethod::address)), attempted());
    }

    @Test
    void attempts_areOfAllOperationsOfTheDocument() {
        assertEquals(names(OpenApiDocument.packaged().operations().stream().map(Object::toString)), attempted());
    }

    @Test
    void attempts_areOfAllRequestsOfTheProtocol() {
        Set<String> tried = OperationAttempts.protocolParams().entrySet().stream()
                .map(entry -> ChatKitTestClient.request(entry.getKey(), entry.getValue()))
                .map(body -> RequestReader.read(RestTestClient.bytes(body)).request())
                .map(request -> request.getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(names(records(ChatKitRequest.class).map(Class::getSimpleName)), tried);
    }

    private static Set<String> attempted() {
        return names(OperationAttempts.all().stream()
                .map(attempt -> attempt.name().split(" "))
                .map(words -> words[0] + " " + words[1]));
    }

    private static Set<String> names(Stream<String> names) {
        return names.collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(OperationAttemptsTest::records)
                : Stream.of(type);
    }
}
