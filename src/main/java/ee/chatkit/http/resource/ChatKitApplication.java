package ee.chatkit.http.resource;

import ee.chatkit.http.AuditFilter;
import ee.chatkit.http.CallerFilter;
import ee.chatkit.http.CorsFilter;
import ee.chatkit.http.CrossSiteRequestFilter;
import ee.chatkit.http.RequestLimitFilter;
import ee.chatkit.http.RouteFilter;
import ee.chatkit.http.UnmatchedRequestFilter;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The JAX-RS application. Its classes are listed, so that the server does not scan for them. */
@ApplicationPath("/api")
public class ChatKitApplication extends Application {
    /** The resources and providers. */
    static final Set<Class<?>> CLASSES = Set.of(
            AboutResource.class,
            ActiveOpportunityResource.class,
            AttachmentLinksResource.class,
            AuditResource.class,
            AttachmentsResource.class,
            ChatKitResource.class,
            ErasuresResource.class,
            ExportResource.class,
            HoldsResource.class,
            ImportResource.class,
            ItemsResource.class,
            OpenApiResource.class,
            OpportunitiesResource.class,
            SearchResource.class,
            RetentionResource.class,
            SignInResource.class,
            ThreadsResource.class,
            TurnsResource.class,
            AuditFilter.class,
            CallerFilter.class,
            RequestLimitFilter.class,
            RequestBodyFilter.class,
            RouteFilter.class,
            UnmatchedRequestFilter.class,
            CrossSiteRequestFilter.class,
            CorsFilter.class,
            ProblemMapper.class);

    @Override
    public Set<Class<?>> getClasses() {
        return CLASSES;
    }

    /**
     * Properties of Jersey, ignored by other implementations: no buffering of the first 8 KiB of a response, which
     * would delay events, and no WADL.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.contentLength.buffer", 0, "jersey.config.server.wadl.disableWadl", true);
    }
}
