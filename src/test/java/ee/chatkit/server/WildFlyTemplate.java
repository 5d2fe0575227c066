package ee.chatkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WildFly's configuration after the project's scripts ran over it, and the modules they added. A script costs seconds, so
 * it runs once for each state of the scripts, the server, the driver and the JDK; every server then starts from a copy.
 *
 * @param configuration to be copied into a server's base folder
 * @param modules to be put in front of the distribution's modules
 * @param classDataArchive the server's classes as the JVM had loaded them, which spares the next JVM a second of parsing. One that
 *     does not fit the JVM is ignored by it
 */
record WildFlyTemplate(Path configuration, Path modules, Path classDataArchive) {
    /** Tests that deploy while the server runs need not wait five seconds to be noticed. */
    private static final String SHORT_SCAN_INTERVAL =
            "/subsystem=deployment-scanner/scanner=default:write-attribute(name=scan-interval,value=500)\n";

    /** The scripts read files that lie beside them. */
    private static final Path SCRIPTS = Path.of("server-config", "wildfly").toAbsolutePath();

    static WildFlyTemplate create(WildFlyDistribution wildFlyDistribution, boolean datasource) throws IOException {
        return create(wildFlyDistribution, BuildPaths.scripts(datasource));
    }

    /** As above, with a login by bearer tokens, behind a proxy. */
    static WildFlyTemplate withJwt(WildFlyDistribution wildFlyDistribution, boolean datasource) throws IOException {
        return create(wildFlyDistribution, withJwt(datasource));
    }

    /** Every script has run twice. */
    static WildFlyTemplate withScriptsRunTwice(WildFlyDistribution wildFlyDistribution) throws IOException {
        List<Path> scripts = new ArrayList<>(withJwt(true));
        scripts.addAll(withJwt(true));
        return create(wildFlyDistribution, scripts);
    }

    private static List<Path> withJwt(boolean datasource) {
        List<Path> scripts = new ArrayList<>(BuildPaths.scripts(datasource));
        scripts.addAll(List.of(SCRIPTS.resolve("jwt.cli"), SCRIPTS.resolve("proxy.cli")));
        return scripts;
    }

    private static WildFlyTemplate create(WildFlyDistribution wildFlyDistribution, List<Path> scripts)
            throws IOException {
        List<Path> read = new ArrayList<>(scripts);
        read.add(SCRIPTS.resolve("jwt-web.xml"));
        Path folder = ConfiguredServers.templateDirectory("wildfly", wildFlyDistribution.configurationFile(), read);
        HostResources.createOnce(folder, unfinished -> configure(wildFlyDistribution, scripts, unfinished));
        return new WildFlyTemplate(
                folder.resolve("configuration"), folder.resolve("modules"), classDataArchive(folder));
    }

    /** What the server keeps of files that its configuration names; empty when there are none. */
    Optional<Path> content() {
        return Optional.of(configuration.resolveSibling("data").resolve("content"))
                .filter(Files::isDirectory);
    }

    private static Path classDataArchive(Path folder) {
        return folder.resolve("classes.jsa");
    }

    private static void configure(WildFlyDistribution wildFlyDistribution, List<Path> scripts, Path folder)
            throws IOException {
        Path home = wildFlyDistribution.home();
        HostResources.copyFiles(wildFlyDistribution.configurationFile().getParent(), folder.resolve("configuration"));
        Path modules = Files.createDirectory(folder.resolve("modules"));
        StringBuilder script =
                new StringBuilder("embed-server --server-config=" + wildFlyDistribution.configuration() + "\n");
        for (Path part : scripts) {
            script.append(Files.readString(part)).append('\n');
        }
        script.append(SHORT_SCAN_INTERVAL).append("stop-embedded-server\n");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmOptions.FOR_WILDFLY);
        command.add("-XX:ArchiveClassesAtExit=" + classDataArchive(folder));
        command.addAll(List.of("-Djboss.server.base.dir=" + folder, "-Dchatkit.modules=" + modules));
        command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString()));
        command.addAll(List.of("-mp", home.resolve("modules").toString(), "org.jboss.as.cli", "--no-color-output"));
        command.add("--file=" + Files.writeString(folder.resolve("script.cli"), script));
        ProcessBuilder cli = new ProcessBuilder(command).directory(SCRIPTS.toFile());
        cli.environment().put("JBOSS_HOME", home.toString());
        cli.environment()
                .put("CHATKIT_JDBC_DRIVER", ConfiguredServers.jdbcDriver().toString());
        ChildProcesses.run(cli, folder.resolve("script.log"), Duration.ofMinutes(3));
        HostResources.delete(folder.resolve("configuration/standalone_xml_history"));
    }
}
