package ee.chatkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code mvn -Prun} starts, stops, and leaves no process and no port in use. */
class DevServerIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final HttpClient client = HttpClient.newHttpClient();
    private Path data;
    private Path output;
    private int port;
    private Process run;

    @BeforeEach
    void choosePortAndDirectory() throws IOException {
        data = Files.createTempDirectory(Files.createDirectories(BuildPaths.target()), "run");
        output = data.resolveSibling(data.getFileName() + ".out");
        port = HostResources.freePort();
    }

    @AfterEach
    void terminate() throws Exception {
        if (run != null && run.isAlive()) {
            run.destroy();
            run.waitFor();
        }
        client.close();
        HostResources.delete(data);
    }

    @Test
    void restart_keepsThreads() throws Exception {
        start();
        String created = send("POST", "{\"title\":\"Kept\"}", 201);
        String threads = send("GET", null, 200);
        assertTrue(threads.contains("Kept"), created);
        stop();
        start();
        assertEquals(threads, send("GET", null, 200));
        stop();
    }

    @Test
    void secondRunOnTheSamePort_failsWithOneLine() throws Exception {
        start();
        Process second = launch(data.resolve("second"), output.resolveSibling(output.getFileName() + "2"));
        assertTrue(second.waitFor(1, TimeUnit.MINUTES));
        assertEquals(1, second.exitValue());
        String message = Files.readString(output.resolveSibling(output.getFileName() + "2"))
                .strip();
        assertTrue(
                message.contains("Port " + port + " is in use")
                        && message.lines().count() == 1,
                message);
        stop();
    }

    private void start() throws Exception {
        run = launch(data, output);
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!Files.readString(output).contains("ChatKit is running at http://localhost:" + port + "/")) {
            assertTrue(run.isAlive() && System.nanoTime() < end, Files.readString(output));
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private Process launch(Path folder, Path console) throws IOException {
        return new ProcessBuilder(List.of(
                        BuildPaths.jdkProgram("java"),
                        "-Dchatkit.port=" + port,
                        "-Dchatkit.data=" + folder,
                        "-Dchatkit.war=" + BuildPaths.war(),
                        "-Dchatkit.home=" + BuildPaths.home(),
                        "-Dchatkit.wildfly.home=" + BuildPaths.wildFly(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "ee.chatkit.server.DevServer"))
                .redirectErrorStream(true)
                .redirectOutput(console.toFile())
                .start();
    }

    private void stop() throws Exception {
        List<ProcessHandle> children = run.descendants().toList();
        assertFalse(children.isEmpty());
        run.destroy();
        assertTrue(run.waitFor(1, TimeUnit.MINUTES), "the run did not stop");
        assertTrue(children.stream().noneMatch(ProcessHandle::isAlive), "a child process is still running");
        assertTrue(HostResources.isFree(port), "the port is still in use");
    }

    private String send(String method, String body, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/threads"))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        assertEquals(status, response.statusCode(), response.body());
        return response.body();
    }
}
