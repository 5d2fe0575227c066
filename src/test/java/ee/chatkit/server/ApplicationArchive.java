package ee.chatkit.server;

import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR with an application's jar added to it, and nothing else changed. */
public final class ApplicationArchive {
    private ApplicationArchive() {}

    /** A WAR whose {@code WEB-INF/lib} has these classes too; lies in {@code target}. */
    public static Path overlay(String name, Class<?>... classes) {
        Path war = BuildPaths.target().resolve(name + ".war");
        ShrinkWrap.createFromZipFile(WebArchive.class, BuildPaths.war().toFile())
                .addAsLibrary(
                        ShrinkWrap.create(JavaArchive.class, name + ".jar").addClasses(classes))
                .as(ZipExporter.class)
                .exportTo(war.toFile(), true);
        return war;
    }
}
