package ee.chatkit.http.resource;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A method of a JAX-RS resource.
 *
 * @param method of HTTP, in lower case
 * @param path with the names of its parameters in braces
 */
public record ResourceMethod(String method, String path, Method java) {
    /** As the OpenAPI document names the operation. */
    public String address() {
        return method + " " + path;
    }

    <A extends Annotation> Set<String> parameters(Class<A> kind, Function<A, String> name) {
        return Arrays.stream(java.getParameters())
                .map(parameter -> parameter.getAnnotation(kind))
                .filter(found -> found != null)
                .map(name)
                .collect(Collectors.toSet());
    }

    /** All of them. */
    public static List<ResourceMethod> all() {
        String root =
                ChatKitApplication.class.getAnnotation(ApplicationPath.class).value();
        List<ResourceMethod> served = new ArrayList<>();
        for (Class<?> resource : new ChatKitApplication().getClasses()) {
            Path path = resource.getAnnotation(Path.class);
            if (path != null) {
                for (Method method : resource.getDeclaredMethods()) {
                    verb(method)
                            .forEach(verb -> served.add(
                                    new ResourceMethod(verb, root + "/" + path.value() + below(method), method)));
                }
            }
        }
        return served;
    }

    private static Stream<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(found -> found != null)
                .map(found -> found.value().toLowerCase(Locale.ROOT));
    }

    private static String below(Method method) {
        Path path = method.getAnnotation(Path.class);
        return path == null ? "" : "/" + path.value();
    }
}
