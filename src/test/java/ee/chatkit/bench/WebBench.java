package ee.chatkit.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import ee.chatkit.web.Chrome;
import ee.chatkit.web.FakeChatKitServer;
import ee.chatkit.web.MainThread;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The time that the chat element takes of a page's main thread, beside deep-chat, another chat element. They take turns in one
 * Chrome, with the same texts. The argument is deep-chat's {@code deepChat.bundle.js}; without one the element is measured alone.
 */
public final class WebBench {
    private static final int ROUNDS = 5;
    private static final int MESSAGES = 2_000;
    private static final int DELTAS = 1_000;
    private static final Duration DELTA = Duration.ofMillis(10);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** How long a page is recorded at least, and beyond the end of what it does. */
    private static final Duration REST = Duration.ofSeconds(2);

    private static final String LAST_TEXT = "The last of all messages";
    private static final String END_TEXT = "The end of the answer";

    private final Chrome chrome;
    private final FakeChatKitServer server;
    private final List<Contestant> contestants = new ArrayList<>();

    private enum Work {
        SHOWING("showing " + MESSAGES + " messages"),
        STREAMING("streaming " + DELTAS + " deltas, 100 a second");

        private final String text;

        Work(String text) {
            this.text = text;
        }
    }

    /**
     * A chat, whose page has its module loaded.
     *
     * @param create creates the element; {@code %s} stands for what sets its history, if it has one
     */
    private record Contestant(
            String name, String page, String create, String history, String send, Map<Work, List<Measure>> measures) {
        Contestant(String name, String page, String create, String history, String send) {
            this(name, page, create, history, send, new EnumMap<>(Work.class));
        }

        double median(Work work, ToDoubleFunction<Measure> value) {
            double[] sorted =
                    measures.get(work).stream().mapToDouble(value).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        double most(Work work, ToDoubleFunction<Measure> value) {
            return measures.get(work).stream().mapToDouble(value).max().orElseThrow();
        }
    }

    /** All tasks together, the longest one and the number of long ones, each by the processor's time and by the clock. */
    private record Measure(double processor, double longest, long longTasks, double longestElapsed, long longElapsed) {
        static Measure of(List<MainThread.Task> tasks) {
            return new Measure(
                    tasks.stream().mapToDouble(MainThread.Task::processor).sum(),
                    longest(tasks, MainThread.Task::processor),
                    longTasks(tasks, MainThread.Task::processor),
                    longest(tasks, MainThread.Task::elapsed),
                    longTasks(tasks, MainThread.Task::elapsed));
        }

        private static double longest(List<MainThread.Task> tasks, ToDoubleFunction<MainThread.Task> time) {
            return tasks.stream().mapToDouble(time).max().orElse(0);
        }

        private static long longTasks(List<MainThread.Task> tasks, ToDoubleFunction<MainThread.Task> time) {
            return tasks.stream()
                    .filter(task -> time.applyAsDouble(task) > MainThread.LONG_MILLIS)
                    .count();
        }
    }

    private WebBench(Chrome chrome, FakeChatKitServer server) {
        this.chrome = chrome;
        this.server = server;
    }

    public static void main(String[] args) throws IOException {
        try (Chrome chrome = Chrome.start().orElseThrow(() -> new IllegalStateException("there is no Chrome"));
                FakeChatKitServer server = new FakeChatKitServer()) {
            var bench = new WebBench(chrome, server);
            bench.addElement();
            if (args.length > 0) {
                bench.addDeepChat(Path.of(args[0]));
            } else {
                System.out.println(
                        "The element alone: the argument for a comparison is deep-chat's deepChat.bundle.js");
            }
            bench.run();
        }
    }

    private void addElement() {
        server.reset();
        // deep-chat sets styles in a way that the policy of our pages forbids
        server.policy("default-src 'self' data: blob: 'unsafe-inline'");
        String thread = server.state().addThread("History");
        for (int n = 0; n < MESSAGES; n++) {
            if (isUser(n)) {
                server.state().addUserMessage(thread, message(n));
            } else {
                server.state().addAssistantMessage(thread, message(n));
            }
        }
        for (int round = 0; round <= ROUNDS; round++) {
            server.nextTurn(turn -> turn.say(deltas()));
        }
        contestants.add(new Contestant(
                "chatkit-ee",
                page("chatkit-ee"),
                """
                const chat = document.createElement('chatkit-ee');
                const options = { api: { url: '/api/chatkit', domainKey: 'none' }, thread: { autoScroll: true } };
                %s
                chat.setOptions(options);
                document.querySelector('main').append(chat);\
                """,
                "options.initialThread = '" + thread + "';",
                "await chat.sendUserMessage({ text: 'Go' })"));
    }

    private void addDeepChat(Path bundle) throws IOException {
        byte[] module = Files.readAllBytes(bundle);
        server.handle("/deep-chat.js", exchange -> FakeChatKitServer.respond(exchange, 200, "text/javascript", module));
        server.add("/history.json", "application/json", history());
        server.handle("/answer", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            for (String delta : deltas()) {
                String event =
                        Json.createObjectBuilder().add("text", delta).build().toString();
                exchange.getResponseBody().write(("data: " + event + "\n\n").getBytes(UTF_8));
                exchange.getResponseBody().flush();
            }
        });
        addDeepChat("deep-chat", "true");
        addDeepChat("deep-chat, partialRender", "{ partialRender: true }");
    }

