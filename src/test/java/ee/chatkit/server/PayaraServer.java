package ee.chatkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Payara, configured by the scripts in {@code server-config/payara}. It is the very process that {@code asadmin
 * start-domain} would launch, but launched by us, so that it can be killed like any other.
 */
final class PayaraServer extends Server {
    private static final List<String> DEPLOY = List.of("deploy", "--contextroot", "/", "--name", "chatkit");
    private static final String DEPLOYED = "Boot Command deploy returned with result ";
    private static final String REFUSED = "Boot Command deploy failed";

    private long earlierLog;

    PayaraServer(Settings settings) {
        super(settings);
    }

    @Override
    ProcessBuilder laidOut(Path war) throws IOException {
        PayaraTemplate template = PayaraTemplate.prepared(BuildPaths.payara());
        Path domain = settings().base().resolve("domain");
        FileSystem.delete(domain);
        template.copyTo(domain, settings().datasource());
        Path deploy = Files.writeString(
                settings().base().resolve("deploy.asadmin"), String.join(" ", DEPLOY) + " \"" + war + "\"\n");
        Path log = settings().log();
        earlierLog = Files.exists(log) ? Files.size(log) : 0;
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
        List<String> deploy = new ArrayList<>(DEPLOY);
        deploy.add(war.toString());
        asadmin(deploy);
    }

    private void asadmin(List<String> command) {
        List<String> words = new ArrayList<>(List.of("--port", "" + settings().managementPort()));
        words.addAll(command);
        try {
            PayaraTemplate.asadmin(settings().base().resolve("asadmin.log"), words.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server listens before it deploys, and what it says of a command goes to its log only. */
    @Override
    Deployment deployment() throws IOException {
        byte[] bytes = Files.readAllBytes(settings().log());
        int from = (int) Math.min(earlierLog, bytes.length);
        String log = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        if (log.contains(REFUSED)) {
            return Deployment.FAILED;
        }
        return log.contains(DEPLOYED) ? Deployment.DONE : Deployment.UNDER_WAY;
    }

    @Override
    ProcessBuilder.Redirect output() {
        return ProcessBuilder.Redirect.appendTo(settings().log().toFile());
    }

    /** Beside the application. */
    @Override
    public URI healthUri() {
        return baseUri();
    }
}
