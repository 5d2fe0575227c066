package ee.chatkit.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests for filters, without a server. */
final class RequestStub {
    private RequestStub() {}

    /**
     * A request with these headers.
     *
     * @param principal the principal that the container has authenticated; null for none
     * @param role the only role that the container grants
     */
    static ContainerRequestContext of(
            String method, Map<String, String> headers, @Nullable String principal, String role) {
        var container = new ContainerLogin(principal, role);
        Map<Object, Object> properties = new HashMap<>();
        return (ContainerRequestContext) Proxy.newProxyInstance(
                RequestStub.class.getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getSecurityContext" -> container;
                    case "getHeaderString" -> headers.get(arguments[0]);
                    case "getMethod" -> method;
                    case "getProperty" -> properties.get(arguments[0]);
                    case "setProperty" -> properties.put(arguments[0], arguments[1]);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private record ContainerLogin(@Nullable String name, String role) implements SecurityContext {
        @Override
        public @Nullable Principal getUserPrincipal() {
            return name == null ? null : () -> name;
        }

        @Override
        public boolean isUserInRole(String asked) {
            return asked.equals(role);
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public String getAuthenticationScheme() {
            return BASIC_AUTH;
        }
    }
}
