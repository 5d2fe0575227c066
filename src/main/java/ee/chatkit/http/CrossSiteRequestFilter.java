package ee.chatkit.http;

import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.security.JwtPrincipals;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prevents cross-site request forgery: a browser lets a page of any origin submit forms, and adds what it knows of the user:
 * cookies, passwords, client certificates, and access to a network. So a request that may write is rejected if a page of
 * another origin sent it and the origin is not allowed. Exempt are requests with a bearer token, which a browser never adds
 * by itself, and signed links, because only their recipients know them.
 */
@Provider
@Dependent
@Priority(Priorities.AUTHENTICATION - 1)
@SuppressWarnings("NullAway.Init")
public final class CrossSiteRequestFilter implements ContainerRequestFilter {
    private static final Set<String> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    /** The page of the origin itself, and the user, for example by a bookmark. A subdomain or another port is "same-site". */
    private static final Set<String> TRUSTED_SITES = Set.of("same-origin", "none");

    @Inject
    private HttpSettings settings;

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (resource.getResourceClass().isAnnotationPresent(SignedLink.class)) {
            return;
        }
        requireOwnOrAllowedOrigin(request, settings);
        // browsers send a body without a media type without a preflight request
        if (WITH_BODY.contains(request.getMethod())
                && !isConcrete(request.getMediaType())
                && !resource.getResourceMethod().isAnnotationPresent(WithoutBody.class)) {
            throw new RequestRejectedException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Type header required");
        }
    }

    /** Rejects a request that may write, has no bearer token, and comes from a page of another origin. */
    static void requireOwnOrAllowedOrigin(ContainerRequestContext request, HttpSettings settings) {
        if (!SAFE.contains(request.getMethod())
                && !JwtPrincipals.isBearerToken(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                && isCrossOrigin(
                        request.getHeaderString("Sec-Fetch-Site"),
                        request.getHeaderString("Origin"),
                        request.getHeaderString(HttpHeaders.HOST),
                        settings)) {
            throw new RequestRejectedException(
                    ProblemType.FORBIDDEN, "Cross-site request: its origin is not one of chatkit.allowed-origins");
        }
    }

    /** Checks a request that would act as the anonymous user. */
    static void requireLocalHost(ContainerRequestContext request) {
        if (!isLocalHost(request.getHeaderString(HttpHeaders.HOST))) {
            throw new RequestRejectedException(
                    ProblemType.FORBIDDEN, "Anonymous access requires a local host name or an IP address");
        }
    }

    private static boolean isConcrete(@Nullable MediaType type) {
        return type != null && !type.isWildcardType() && !type.isWildcardSubtype();
    }

    /**
     * DNS rebinding lets a public name resolve to this machine, so that a foreign page is of the same origin. It is not
     * possible with an IP address or a name without dots.
     */
    static boolean isLocalHost(@Nullable String host) {
        return WebOrigin.ofHost("http", host).filter(WebOrigin::isLocal).isPresent();
    }

    /**
     * Browsers send {@code Sec-Fetch-Site} to https and localhost only, and older ones never; without it, {@code Origin} is
     * compared with the address of the request and with the configured one. A request with neither is not from a page.
     */
    static boolean isCrossOrigin(
            @Nullable String site, @Nullable String origin, @Nullable String host, HttpSettings settings) {
        Optional<WebOrigin> from = Optional.ofNullable(origin).flatMap(WebOrigin::parse);
        if (from.filter(settings.allowedOrigins()::contains).isPresent()) {
            return false;
        }
        if (site != null) {
            return !TRUSTED_SITES.contains(site);
        }
        return origin != null
                && from.filter(page -> isOwn(page, host, settings)).isEmpty();
    }

    /** A proxy may have terminated TLS, so the scheme of the request is taken to be that of the page. */
    private static boolean isOwn(WebOrigin page, @Nullable String host, HttpSettings settings) {
        return WebOrigin.ofHost(page.scheme(), host).filter(page::equals).isPresent()
                || page.equals(settings.publicOrigin());
    }
}
