package ee.chatkit.http;

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
 * Keeps web pages of strangers from writing for the anonymous user. Someone who tries the server on their own machine
 * also visits pages, and a browser lets any page send some kinds of requests to localhost. A signed address is known to
 * those only who were given it.
 */
@Provider
@Priority(Priorities.AUTHENTICATION - 1)
@SuppressWarnings("NullAway.Init")
public final class CrossSiteRequestFilter implements ContainerRequestFilter {
    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (resource.getResourceClass().isAnnotationPresent(SignedLink.class)) {
            return;
        }
        // a page may send a body without a type without asking first
        if (WITH_BODY.contains(request.getMethod()) && !isNamed(request.getMediaType())) {
            throw new RequestRejectedException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Type header required");
        }
    }

    /** For calls that nobody has signed in for. */
    static void refuseForeignPages(ContainerRequestContext request) {
        String host = request.getHeaderString(HttpHeaders.HOST);
        if (!READING.contains(request.getMethod())
                && isForeign(request.getHeaderString("Sec-Fetch-Site"), request.getHeaderString("Origin"), host)) {
            throw new RequestRejectedException(
                    ProblemType.FORBIDDEN, "Cross-site requests may not write as the anonymous user");
        }
        if (!isLocalName(host)) {
            throw new RequestRejectedException(
                    ProblemType.FORBIDDEN, "Anonymous access requires a local host name or an IP address");
        }
    }

    private static boolean isNamed(@Nullable MediaType type) {
        return type != null && !type.isWildcardType() && !type.isWildcardSubtype();
    }

    /**
     * A stranger can let a public name point to this machine, and a page of that name then looks like our own. Nobody can
     * do so with an IP address or a name without dots.
     */
    static boolean isLocalName(@Nullable String host) {
        String name = host == null ? "" : hostOf("http://" + host).toLowerCase(Locale.ROOT);
        return !name.isEmpty()
                && (name.indexOf('.') < 0 || name.endsWith(".localhost") || name.matches("[0-9.]+|\\[.*"));
    }

    /** Older browsers do not tell the site; then the origin's host decides. */
    static boolean isForeign(@Nullable String site, @Nullable String origin, @Nullable String host) {
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
