package ee.chatkit.web;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What the main thread of a page does, task by task, from a trace of Chrome's. Beside the time from the begin of a task to its end
 * it has the processor time of the thread, which other programs on the machine do not add to.
 */
public final class MainThread implements AutoCloseable {
    /** Browsers call a task that takes longer a long one. */
    public static final double LONG_MILLIS = 50;

    private static final String TASK = "RunTask";

    private final Chrome chrome;
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private int commands;
    private double begin;

    /**
     * A task.
     *
     * @param elapsed milliseconds from its begin to its end
     * @param processor milliseconds of the processor's time
     */
    public record Task(double elapsed, double processor) {}

    private MainThread(Chrome chrome) throws IOException {
        this.chrome = chrome;
        Map<?, ?> options = (Map<?, ?>) chrome.driver.getCapabilities().getCapability("goog:chromeOptions");
        HttpRequest version = HttpRequest.newBuilder(
                        URI.create("http://" + options.get("debuggerAddress") + "/json/version"))
                .build();
        try {
            String address =
                    read(http.send(version, BodyHandlers.ofString()).body()).getString("webSocketDebuggerUrl");
            socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create(address), new Messages())
                    .join();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Begins to record. One recording at a time. */
    public static MainThread record(Chrome chrome) throws IOException {
        var recording = new MainThread(chrome);
        recording.send(
                "Tracing.start",
                Json.createObjectBuilder()
                        .add("transferMode", "ReportEvents")
                        .add(
                                "traceConfig",
                                Json.createObjectBuilder()
                                        .add(
                                                "includedCategories",
                                                Json.createArrayBuilder().add("disabled-by-default-devtools.timeline"))
                                        .add(
                                                "excludedCategories",
                                                Json.createArrayBuilder().add("*")))
                        .build());
        recording.next();
        chrome.command("Performance.enable", Map.of("timeDomain", "threadTicks"));
        recording.begin = recording.total();
        return recording;
    }

    /** Ends the recording. */
    public List<Task> tasks() throws IOException {
        double total = total() - begin;
        send("Tracing.end", JsonObject.EMPTY_JSON_OBJECT);
        Set<String> mainThreads = new HashSet<>();
        List<JsonObject> events = new ArrayList<>();
        for (JsonObject message = next();
                !message.getString("method", "").equals("Tracing.tracingComplete");
                message = next()) {
            if (message.getString("method", "").equals("Tracing.dataCollected")) {
                events.addAll(
                        message.getJsonObject("params").getJsonArray("value").getValuesAs(JsonObject.class));
            }
        }
        events.stream()
                .filter(event -> event.getString("name").equals("thread_name"))
                .filter(event -> event.getJsonObject("args").getString("name").equals("CrRendererMain"))
                .forEach(event -> mainThreads.add(thread(event)));
        List<Task> tasks = events.stream()
                .filter(event -> event.getString("name").equals(TASK) && event.containsKey("tdur"))
                .filter(event -> mainThreads.contains(thread(event)))
                .map(event -> new Task(
                        event.getJsonNumber("dur").doubleValue() / 1000,
                        event.getJsonNumber("tdur").doubleValue() / 1000))
                .toList();
        // Chrome leaves events out of a trace when it has no room for them
        double recorded = tasks.stream().mapToDouble(Task::processor).sum();
        if (recorded < 0.9 * total) {
            throw new IOException("The trace has " + recorded + " ms of " + total + " ms");
        }
        return tasks;
    }

    /** The processor time of all tasks of the page so far. */
    private double total() {
        List<?> metrics = (List<?>) chrome.driver
                .executeCdpCommand("Performance.getMetrics", Map.of())
                .get("metrics");
        return metrics.stream()
                .map(metric -> (Map<?, ?>) metric)
                .filter(metric -> "TaskDuration".equals(metric.get("name")))
                .mapToDouble(metric -> ((Number) metric.get("value")).doubleValue() * 1000)
                .findFirst()
                .orElseThrow();
    }

    private static String thread(JsonObject event) {
        return event.get("pid") + " " + event.get("tid");
    }

    private void send(String method, JsonObject parameters) {
        socket.sendText(
                        Json.createObjectBuilder()
                                .add("id", ++commands)
                                .add("method", method)
                                .add("params", parameters)
                                .build()
                                .toString(),
                        true)
                .join();
    }

    private JsonObject next() throws IOException {
        try {
            JsonObject message = messages.poll(60, TimeUnit.SECONDS);
            if (message == null || message.containsKey("error")) {
                throw new IOException("Chrome records no trace: " + message);
            }
            return message;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("Interrupted while Chrome was recording", e);
    }

    private static JsonObject read(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(read(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
