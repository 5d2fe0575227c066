package ee.chatkit.server;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
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

        void configureContainers(@Observes ContainerRegistry registry) throws IOException, GeneralSecurityException {
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

        private void configure(ContainerDef container) throws IOException, GeneralSecurityException {
            WildFlyDistribution distribution = WildFlyDistribution.standard();
            WildFlyTemplate template = WildFlyTemplate.create(distribution, true);
            HostResources.copyFiles(template.configuration(), base.resolve("configuration"));
            Files.createDirectories(base.resolve("deployments"));
            Files.writeString(base.resolve("configuration/application-users.properties"), user("ann") + user("bob"));
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

        /** An entry of WildFly's application realm for a user whose password is the name. */
        private static String user(String name) throws GeneralSecurityException {
            byte[] digest = MessageDigest.getInstance("MD5")
                    .digest((name + ":ApplicationRealm:" + name).getBytes(StandardCharsets.UTF_8));
            return name + "=" + HexFormat.of().formatHex(digest) + "\n";
        }

        private static String managementPort() {
            return System.getProperty("chatkit.test.management-port", "19990");
        }
    }
}
