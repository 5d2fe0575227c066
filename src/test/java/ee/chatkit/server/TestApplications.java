package ee.chatkit.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** WARs and EARs of applications: the consumers in {@code src/test/consumers}, which the build has packaged, and overlays. */
public final class TestApplications {
    /** Suites that run at the same time share an overlay. */
    private static final Map<String, Path> OVERLAYS = new ConcurrentHashMap<>();

    private TestApplications() {}

    /** Returns a WAR in {@code target} with the project's contents and a library of these classes, created once. */
    public static Path overlay(String name, Class<?>... classes) {
        return OVERLAYS.computeIfAbsent(name, key -> createOverlay(name, classes));
    }

    private static Path createOverlay(String name, Class<?>... classes) {
        Path war = BuildPaths.target().resolve(name + ".war");
        ShrinkWrap.createFromZipFile(WebArchive.class, BuildPaths.war().toFile())
                .addAsLibrary(
                        ShrinkWrap.create(JavaArchive.class, name + ".jar").addClasses(classes))
                .as(ZipExporter.class)
                .exportTo(war.toFile(), true);
        return war;
    }

    /** The application that embeds the store as a library, as a WAR for a kind of server. */
    public static Path orders(Server.Kind kind) {
        String server = kind == Server.Kind.PAYARA ? "payara" : "wildfly";
        return built("orders").resolve("orders-" + server + ".war");
    }

    /** Creates an EAR in {@code target} with the same application and its libraries in {@code lib}. */
    public static Path ordersEar(Server.Kind kind) {
        WebArchive war =
                ShrinkWrap.createFromZipFile(WebArchive.class, orders(kind).toFile());
        var ear = ShrinkWrap.create(EnterpriseArchive.class, "orders.ear");
        war.getContent(Filters.include("/WEB-INF/lib/.*\\.jar")).forEach((path, node) -> {
            ear.addAsLibrary(node.getAsset(), path.get().substring("/WEB-INF/lib/".length()));
            war.delete(path);
        });
        ear.addAsModule(war).setApplicationXML(new StringAsset(application(war.getName())));
        Path file = BuildPaths.target().resolve("orders-" + kind + ".ear");
        ear.as(ZipExporter.class).exportTo(file.toFile(), true);
        return file;
    }

    /** The overlay WAR whose application provides a responder, a title generator, attachment contents and the caller. */
    public static Path concierge() {
        return built("concierge").resolve("concierge.war");
    }

    private static String application(String war) {
        return """
            <application xmlns="https://jakarta.ee/xml/ns/jakartaee" version="10">
              <module><web><web-uri>%s</web-uri><context-root>/</context-root></web></module>
              <library-directory>lib</library-directory>
            </application>
            """.formatted(war);
    }

    private static Path built(String name) {
        return BuildPaths.target().resolve("consumers").resolve(name).resolve("target");
    }
}
