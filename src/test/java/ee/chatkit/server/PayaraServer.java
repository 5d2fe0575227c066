package ee.chatkit.server;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A Payara, configured by the scripts in {@code server-config/payara}. It runs the command that {@code asadmin start-domain}
 * would launch, as a child process, so that it can be killed like any other.
 */
final class PayaraServer extends Server {
    private static final String DEPLOY_SUCCEEDED = "Boot Command deploy returned with result ";
    private static final String DEPLOY_FAILED = "Boot Command deploy failed";

    private long logOffset;

    PayaraServer(Settings settings) {
        super(settings);
    }

    @Override
    ProcessBuilder prepare(Path war) throws IOException {
        PayaraTemplate template = PayaraTemplate.create(BuildPaths.payara());
        Path domain = settings().base().resolve("domain");
        HostResources.delete(domain);
        template.copyTo(domain, settings().datasource());
        for (String user : settings().users()) {
            Files.writeString(domain.resolve("config/keyfile"), user(user), StandardOpenOption.APPEND);
        }
        Path deploy = Files.writeString(
                settings().base().resolve("deploy.asadmin"), String.join(" ", deploy(war, "\"" + war + "\"")) + "\n");
        Path log = settings().log();
        logOffset = Files.exists(log) ? Files.size(log) : 0;
        return template.command(
                domain,
                settings().port(),
                settings().managementPort(),
                List.of("-postbootcommandfile", deploy.toString()));
    }

    @Override
    public void undeploy() {
        asadmin(List.of("undeploy", "chatkit"));
    }

    @Override
    public void deploy(Path war) {
        asadmin(deploy(war, war.toString()));
    }

    private static List<String> deploy(Path war, String argument) {
        List<String> command = new ArrayList<>(List.of("deploy", "--name", "chatkit"));
        if (!hasEntry(war, "WEB-INF/glassfish-web.xml")) {
            command.addAll(List.of("--contextroot", "/"));
        }
        command.add(argument);
        return command;
    }

    /** An entry of Payara's file realm for a user whose password is the name. */
    private static String user(String name) {
        String salt = "saltsalt";
        byte[] digest = digest("SHA-1", name + salt);
        byte[] salted = Arrays.copyOf(digest, digest.length + salt.length());
        System.arraycopy(salt.getBytes(StandardCharsets.UTF_8), 0, salted, digest.length, salt.length());
        return name + ";{SSHA}" + Base64.getEncoder().encodeToString(salted) + ";users\n";
    }

    private void asadmin(List<String> command) {
        List<String> arguments =
                new ArrayList<>(List.of("--port", "" + settings().managementPort()));
        arguments.addAll(command);
        HostResources.unchecked(() ->
                PayaraTemplate.asadmin(settings().base().resolve("asadmin.log"), arguments.toArray(String[]::new)));
    }

    /** Read from the log, because the server listens before it deploys. */
    @Override
    DeploymentState deploymentState() throws IOException {
        byte[] bytes = Files.readAllBytes(settings().log());
        int from = (int) Math.min(logOffset, bytes.length);
        String log = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        if (log.contains(DEPLOY_FAILED)) {
            return DeploymentState.FAILED;
        }
        return log.contains(DEPLOY_SUCCEEDED) ? DeploymentState.DONE : DeploymentState.IN_PROGRESS;
    }

    @Override
    ProcessBuilder.Redirect processOutput() {
        return ProcessBuilder.Redirect.appendTo(settings().log().toFile());
    }

    /** The port of the application. */
    @Override
    public URI healthBaseUri() {
        return baseUri();
    }
}
