package ee.chatkit.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;

/**
 * Registers the servlet filters before all others. An annotation would not determine their order, and a descriptor may be
 * replaced by that of an application.
 */
@WebListener
public final class FilterRegistration implements ServletContextListener {
    /** For the servlet container. */
    public FilterRegistration() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        var origins = event.getServletContext().addFilter("allowed-origins", AllowedOriginsFilter.class);
        origins.setAsyncSupported(true);
        origins.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR), false, "/*");
    }
}
