package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.server.BuildPaths;
import ee.chatkit.server.RawConnection;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The WAR with a descriptor that requires a login of the server for the API, and pages of another origin. */
class BasicLoginIT {
    /** As in the manual. A preflight request has no login. */
    private static final String CONSTRAINT = """
          <security-constraint>
            <web-resource-collection>
              <web-resource-name>api</web-resource-name>
              <url-pattern>/api/*</url-pattern>
              <http-method-omission>OPTIONS</http-method-omission>
            </web-resource-collection>
            <auth-constraint>
              <role-name>**</role-name>
            </auth-constraint>
          </security-constraint>
          <login-config>
            <auth-method>BASIC</auth-method>
          </login-config>
        """;

    private static final String BODY_TIMEOUT = "4";

    /** More than a server has worker threads. */
    private static final int CONNECTIONS = 100;

    /** Far below the body timeout that would end them. */
    private static final Duration PROMPT = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"WILDFLY", "PAYARA"})
    void allowedOrigin_canReadPreflightAndRejectedLogin(Server.Kind kind) throws IOException {
        String allowed = "https://app.example.com";
        try (var fixture = ServerFixture.withoutDatasource(kind, Map.of("CHATKIT_ALLOWED_ORIGINS", allowed))) {
            fixture.start("api/threads", warWithLogin());
            var rest = new RestTestClient(fixture.baseUri().resolve("api/"));
            var preflight =
                    rest.send("OPTIONS", "chatkit", null, "Origin", allowed, "Access-Control-Request-Method", "POST");
            assertEquals(allowed, preflight.expect(204).header("Access-Control-Allow-Origin"));
            var rejected = rest.get("threads", "Origin", allowed).expectProblem(401, "unauthenticated");
            assertEquals(allowed, rejected.header("Access-Control-Allow-Origin"));
            assertTrue(rejected.header("WWW-Authenticate").startsWith("Basic"), rejected.header("WWW-Authenticate"));
            assertEquals(
                    "",
                    rest.get("threads", "Origin", "https://evil.example")
                            .expect(401)
                            .header("Access-Control-Allow-Origin"));
        }
    }

    /** The server rejects these itself, before a filter of the application sees their bodies. */
    @ParameterizedTest
    @EnumSource(names = {"WILDFLY", "PAYARA"})
    void rejectedLoginWithUnfinishedBody_occupiesNoWorkerAndEnds(Server.Kind kind) throws IOException {
        List<RawConnection> connections = new ArrayList<>();
        try (var fixture = ServerFixture.withoutDatasource(kind, Map.of("CHATKIT_BODY_TIMEOUT", BODY_TIMEOUT))) {
            fixture.start("api/threads", warWithLogin());
            for (int n = 0; n < CONNECTIONS; n++) {
                var connection = new RawConnection(fixture.baseUri());
                connections.add(connection);
                connection.send("POST /api/threads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + (n % 2 == 0
                                ? "Content-Length: 100\r\n\r\n{"
                                : "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"));
            }
            long start = System.nanoTime();
            new RestTestClient(fixture.baseUri()).get("index.html").expect(200);
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(taken.compareTo(PROMPT) < 0, () -> "the response took " + taken);
            for (RawConnection connection : connections) {
                assertTrue(connection.readFor(Duration.ofSeconds(25)), () -> "still open after " + connection.text());
                assertEquals(401, connection.status(), connection::text);
                assertTrue(connection.text().contains("urn:chatkit:problem:unauthenticated"), connection::text);
            }
        } finally {
            connections.forEach(RawConnection::close);
        }
    }

    private Path warWithLogin() throws IOException {
        String descriptor = Files.readString(Path.of("src/main/webapp/WEB-INF/web.xml"))
                .replace("</web-app>", CONSTRAINT + "</web-app>");
        Path war = folder.resolve("login.war");
        ShrinkWrap.createFromZipFile(WebArchive.class, BuildPaths.war().toFile())
                .setWebXML(new StringAsset(descriptor))
                .as(ZipExporter.class)
                .exportTo(war.toFile());
        return war;
    }
}
