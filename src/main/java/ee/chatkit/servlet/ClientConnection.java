package ee.chatkit.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a request, or only its stream in case of HTTP/2, which can be closed. The Servlet API has no such operation,
 * but without it a client decides how long a connection stays open, and Undertow, which reads the rest of a request body when its
 * response is complete, blocks a worker thread until it arrives. So this calls public methods of Undertow or Grizzly, whichever is
 * the server; with another server it has no effect.
 *
 * <p>The connection is found while the request is processed: Payara uses the request's object again later, for another one.
 */
final class ClientConnection {
    private static final System.Logger LOG = System.getLogger(ClientConnection.class.getName());

    private static final String UNDERTOW_REQUEST = "io.undertow.servlet.spec.HttpServletRequestImpl";
    private static final String PAYARA_REQUEST = "org.apache.catalina.connector.RequestFacade";

    private final @Nullable Object connection;
    private final boolean undertow;

    private ClientConnection(@Nullable Object connection, boolean undertow) {
        this.connection = connection;
        this.undertow = undertow;
    }

    /** Finds the connection of a request. */
    static ClientConnection of(ServletRequest request) {
        ServletRequest original = request;
        while (original instanceof ServletRequestWrapper wrapper) {
            original = wrapper.getRequest();
        }
        return switch (original.getClass().getName()) {
            case UNDERTOW_REQUEST ->
                new ClientConnection(call(original, List.of("getExchange", "getConnection")), true);
            case PAYARA_REQUEST -> new ClientConnection(grizzly(original), false);
            default -> new ClientConnection(null, false);
        };
    }

    /** With HTTP/2, Grizzly's connection is that of all streams, which must not end with one of them. */
    private static @Nullable Object grizzly(ServletRequest request) {
        return request.getProtocol().startsWith("HTTP/2")
                ? null
                : call(
                        request,
                        List.of("getUnwrappedCoyoteRequest", "getCoyoteRequest", "getRequest", "getConnection"));
    }

    /** Whether the server waits for the request body when the response is complete. */
    boolean waitsForBody() {
        return undertow;
    }

    void close() {
        if (connection != null) {
            call(connection, List.of(undertow ? "close" : "closeSilently"));
        }
    }

    /** Calls the first method on the object, and each other one on what the one before returned. */
    private static @Nullable Object call(Object object, List<String> methods) {
        Object target = object;
        try {
            for (String method : methods) {
                if (target != null) {
                    target = target.getClass().getMethod(method).invoke(target);
                }
            }
            return target;
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.DEBUG, "Connection is not accessible", e);
            return null;
        }
    }
}
