package ee.chatkit.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;

/** Keeps the server's own object of each request in an attribute: JAX-RS implementations inject proxies of it. */
@WebListener
public final class ServerRequestListener implements ServletRequestListener {
    private static final String ATTRIBUTE = ServerRequestListener.class.getName();

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        ServletRequest request = event.getServletRequest();
        request.setAttribute(ATTRIBUTE, request);
    }

    /** The server's own object of a request; the given one where that is not known. */
    static ServletRequest serverRequest(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof ServletRequest own ? own : request;
    }
}
