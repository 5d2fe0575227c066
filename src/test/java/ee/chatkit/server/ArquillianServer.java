package ee.chatkit.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.config.descriptor.api.ContainerDef;
import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.ContainerRegistry;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;

/**
 * Configures the WildFly that Arquillian starts like that of {@code mvn -Prun}, with a base directory of its own and a
 * database. It is active only in runs of Arquillian tests.
 */
public final class ArquillianServer implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Preparation.class);
    }

    /** Arquillian creates one instance for each test suite. */
    public static final class Preparation {
        private EmbeddedDatabase database;
        private Path base;

        void configureContainers(@Observes ContainerRegistry registry) throws IOException {
            database = EmbeddedDatabase.temporary();
            base = TemporaryDirectories.create("arquillian", Server::terminateLeftover);
            for (Container<?> container : registry.getContainers()) {
                configure(container.getContainerConfiguration());
            }
        }

        /** The low precedence lets Arquillian stop the container first. */
        void releaseResources(@Observes(precedence = -100) AfterSuite event) {
            if (database != null) {
                database.close();
                TemporaryDirectories.release(base);
            }
        }

        private void configure(ContainerDef container) throws IOException {
            WildFlyDistribution distribution = WildFlyDistribution.standard();
            WildFlyTemplate template = WildFlyTemplate.create(distribution, true);
            HostResources.copyFiles(template.configuration(), base.resolve("configuration"));
            Files.createDirectories(base.resolve("deployments"));
            Files.writeString(
                    base.resolve("configuration/application-users.properties"),
                    WildFlyServer.user("ann") + WildFlyServer.user("bob"));
            List<String> options = new ArrayList<>(WildFlyDistribution.JVM_OPTIONS);
            options.add("-XX:SharedArchiveFile=" + template.classDataArchive());
            options.add("-Djboss.http.port=" + Integer.getInteger("chatkit.test.port", 18080));
            options.add("-Djboss.management.http.port=" + managementPort());
            options.add("-Djboss.server.log.dir=" + BuildPaths.target().resolve("arquillian-log"));
            options.add("-Dchatkit.db.url=" + database.url());
            options.add("-Dchatkit.db.user=" + database.user());
            options.add("-Dchatkit.db.password=" + database.password());
            container
                    .overrideProperty("jbossHome", distribution.home().toString())
                    .overrideProperty("javaHome", System.getProperty("java.home"))
                    .overrideProperty(
                            "modulePath",
                            template.modules()
                                    + File.pathSeparator
                                    + distribution.home().resolve("modules"))
                    .overrideProperty("serverConfig", distribution.configuration())
                    .overrideProperty("javaVmArguments", String.join(" ", options))
                    .overrideProperty("jbossArguments", "-Djboss.server.base.dir=" + base)
                    .overrideProperty("managementPort", managementPort());
        }

        private static String managementPort() {
            return System.getProperty("chatkit.test.management-port", "19990");
        }
    }
}
