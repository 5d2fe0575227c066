package ee.chatkit.http;

import ee.chatkit.servlet.RequestTelemetry;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells the telemetry of a request its route: the path of the resource method, with parameters instead of ids. */
@Provider
@Priority(Priorities.AUTHENTICATION - 100)
@SuppressWarnings("NullAway.Init")
public final class RouteFilter implements ContainerRequestFilter {
    private static final String API = "/api/";

    private final Map<Method, String> routes = new ConcurrentHashMap<>();

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getProperty(RequestTelemetry.ATTRIBUTE) instanceof RequestTelemetry measured) {
            Class<?> type = resource.getResourceClass();
            measured.route(routes.computeIfAbsent(resource.getResourceMethod(), method -> route(type, method)));
        }
    }

    /** The templates of class and method. */
    static String route(Class<?> type, Method method) {
        String first = template(type.getAnnotation(Path.class));
        String second = template(method.getAnnotation(Path.class));
        return second.isEmpty() ? API + first : API + first + '/' + second;
    }

    private static String template(@Nullable Path path) {
        return path == null ? "" : path.value().replaceAll("^/|/$", "");
    }
}
