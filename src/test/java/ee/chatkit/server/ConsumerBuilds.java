package ee.chatkit.server;

import java.nio.file.Path;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Applications in {@code src/test/consumers}, as {@code mvn verify} has built them. */
public final class ConsumerBuilds {
    private ConsumerBuilds() {}

    /** The application that has the store as a library, for a kind of server. */
    public static Path orders(Server.Kind kind) {
        String server = kind == Server.Kind.PAYARA ? "payara" : "wildfly";
        return built("orders").resolve("orders-" + server + ".war");
    }

    /** The same application in an EAR whose {@code lib} has the libraries; lies in {@code target}. */
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

    /** The server with another application's responder, titles, contents and callers. */
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
