package ee.chatkit.http;

import ee.chatkit.limits.AdmittedRequest;
import ee.chatkit.limits.CallerLimiter;
import ee.chatkit.limits.LimitPermit;
import ee.chatkit.limits.RateStatus;
import ee.chatkit.model.Caller;
import ee.chatkit.servlet.RequestPermits;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/**
 * Counts requests against the limits of their callers. Each is counted once, also if it is dispatched again with its complete
 * body, and its permits are returned when it has been received and processed, see {@link RequestPermits}.
 */
@Dependent
public class RequestLimits {
    private static final String ADMITTED = "ee.chatkit.admitted-request";
    private static final String UPLOAD = "ee.chatkit.admitted-upload";

    private final CallerLimiter limiter;

    /** Counts by this limiter. */
    @Inject
    public RequestLimits(CallerLimiter limiter) {
        this.limiter = limiter;
    }

    /**
     * Admits a request, unless it has been admitted.
     *
     * @throws ee.chatkit.limits.LimitExceededException if the caller sends too many
     */
    public void admit(HttpServletRequest request, Caller caller) {
        if (request.getAttribute(ADMITTED) == null) {
            AdmittedRequest admitted = limiter.admitRequest(caller);
            hold(request, admitted.permit());
            request.setAttribute(ADMITTED, admitted);
        }
    }

    /**
     * Admits the file in the body of a request, unless it has been admitted.
     *
     * @return whether it was admitted now
     * @throws ee.chatkit.limits.LimitExceededException if the caller sends too many at a time
     */
    public boolean admitUpload(HttpServletRequest request, Caller caller) {
        if (request.getAttribute(UPLOAD) != null) {
            return false;
        }
        hold(request, limiter.acquireUpload(caller));
        request.setAttribute(UPLOAD, true);
        return true;
    }

    /** The state of the caller's rate after this request; empty if it was not admitted, or the rate is not limited. */
    static Optional<RateStatus> rate(ContainerRequestContext request) {
        return request.getProperty(ADMITTED) instanceof AdmittedRequest admitted
                ? Optional.ofNullable(admitted.rate())
                : Optional.empty();
    }

    private static void hold(HttpServletRequest request, LimitPermit permit) {
        if (request.getAttribute(RequestPermits.ATTRIBUTE) instanceof RequestPermits permits) {
            permits.hold(permit::close);
        } else {
            permit.close(); // nothing tells when the request ends
        }
    }
}
