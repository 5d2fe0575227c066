package ee.chatkit.http.resource;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The media types of request bodies that the resource methods accept, which a response with status 415 names. */
final class AcceptedTypes {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

    private final List<Route> routes;

    /** Of the classes that are resources; others are ignored. */
    AcceptedTypes(Set<Class<?>> classes) {
        routes = classes.stream()
                .flatMap(AcceptedTypes::routes)
                .sorted(Comparator.comparing(route -> route.types.getFirst()))
                .toList();
    }

    /** A resource method with a request body. */
    private record Route(String method, Pattern path, List<String> types) {}

    /**
     * The media types that a path accepts with a method; empty if the path does not exist or accepts any.
     *
     * @param path encoded, relative to the API's address
     */
    List<String> of(String method, String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        return routes.stream()
                .filter(route -> route.method.equals(method)
                        && route.path.matcher(relative).matches())
                .flatMap(route -> route.types.stream())
                .distinct()
                .toList();
    }

    private static Stream<Route> routes(Class<?> resource) {
        Path root = resource.getAnnotation(Path.class);
        return root == null
                ? Stream.empty()
                : Stream.of(resource.getMethods())
                        .filter(method -> method.isAnnotationPresent(Consumes.class))
                        .flatMap(method -> route(root.value(), method));
    }

    private static Stream<Route> route(String root, Method method) {
        Path below = method.getAnnotation(Path.class);
        var path = pattern(below == null ? root : root + "/" + below.value());
        var types = List.of(method.getAnnotation(Consumes.class).value());
        return Stream.of(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> new Route(type.getAnnotation(HttpMethod.class).value(), path, types));
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(PARAMETER.matcher(template).replaceAll("[^/]+") + "/?");
    }
}