    private void addDeepChat(String name, String stream) {
        contestants.add(new Contestant(
                name,
                page("deep-chat"),
                """
                const chat = document.createElement('deep-chat');
                chat.style.width = chat.style.height = '100%%';
                chat.connect = { url: '/answer', stream: STREAM };
                %s
                document.querySelector('main').append(chat);\
                """.replace("STREAM", stream),
                "chat.history = await (await fetch('/history.json')).json();",
                "chat.submitUserMessage({ text: 'Go' })"));
    }

    /** Adds a page with the module of an element and room for it. Returns its path. */
    private String page(String name) {
        String path = "/" + name + ".html";
        String html = FakeChatKitServer.pageWith(name, "/" + name + ".js");
        server.page(path, html.replaceAll("<main>.*</main>", "<main></main>"));
        return path;
    }

    private void run() throws IOException {
        chrome.driver.manage().timeouts().scriptTimeout(LIMIT);
        for (int round = 0; round <= ROUNDS; round++) {
            for (Contestant contestant : contestants) {
                boolean warmUp = round == 0;
                open(contestant);
                measure(
                        contestant,
                        Work.SHOWING,
                        contestant.create().formatted(contestant.history()),
                        LAST_TEXT,
                        warmUp);
                open(contestant);
                script(contestant.create().formatted(""));
                rest();
                String send = "const chat = document.querySelector('main > *');" + contestant.send();
                measure(contestant, Work.STREAMING, send, END_TEXT, warmUp);
            }
        }
        for (Work work : Work.values()) {
            print(work);
        }
    }

    private void open(Contestant contestant) {
        chrome.driver.get(server.origin() + contestant.page());
        script("await customElements.whenDefined('" + contestant.page().replaceAll("[/.]|html", "") + "')");
        rest();
    }

    private void measure(Contestant contestant, Work work, String script, String text, boolean warmUp)
            throws IOException {
        List<MainThread.Task> tasks;
        try (MainThread recording = MainThread.record(chrome)) {
            script(script);
            waitFor(text);
            tasks = recording.tasks();
        }
        if (!warmUp) {
            contestant
                    .measures()
                    .computeIfAbsent(work, unused -> new ArrayList<>())
                    .add(Measure.of(tasks));
        }
    }

    private void script(String body) {
        Object failure = chrome.driver.executeAsyncScript("const done = arguments[0]; (async () => { " + body
                + " })().then(() => done(null), (e) => done(String(e)))");
        if (failure != null) {
            throw new IllegalStateException("The script failed: " + failure);
        }
    }

