package ee.chatkit.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A Payara domain that the project's scripts have configured. The scripts need a running server, so the result is cached (see
 * the package documentation).
 *
 * @param folder contains the domain, its configuration without the datasource, and the command that starts it
 */
record PayaraTemplate(Path folder) {
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms64m",
            "-Xmx768m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.net.preferIPv4Stack=true");

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    static final String CONFIGURATION = "config/domain.xml";
    static final String CONFIGURATION_AFTER_FIRST_RUN = "first-domain.xml";
    private static final String DOMAIN_PLACEHOLDER = "@domain@";
    private static final String MAIN = "com.sun.enterprise.glassfish.bootstrap.ASMain";

    static PayaraTemplate create(Path payara) throws IOException {
        Path folder = BuildPaths.template("payara", payara, scripts());
        HostResources.createOnce(folder, PayaraTemplate::initialize);
        return new PayaraTemplate(folder);
    }

    /** Copies the domain, which includes the server's cache of its modules. */
    void copyTo(Path domain, boolean datasource) throws IOException {
        HostResources.copyTree(folder.resolve("domain"), domain);
        if (!datasource) {
            Files.delete(domain.resolve(CONFIGURATION));
            Files.copy(folder.resolve("domain.xml"), domain.resolve(CONFIGURATION));
        }
    }

    /**
     * The server process for a domain.
     *
     * @param arguments those that {@code asadmin start-domain} would pass to the server
     */
    ProcessBuilder command(Path domain, int port, int adminPort, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        for (String word : Files.readAllLines(folder.resolve("command"))) {
            if (word.equals(MAIN)) {
                command.addAll(JVM_OPTIONS);
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
        return Stream.of("local", "local-services", "proxy", "configure")
                .map(name -> folder.resolve(name + ".asadmin"))
                .toList();
    }

    /** Runs the server in a temporary directory, where the next build finds and terminates it if this one is killed. */
    private static void initialize(Path unfinished) throws IOException {
        Path directory = TemporaryDirectories.create("payara-template", Server::terminateLeftover);
        Path domain = directory.resolve("domain");
        HostResources.copyTree(BuildPaths.payara().resolve("glassfish/domains/domain1"), domain);
        writeCommand(domain, unfinished);
        Files.writeString(
                unfinished.resolve("passwords"),
                "AS_ADMIN_USERNAME=admin\nAS_ADMIN_PASSWORD=\nAS_ADMIN_MASTERPASSWORD=changeit\n");
        configure(directory, domain, unfinished);
        for (String left : List.of("logs", "generated", "applications")) {
            HostResources.delete(domain.resolve(left));
        }
        HostResources.copyTree(domain, unfinished.resolve("domain"));
        TemporaryDirectories.release(directory);
    }

    /** Obtains the command from a dry run of the server's launcher. */
    private static void writeCommand(Path domain, Path unfinished) throws IOException {
        Path output = unfinished.resolve("dry-run.log");
        Path domains = domain.getParent();
        asadmin(output, "start-domain", "--dry-run", "--domaindir", domains.toString(), "domain");
        String java = BuildPaths.jdkProgram("java");
        List<String> command = Files.readAllLines(output).stream()
                .dropWhile(line -> !line.equals(java))
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> !isUnneeded(line))
                .map(line -> line.replace(domain.toString(), DOMAIN_PLACEHOLDER))
                .toList();
        if (!command.contains(MAIN)) {
            throw new IllegalStateException("The launcher printed no command. " + ChildProcesses.tail(output));
        }
        Files.write(unfinished.resolve("command"), command);
    }

    /** A remote shell with a port of its own, and a monitoring agent. */
    private static boolean isUnneeded(String option) {
        return option.startsWith("-Dorg.glassfish.additionalOSGiBundlesToStart=") || option.startsWith("-javaagent:");
    }

    private static void configure(Path directory, Path domain, Path unfinished) throws IOException {
        Path log = directory.resolve("server.log");
        int adminPort = HostResources.freePort();
        List<String> local = List.of("-prebootcommandfile", scripts().getFirst().toString());
        Process server = new PayaraTemplate(unfinished)
                .command(domain, HostResources.freePort(), adminPort, local)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Files.writeString(directory.resolve("server.pid"), server.pid() + "\n");
        try {
            awaitStart(server, log);
            Path output = unfinished.resolve("script.log");
            runScript(output, adminPort, scripts().get(1));
            Files.copy(domain.resolve(CONFIGURATION), unfinished.resolve("domain.xml"));
            runScripts(output, adminPort);
            Files.copy(domain.resolve(CONFIGURATION), unfinished.resolve(CONFIGURATION_AFTER_FIRST_RUN));
            runScripts(output, adminPort);
        } finally {
            ChildProcesses.terminate(server.toHandle(), Duration.ofSeconds(20));
        }
    }

    private static void runScripts(Path output, int adminPort) throws IOException {
        String driver = BuildPaths.jdbcDriver().toString();
        asadmin(output, "--port", "" + adminPort, "add-library", driver);
        for (Path script : scripts().subList(2, scripts().size())) {
            runScript(output, adminPort, script);
        }
    }

    private static void runScript(Path output, int adminPort, Path script) throws IOException {
        asadmin(output, "--port", "" + adminPort, "multimode", "--file", script.toString());
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
     * Runs the server's administration tool.
     *
     * @param output the file to which its output is appended
     */
    static void asadmin(Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(BuildPaths.jdkProgram("java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"));
        command.add(
                BuildPaths.payara().resolve("glassfish/modules/admin-cli.jar").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder asadmin = new ProcessBuilder(command);
        asadmin.environment().put("AS_JAVA", System.getProperty("java.home"));
        ChildProcesses.run(asadmin, output, TIMEOUT);
    }
}
