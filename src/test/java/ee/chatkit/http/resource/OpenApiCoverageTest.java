package ee.chatkit.http.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import ee.chatkit.http.SignedLink;
import ee.chatkit.http.idempotency.IdempotencyKeyHeader;
import ee.chatkit.openapi.OpenApiDocument;
import ee.chatkit.openapi.OpenApiDocument.Operation;
import ee.chatkit.protocol.json.ProblemType;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The OpenAPI document describes exactly the JAX-RS resources. */
class OpenApiCoverageTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.packaged();
    private static final Set<String> PAGING =
            Set.of(QueryParameters.LIMIT, QueryParameters.ORDER, QueryParameters.AFTER);

    /** Of lists of threads. */
    private static final Set<String> FILTERS = Set.of("archived", "pinned", "label", "status");

    @Test
    void document_describesExactlyTheResourceMethods() {
        Set<String> described = new TreeSet<>();
        DOCUMENT.operations().forEach(operation -> described.add(operation.toString()));
        Set<String> served = new TreeSet<>();
        ResourceMethod.all().forEach(one -> served.add(one.address()));
        assertEquals(served, described);
        assertTrue(served.size() >= 31, () -> served.size() + " methods");
    }

    @Test
    void document_describesExactlyTheParameters() {
        for (ResourceMethod one : ResourceMethod.all()) {
            Operation operation = operation(one);
            Set<String> query = new HashSet<>(parameters(operation, "query"));
            boolean page = operation.id().startsWith("list");
            assertEquals(page, query.containsAll(PAGING), operation.toString());
            if (page) {
                query.removeAll(PAGING);
            }
            boolean threads = Set.of("listThreads", "listOpportunityThreads").contains(operation.id());
            assertEquals(threads, query.containsAll(FILTERS), operation.toString());
            if (threads) {
                query.removeAll(FILTERS);
            }
            assertEquals(one.parameters(QueryParam.class, QueryParam::value), query, operation.toString());
            Set<String> path = parameters(operation, "path");
            assertTrue(path.containsAll(one.parameters(PathParam.class, PathParam::value)), operation.toString());
            assertEquals(path.size(), one.path().split("\\{").length - 1, operation.toString());
        }
    }

    @Test
    void document_namesConsumedMediaTypes() {
        var taken = new TreeMap<String, Set<String>>();
        ResourceMethod.all().forEach(one -> {
            Consumes consumes = one.java().getAnnotation(Consumes.class);
            if (consumes != null) {
                taken.computeIfAbsent(one.address(), address -> new TreeSet<>()).addAll(List.of(consumes.value()));
            }
        });
        var described = new TreeMap<String, Set<String>>();
        for (Operation operation : DOCUMENT.operations()) {
            Set<String> types = names(operation.node().path("requestBody").path("content"));
            if (!types.isEmpty() && !types.contains("*/*")) {
                described.put(operation.toString(), types);
            }
        }
        assertEquals(taken, described);
    }

    @Test
    void signedLinks_requireNoSecurityScheme() {
        for (ResourceMethod one : ResourceMethod.all()) {
            boolean open = one.java().getDeclaringClass().isAnnotationPresent(SignedLink.class);
            JsonNode security = operation(one).node().path("security");
            assertEquals(open, security.isArray() && security.isEmpty(), one.address());
        }
    }

    @Test
    void document_describesEveryProblemTypeWithItsStatus() {
        Set<String> kinds = Arrays.stream(ProblemType.values())
                .map(OpenApiCoverageTest::type)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                kinds,
                texts(DOCUMENT.schema("Problem").path("properties").path("type").path("enum")));
        Set<String> described = new TreeSet<>();
        DOCUMENT.root().path("components").path("responses").forEach(response -> {
            JsonNode problem = response.path("content").path("application/problem+json");
            JsonNode only = problem.path("schema").path("allOf").path(1).path("properties");
            texts(only.path("type").path("enum")).forEach(type -> {
                described.add(type);
                assertEquals(
                        "[" + problemType(type).problem(null).status() + "]",
                        only.path("status").path("enum").toString());
            });
            JsonNode example = problem.path("example");
            if (example.isObject()) {
                ProblemType kind = problemType(example.path("type").asText());
                assertEquals(kind.problem(null).title(), example.path("title").asText());
            }
        });
        kinds.remove(type(ProblemType.METHOD_NOT_ALLOWED)); // no operation documents it
        assertEquals(kinds, described);
    }

    /** Imports are idempotent by their content, and cancelling and erasing are idempotent. What requires the header is tested on deployed servers. */
    @Test
    void creatingOperations_takeIdempotencyKeys() {
        Set<String> without = new TreeSet<>();
        DOCUMENT.operations().stream()
                .filter(operation -> operation.method().equals("post"))
                .filter(operation -> !parameters(operation, "header").contains(IdempotencyKeyHeader.NAME))
                .forEach(operation -> without.add(operation.toString()));
        assertEquals(Set.of("post /api/erasures", "post /api/import", "post /api/turns/{id}/cancel"), without);
    }

    @Test
    void document_statesPageLimits() {
        JsonNode limit = DOCUMENT.at("#/components/parameters/limit/schema");
        assertEquals(QueryParameters.MAX_LIMIT, limit.path("maximum").asInt());
        assertEquals(1, limit.path("minimum").asInt());
    }

    private static String type(ProblemType kind) {
        return kind.problem(null).type();
    }

    private static ProblemType problemType(String type) {
        return Stream.of(ProblemType.values())
                .filter(kind -> type(kind).equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Operation operation(ResourceMethod one) {
        return DOCUMENT.operations().stream()
                .filter(operation -> operation.toString().equals(one.address()))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> parameters(Operation operation, String in) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asText().equals(in))
                .map(parameter -> parameter.path("name").asText())
                .collect(Collectors.toSet());
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
