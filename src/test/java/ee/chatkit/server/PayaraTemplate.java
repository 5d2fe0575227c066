package ee.chatkit.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A Payara domain after the project's scripts ran over it. That takes a server that runs, so it is done once for each state
 * of the scripts, the server, the driver and the JDK; every server then starts from a copy.
 *
 * @param folder holds the domain, the configuration as it was before there was a datasource, and the command that starts it
 */
record PayaraTemplate(Path folder) {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    static final String CONFIGURATION = "config/domain.xml";
    static final String CONFIGURATION_AFTER_FIRST_RUN = "first-domain.xml";
    private static final String DOMAIN_PLACEHOLDER = "@domain@";
    private static final String MAIN = "com.sun.enterprise.glassfish.bootstrap.ASMain";

    static PayaraTemplate create(Path payara) throws IOException {
        Path folder = ConfiguredServers.templateDirectory("payara", payara, scripts());
        HostResources.createOnce(folder, PayaraTemplate::initialize);
        return new PayaraTemplate(folder);
    }

    /** Lays a domain out that has never run, with what the server has cached of its own modules. */
    void copyTo(Path domain, boolean datasource) throws IOException {
        HostResources.copyTree(folder.resolve("domain"), domain);
        if (!datasource) {
            Files.delete(domain.resolve(CONFIGURATION));
            Files.copy(folder.resolve("domain.xml"), domain.resolve(CONFIGURATION));
        }
    }

    /**
     * The process that serves a domain.
     *
     * @param arguments what {@code asadmin start-domain} would hand on to the server
     */
    ProcessBuilder command(Path domain, int port, int adminPort, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        for (String word : Files.readAllLines(folder.resolve("command"))) {
            if (word.equals(MAIN)) {
                command.addAll(JvmOptions.FOR_PAYARA);
                command.add("-Dchatkit.port=" + port);
                command.add("-Dchatkit.admin-port=" + adminPort);
            }
            command.add(word.replace(DOMAIN_PLACEHOLDER, domain.toString()));
        }
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectInput(folder.resolve("passwords").toFile());
    }

    private static List<Path> scripts() {
        Path folder = Path.of("server-config", "payara").toAbsolutePath();
        return List.of(
                folder.resolve("local.asadmin"), folder.resolve("proxy.asadmin"), folder.resolve("configure.asadmin"));
    }

    /** The server runs in a temporary folder, where a killed build's server is found and ended by the next one. */
    private static void initialize(Path unfinished) throws IOException {
        Path place = TemporaryDirectories.create("payara-template", Server::terminateLeftover);
        Path domain = place.resolve("domain");
        HostResources.copyTree(BuildPaths.payara().resolve("glassfish/domains/domain1"), domain);
        writeCommand(domain, unfinished);
        Files.writeString(
                unfinished.resolve("passwords"),
                "AS_ADMIN_USERNAME=admin\nAS_ADMIN_PASSWORD=\nAS_ADMIN_MASTERPASSWORD=changeit\n");
        configure(place, domain, unfinished);
        for (String left : List.of("logs", "generated", "applications")) {
            HostResources.delete(domain.resolve(left));
        }
        HostResources.copyTree(domain, unfinished.resolve("domain"));
        TemporaryDirectories.release(place);
    }

    /** Asks the server's own launcher what it would launch. */
    private static void writeCommand(Path domain, Path unfinished) throws IOException {
        Path printed = unfinished.resolve("dry-run.log");
        Path domains = domain.getParent();
        asadmin(printed, "start-domain", "--dry-run", "--domaindir", domains.toString(), "domain");
        String java = java();
        List<String> command = Files.readAllLines(printed).stream()
                .dropWhile(line -> !line.equals(java))
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> !isUnneeded(line))
                .map(line -> line.replace(domain.toString(), DOMAIN_PLACEHOLDER))
                .toList();
        if (!command.contains(MAIN)) {
            throw new IllegalStateException("no command in " + ChildProcesses.tail(printed));
        }
        Files.write(unfinished.resolve("command"), command);
    }

    /** A remote shell on a port of its own, and an agent for monitoring that is not asked for. */
    private static boolean isUnneeded(String option) {
        return option.startsWith("-Dorg.glassfish.additionalOSGiBundlesToStart=") || option.startsWith("-javaagent:");
    }

    private static void configure(Path place, Path domain, Path unfinished) throws IOException {
        Path log = place.resolve("server.log");
        int adminPort = HostResources.freePort();
        List<String> local = List.of("-prebootcommandfile", scripts().getFirst().toString());
        Process server = new PayaraTemplate(unfinished)
                .command(domain, HostResources.freePort(), adminPort, local)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Files.writeString(place.resolve("server.pid"), server.pid() + "\n");
        try {
            awaitStart(server, log);
            Files.copy(domain.resolve(CONFIGURATION), unfinished.resolve("domain.xml"));
            Path printed = unfinished.resolve("script.log");
            runScripts(printed, adminPort);
            Files.copy(domain.resolve(CONFIGURATION), unfinished.resolve(CONFIGURATION_AFTER_FIRST_RUN));
            runScripts(printed, adminPort);
        } finally {
            ChildProcesses.terminate(server.toHandle(), Duration.ofSeconds(20));
        }
    }

    private static void runScripts(Path printed, int adminPort) throws IOException {
        asadmin(
                printed,
                "--port",
                "" + adminPort,
                "add-library",
                ConfiguredServers.jdbcDriver().toString());
        for (Path script : scripts().subList(1, scripts().size())) {
            asadmin(printed, "--port", "" + adminPort, "multimode", "--file", script.toString());
        }
    }

    private static void awaitStart(Process server, Path log) throws IOException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!Files.readString(log, StandardCharsets.UTF_8).contains("startup time")) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("Payara did not start. " + ChildProcesses.tail(log));
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /**
     * Runs the server's own tool.
     *
     * @param printed takes what it prints
     */
    static void asadmin(Path printed, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"));
        command.add(
                BuildPaths.payara().resolve("glassfish/modules/admin-cli.jar").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder asadmin = new ProcessBuilder(command);
        asadmin.environment().put("AS_JAVA", System.getProperty("java.home"));
        ChildProcesses.run(asadmin, printed, TIMEOUT);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