    /** Waits until a text is there. It is looked for seldom, as that takes time of the main thread as well. */
    private void waitFor(String text) {
        long end = System.nanoTime() + LIMIT.toNanos();
        do {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("It does not say: " + text);
            }
            rest();
            // deep-chat's partialRender may break words
        } while (!(Boolean) chrome.driver.executeScript(
                "return document.querySelector('main > *').shadowRoot.textContent.replace(/\\s/g,"
                        + " '').includes(arguments[0])",
                text.replace(" ", "")));
    }

    private static void rest() {
        LockSupport.parkNanos(REST.toNanos());
    }

    private void print(Work work) {
        System.out.printf(
                "%n%-36s %10s %7s %16s %22s%n", work.text, "p50", "ratio", "longest task", "tasks over 50 ms, p50");
        double own = contestants.getFirst().median(work, Measure::processor);
        for (Contestant contestant : contestants) {
            double median = contestant.median(work, Measure::processor);
            System.out.printf(
                    "%-36s %7.0f ms %7.2f %13.0f ms %22.0f%n",
                    contestant.name(),
                    median,
                    own / median,
                    contestant.most(work, Measure::longest),
                    contestant.median(work, Measure::longTasks));
            System.out.printf(
                    "%-36s %10s %7s %13.0f ms %22.0f%n",
                    "  by the clock",
                    "",
                    "",
                    contestant.most(work, Measure::longestElapsed),
                    contestant.median(work, Measure::longElapsed));
        }
    }

    // texts

    private static boolean isUser(int n) {
        return n % 2 == 0;
    }

    private static String history() {
        JsonArrayBuilder history = Json.createArrayBuilder();
        for (int n = 0; n < MESSAGES; n++) {
            history.add(Json.createObjectBuilder()
                    .add("role", isUser(n) ? "user" : "ai")
                    .add("text", message(n)));
        }
        return history.build().toString();
    }

    /** A question, or an answer with paragraphs, a list, a table, code or a quotation. */
    private static String message(int n) {
        if (n == MESSAGES - 1) {
            return LAST_TEXT;
        }
        String about = "part " + n;
        return switch (n % 10) {
            case 1 ->
                "There is a **short** answer to " + about + ", and *one* more sentence with `code` in it.\n\n"
                        + "A second paragraph has a [link](https://example.com/" + n + ") and nothing else.";
            case 3 ->
                "What " + about + " needs:\n\n" + "- an **item** of a list\n- another one, with `code`\n".repeat(4);
            case 5 ->
                "| part | amount | price |\n|---|---:|---:|\n" + ("| " + about + " | 12 | 3.50 |\n").repeat(6)
                        + "\nThe sum is in the *last* row.";
            case 7 ->
                "Like this:\n\n```java\n" + ("int value" + n + " = compute(" + n + ");\n").repeat(8)
                        + "```\n\nIt returns **" + n + "**.";
            case 9 ->
                "## About " + about + "\n\n> What somebody has said of it.\n\n"
                        + "1. First, what is known.\n2. Then what is not.\n3. At last the rest.\n";
            default -> "What about " + about + " of the whole?";
        };
    }

    /** A long answer with headings, paragraphs, a list, a table and code. */
    private static String answer() {
        StringBuilder text = new StringBuilder();
        for (int n = 1; n <= 4; n++) {
            text.append("## Section ").append(n).append("\n\n");
            text.append("A paragraph with **strong** and *soft* words, `code` and a [link](https://example.com). "
                    .repeat(4));
            text.append("\n\n")
                    .append("- An **item** of a list that says something\n".repeat(6))
                    .append('\n');
            text.append("| part | amount | price |\n|---|---:|---:|\n")
                    .append("| one of the parts | 12 | 3.50 |\n".repeat(8))
                    .append('\n');
            text.append("```java\n")
                    .append("int value = compute(part, amount, price);\n".repeat(12))
                    .append("```\n\n");
        }
        return text.append(END_TEXT).toString();
    }

    /** The pieces of an answer, which come at their times. */
    private static Iterable<String> deltas() {
        String answer = answer();
        return () -> {
            long begin = System.nanoTime();
            return IntStream.range(0, DELTAS)
                    .peek(n -> LockSupport.parkNanos(begin + n * DELTA.toNanos() - System.nanoTime()))
                    .mapToObj(n -> answer.substring(answer.length() * n / DELTAS, answer.length() * (n + 1) / DELTAS))
                    .iterator();
        };
    }
}
