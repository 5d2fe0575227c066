package ee.chatkit.server;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A WildFly, configured by the scripts in {@code server-config/wildfly}. Deployments use the scanner's marker files. */
final class WildFlyServer extends Server {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final WildFlyDistribution distribution;
    private String deploymentName = "ROOT.war";

    WildFlyServer(WildFlyDistribution distribution, Settings settings) {
        super(settings);
        this.distribution = distribution;
    }

    @Override
    ProcessBuilder prepare(Path war) throws IOException {
        WildFlyTemplate template = template();
        Path base = settings().base();
        for (String old : List.of("configuration", "data", "tmp", "deployments")) {
            HostResources.delete(base.resolve(old));
        }
        HostResources.copyFiles(template.configuration(), base.resolve("configuration"));
        for (String user : settings().users()) {
            Files.writeString(
                    base.resolve("configuration/application-users.properties"), user(user), StandardOpenOption.APPEND);
        }
        if (template.content().isPresent()) {
            HostResources.copyTree(template.content().get(), base.resolve("data/content"));
        }
        Path deployments = Files.createDirectories(base.resolve("deployments"));
        // the name has priority over a context path in the WAR
        String name = hasEntry(war, "WEB-INF/jboss-web.xml") ? "chatkit" : "ROOT";
        deploymentName = name + (war.toString().endsWith(".ear") ? ".ear" : ".war");
        Files.copy(war, deployments.resolve(deploymentName), StandardCopyOption.REPLACE_EXISTING);
        return new ProcessBuilder(command(template));
    }

    /** Uses the marker files of the deployment scanner. */
    @Override
    public void undeploy() {
        HostResources.unchecked(() -> Files.delete(marker("deployed")));
        awaitMarker("undeployed");
    }

    @Override
    public void deploy(Path war) {
        Path base = settings().base();
        HostResources.unchecked(() -> {
            // with its modification time: the scanner deploys files that are newer than the "undeployed" marker by
            // itself
            Path next = Files.copy(war, base.resolve("next.war"), StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(next, base.resolve("deployments").resolve(deploymentName), StandardCopyOption.REPLACE_EXISTING);
            Files.createFile(marker("dodeploy"));
        });
        awaitMarker("deployed");
    }

    /** An entry of WildFly's application realm for a user whose password is the name. */
    static String user(String name) {
        byte[] digest = digest("MD5", name + ":ApplicationRealm:" + name);
        return name + "=" + HexFormat.of().formatHex(digest) + "\n";
    }

    private Path marker(String state) {
        return settings().base().resolve("deployments").resolve(deploymentName + "." + state);
    }

    private void awaitMarker(String state) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!Files.exists(marker(state))) {
            if (Files.exists(marker("failed")) || System.nanoTime() > deadline) {
                throw failure("The WAR was not " + state);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private WildFlyTemplate template() throws IOException {
        boolean datasource = settings().datasource();
        return settings().environment().keySet().stream().anyMatch(name -> name.startsWith("CHATKIT_JWT_"))
                ? WildFlyTemplate.withJwt(distribution, datasource)
                : WildFlyTemplate.create(distribution, datasource);
    }

    /** The server responds with 503 until the deployments in its directory are complete. */
    @Override
    DeploymentState deploymentState() {
        return Files.exists(marker("failed")) ? DeploymentState.FAILED : DeploymentState.DONE;
    }

    @Override
    ProcessBuilder.Redirect processOutput() {
        return ProcessBuilder.Redirect.to(
                settings().log().resolveSibling("console.log").toFile());
    }

    /** The management port. */
    @Override
    public URI healthBaseUri() {
        return URI.create("http://localhost:" + settings().managementPort() + "/");
    }

    private List<String> command(WildFlyTemplate template) {
        Path base = settings().base();
        Path log = settings().log();
        Path home = distribution.home();
        List<String> command = new ArrayList<>();
        command.add(BuildPaths.jdkProgram("java"));
        // first, because a leftover is recognized by it and long command lines are truncated
        command.add("-Djboss.server.base.dir=" + base);
        command.addAll(WildFlyDistribution.JVM_OPTIONS);
        command.add("-XX:SharedArchiveFile=" + template.classDataArchive());
        command.add("-Djboss.server.log.dir=" + log.getParent());
        command.add("-Dorg.jboss.boot.log.file=" + log);
        command.add("-Dlogging.configuration="
                + base.resolve("configuration/logging.properties").toUri());
        command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString()));
        command.addAll(List.of("-mp", template.modules() + File.pathSeparator + home.resolve("modules")));
        command.addAll(List.of("org.jboss.as.standalone", "-Djboss.home.dir=" + home));
        command.add("-Djboss.server.base.dir=" + base);
        command.addAll(List.of("-c", distribution.configuration(), "-b=127.0.0.1", "-bmanagement=127.0.0.1"));
        command.add("-Djboss.http.port=" + settings().port());
        command.add("-Djboss.management.http.port=" + settings().managementPort());
        return command;
    }
}
