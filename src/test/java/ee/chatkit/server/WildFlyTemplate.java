package ee.chatkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WildFly's configuration after the project's scripts, and the modules that they added, cached (see the package
 * documentation).
 *
 * @param configuration to be copied into a server's base directory
 * @param modules to be put before the distribution's modules
 * @param classDataArchive an archive of the server's classes for class data sharing, which saves a second of each start; a
 *     JVM that it does not fit ignores it
 */
record WildFlyTemplate(Path configuration, Path modules, Path classDataArchive) {
    /** The default of five seconds delays tests that deploy to a running server. */
    private static final String SHORT_SCAN_INTERVAL =
            "/subsystem=deployment-scanner/scanner=default:write-attribute(name=scan-interval,value=500)\n";

    /** The working directory of the scripts, which read files beside them. */
    private static final Path SCRIPTS = Path.of("server-config", "wildfly").toAbsolutePath();

    static WildFlyTemplate create(WildFlyDistribution distribution, boolean datasource) throws IOException {
        return create(distribution, scripts(datasource));
    }

    /** With the scripts for bearer tokens and for a reverse proxy. */
    static WildFlyTemplate withJwt(WildFlyDistribution distribution, boolean datasource) throws IOException {
        return create(distribution, withJwt(datasource));
    }

    /** With every script run twice. */
    static WildFlyTemplate withScriptsRunTwice(WildFlyDistribution distribution) throws IOException {
        List<Path> scripts = new ArrayList<>(withJwt(true));
        scripts.addAll(withJwt(true));
        return create(distribution, scripts);
    }

    private static List<Path> scripts(boolean datasource) {
        Path local = SCRIPTS.resolve("local.cli");
        return datasource ? List.of(SCRIPTS.resolve("configure.cli"), local) : List.of(local);
    }

    private static List<Path> withJwt(boolean datasource) {
        List<Path> scripts = new ArrayList<>(scripts(datasource));
        scripts.addAll(List.of(SCRIPTS.resolve("jwt.cli"), SCRIPTS.resolve("proxy.cli")));
        return scripts;
    }

    private static WildFlyTemplate create(WildFlyDistribution distribution, List<Path> scripts) throws IOException {
        List<Path> read = new ArrayList<>(scripts);
        read.add(SCRIPTS.resolve("jwt-web.xml"));
        Path folder = BuildPaths.template("wildfly", distribution.configurationFile(), read);
        HostResources.createOnce(folder, unfinished -> configure(distribution, scripts, unfinished));
        return new WildFlyTemplate(
                folder.resolve("configuration"), folder.resolve("modules"), classDataArchive(folder));
    }

    /** The server's content repository of files that its configuration refers to, if any. */
    Optional<Path> content() {
        return Optional.of(configuration.resolveSibling("data").resolve("content"))
                .filter(Files::isDirectory);
    }

    private static Path classDataArchive(Path folder) {
        return folder.resolve("classes.jsa");
    }

    private static void configure(WildFlyDistribution distribution, List<Path> scripts, Path folder)
            throws IOException {
        Path home = distribution.home();
        HostResources.copyFiles(distribution.configurationFile().getParent(), folder.resolve("configuration"));
        Path modules = Files.createDirectory(folder.resolve("modules"));
        StringBuilder script = new StringBuilder("embed-server --server-config=" + distribution.configuration() + "\n");
        for (Path part : scripts) {
            script.append(Files.readString(part)).append('\n');
        }
        script.append(SHORT_SCAN_INTERVAL).append("stop-embedded-server\n");
        List<String> command = new ArrayList<>();
        command.add(BuildPaths.jdkProgram("java"));
        command.addAll(WildFlyDistribution.JVM_OPTIONS);
        command.add("-XX:ArchiveClassesAtExit=" + classDataArchive(folder));
        command.addAll(List.of("-Djboss.server.base.dir=" + folder, "-Dchatkit.modules=" + modules));
        command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString()));
        command.addAll(List.of("-mp", home.resolve("modules").toString(), "org.jboss.as.cli", "--no-color-output"));
        command.add("--file=" + Files.writeString(folder.resolve("script.cli"), script));
        ProcessBuilder cli = new ProcessBuilder(command).directory(SCRIPTS.toFile());
        cli.environment().put("JBOSS_HOME", home.toString());
        cli.environment().put("CHATKIT_JDBC_DRIVER", BuildPaths.jdbcDriver().toString());
        ChildProcesses.run(cli, folder.resolve("script.log"), Duration.ofMinutes(3));
        HostResources.delete(folder.resolve("configuration/standalone_xml_history"));
    }
}
