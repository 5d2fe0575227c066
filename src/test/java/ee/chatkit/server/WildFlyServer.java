package ee.chatkit.server;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A WildFly, configured by the scripts in {@code server-config/wildfly}. */
final class WildFlyServer extends Server {
    WildFlyServer(Settings settings) {
        super(settings);
    }

    @Override
    ProcessBuilder laidOut(Path war) throws IOException {
        WildFlyTemplate template =
                WildFlyTemplate.prepared(Places.wildFly(), settings().datasource());
        Path base = settings().base();
        for (String old : List.of("configuration", "data", "tmp", "deployments")) {
            Folders.delete(base.resolve(old));
        }
        Folders.copyFiles(template.configuration(), base.resolve("configuration"));
        Path deployments = Files.createDirectories(base.resolve("deployments"));
        Files.copy(war, deployments.resolve("ROOT.war"), StandardCopyOption.REPLACE_EXISTING);
        return new ProcessBuilder(command(template));
    }

    /** The server answers nothing but 503 before it is done with what lies in its folder. */
    @Override
    Deployment deployment() {
        Path deployments = settings().base().resolve("deployments");
        return Files.exists(deployments.resolve("ROOT.war.failed")) ? Deployment.FAILED : Deployment.DONE;
    }

    @Override
    ProcessBuilder.Redirect output() {
        return ProcessBuilder.Redirect.to(
                settings().log().resolveSibling("console.log").toFile());
    }

    /** On the port for management. */
    @Override
    public URI healthUri() {
        return URI.create("http://localhost:" + settings().managementPort() + "/");
    }

    private List<String> command(WildFlyTemplate template) {
        Path base = settings().base();
        Path log = settings().log();
        Path wildFly = Places.wildFly();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // first, because that is how a leftover is recognised and long command lines are cut off
        command.add("-Djboss.server.base.dir=" + base);
        command.addAll(JvmOptions.FOR_WILDFLY);
        command.add("-XX:SharedArchiveFile=" + template.classes());
        command.add("-Djboss.server.log.dir=" + log.getParent());
        command.add("-Dorg.jboss.boot.log.file=" + log);
        command.add("-Dlogging.configuration="
                + base.resolve("configuration/logging.properties").toUri());
        command.addAll(List.of("-jar", wildFly.resolve("jboss-modules.jar").toString()));
        command.addAll(List.of("-mp", template.modules() + File.pathSeparator + wildFly.resolve("modules")));
        command.addAll(List.of("org.jboss.as.standalone", "-Djboss.home.dir=" + wildFly));
        command.add("-Djboss.server.base.dir=" + base);
        command.addAll(List.of("-c", WildFlyTemplate.SERVER_CONFIG, "-b=127.0.0.1", "-bmanagement=127.0.0.1"));
        command.add("-Djboss.http.port=" + settings().port());
        command.add("-Djboss.management.http.port=" + settings().managementPort());
        return command;
    }
}
