package ee.chatkit.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A WildFly, configured by the scripts in {@code server-config/wildfly}. */
final class WildFlyServer extends Server {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final WildFlyDistribution wildFlyDistribution;
    private String deploymentName = "ROOT.war";

    WildFlyServer(WildFlyDistribution wildFlyDistribution, Settings settings) {
        super(settings);
        this.wildFlyDistribution = wildFlyDistribution;
    }

    @Override
    ProcessBuilder prepare(Path war) throws IOException {
        WildFlyTemplate template = template();
        Path base = settings().base();
        for (String old : List.of("configuration", "data", "tmp", "deployments")) {
            HostResources.delete(base.resolve(old));
        }
        HostResources.copyFiles(template.configuration(), base.resolve("configuration"));
        if (template.content().isPresent()) {
            HostResources.copyTree(template.content().get(), base.resolve("data/content"));
        }
        Path deployments = Files.createDirectories(base.resolve("deployments"));
        deploymentName = war.toString().endsWith(".ear") ? "ROOT.ear" : "ROOT.war";
        Files.copy(war, deployments.resolve(deploymentName), StandardCopyOption.REPLACE_EXISTING);
        return new ProcessBuilder(command(template));
    }

    /** By the marker files that the server's scanner looks for. */
    @Override
    public void undeploy() {
        try {
            Files.delete(marker("deployed"));
            awaitMarker("undeployed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void deploy(Path war) {
        try {
            // with the time that it has: the scanner deploys by itself what is newer than the marker that says
            // undeployed
            Path next = Files.copy(war, settings().base().resolve("next.war"), StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(
                    next,
                    settings().base().resolve("deployments").resolve(deploymentName),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.createFile(marker("dodeploy"));
            awaitMarker("deployed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path marker(String state) {
        return settings().base().resolve("deployments").resolve(deploymentName + "." + state);
    }

    private void awaitMarker(String state) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!Files.exists(marker(state))) {
            if (Files.exists(marker("failed")) || System.nanoTime() > deadline) {
                throw failure("The WAR is not " + state);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private WildFlyTemplate template() throws IOException {
        boolean datasource = settings().datasource();
        return settings().environment().keySet().stream().anyMatch(name -> name.startsWith("CHATKIT_JWT_"))
                ? WildFlyTemplate.withJwt(wildFlyDistribution, datasource)
                : WildFlyTemplate.create(wildFlyDistribution, datasource);
    }

    /** The server answers nothing but 503 before it is done with what lies in its folder. */
    @Override
    DeploymentState deploymentState() {
        return Files.exists(marker("failed")) ? DeploymentState.FAILED : DeploymentState.DONE;
    }

    @Override
    ProcessBuilder.Redirect processOutput() {
        return ProcessBuilder.Redirect.to(
                settings().log().resolveSibling("console.log").toFile());
    }

    /** On the port for management. */
    @Override
    public URI healthBaseUri() {
        return URI.create("http://localhost:" + settings().managementPort() + "/");
    }

    private List<String> command(WildFlyTemplate template) {
        Path base = settings().base();
        Path log = settings().log();
        Path home = wildFlyDistribution.home();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // first, because that is how a leftover is recognised and long command lines are cut off
        command.add("-Djboss.server.base.dir=" + base);
        command.addAll(JvmOptions.FOR_WILDFLY);
        command.add("-XX:SharedArchiveFile=" + template.classDataArchive());
        command.add("-Djboss.server.log.dir=" + log.getParent());
        command.add("-Dorg.jboss.boot.log.file=" + log);
        command.add("-Dlogging.configuration="
                + base.resolve("configuration/logging.properties").toUri());
        command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString()));
        command.addAll(List.of("-mp", template.modules() + File.pathSeparator + home.resolve("modules")));
        command.addAll(List.of("org.jboss.as.standalone", "-Djboss.home.dir=" + home));
        command.add("-Djboss.server.base.dir=" + base);
        command.addAll(List.of("-c", wildFlyDistribution.configuration(), "-b=127.0.0.1", "-bmanagement=127.0.0.1"));
        command.add("-Djboss.http.port=" + settings().port());
        command.add("-Djboss.management.http.port=" + settings().managementPort());
        return command;
    }
}
