package ee.chatkit.wiring;

import jakarta.inject.Inject;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;

/** Tells {@link ListenerProbe} on which address the server receives requests for the application. */
@WebListener
public class ListenerRecorder implements ServletRequestListener {
    private final ListenerProbe probe;
    private volatile boolean recorded;

    @Inject
    ListenerRecorder(ListenerProbe probe) {
        this.probe = probe;
    }

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        if (!recorded) {
            ServletRequest request = event.getServletRequest();
            probe.received(
                    request.getLocalAddr(),
                    request.getLocalPort(),
                    event.getServletContext().getContextPath());
            recorded = true;
        }
    }
}
