package ee.chatkit.http;

import ee.chatkit.protocol.json.ProblemType;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prevents cross-site request forgery and DNS rebinding where the anonymous user is served: a browser lets any page
 * send some kinds of requests to localhost. Signed links are exempt, because only their recipients know them.
 */
@Provider
@Priority(Priorities.AUTHENTICATION - 1)
@SuppressWarnings("NullAway.Init")
public final class CrossSiteRequestFilter implements ContainerRequestFilter {
    private static final Set<String> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (resource.getResourceClass().isAnnotationPresent(SignedLink.class)) {
            return;
        }
        // browsers send a body without a media type without a preflight request
        if (WITH_BODY.contains(request.getMethod()) && !isConcrete(request.getMediaType())) {
            throw new RequestRejectedException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Type header required");
        }
    }

    /** Checks a request that would act as the anonymous user. */
    static void requireSameSite(ContainerRequestContext request) {
        String host = request.getHeaderString(HttpHeaders.HOST);
        if (!SAFE.contains(request.getMethod())
                && isCrossSite(request.getHeaderString("Sec-Fetch-Site"), request.getHeaderString("Origin"), host)) {
            throw new RequestRejectedException(
                    ProblemType.FORBIDDEN, "Cross-site requests may not write as the anonymous user");
        }
        if (!isLocalHost(host)) {
            throw new RequestRejectedException(
                    ProblemType.FORBIDDEN, "Anonymous access requires a local host name or an IP address");
        }
    }

    private static boolean isConcrete(@Nullable MediaType type) {
        return type != null && !type.isWildcardType() && !type.isWildcardSubtype();
    }

    /**
     * DNS rebinding lets a public name resolve to this machine, so that a foreign page is of the same site. It is not
     * possible with an IP address or a name without dots.
     */
    static boolean isLocalHost(@Nullable String host) {
        String name = host == null ? "" : hostOf("http://" + host).toLowerCase(Locale.ROOT);
        return !name.isEmpty()
                && (name.indexOf('.') < 0 || name.endsWith(".localhost") || name.matches("[0-9.]+|\\[.*"));
    }

    /** Older browsers do not send {@code Sec-Fetch-Site}; then the host of the origin decides. */
    static boolean isCrossSite(@Nullable String site, @Nullable String origin, @Nullable String host) {
        if (site != null) {
            return site.equals("cross-site");
        }
        if (origin == null) {
            return false;
        }
        String from = hostOf(origin);
        return from.isEmpty() || !from.equalsIgnoreCase(hostOf("http://" + host));
    }

    private static String hostOf(String uri) {
        try {
            String host = URI.create(uri).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
