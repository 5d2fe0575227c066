package ee.chatkit.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** Everything that JAX-RS serves, named one by one: the server has nothing to scan for. */
@ApplicationPath("/api")
public class ChatKitApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                ActiveOpportunityResource.class,
                AttachmentLinksResource.class,
                AttachmentsResource.class,
                ChatKitResource.class,
                ExportResource.class,
                ImportResource.class,
                ItemsResource.class,
                OpenApiResource.class,
                OpportunitiesResource.class,
                OpportunityChatKitResource.class,
                ThreadsResource.class,
                CallerFilter.class,
                CrossSiteRequestFilter.class,
                CorsFilter.class,
                ProblemMapper.class);
    }

    /**
     * For Jersey; others ignore them. It would hold back the first 8 KiB of an answer, and describe everything in WADL to
     * whoever asks.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.contentLength.buffer", 0, "jersey.config.server.wadl.disableWadl", true);
    }
}
