package ee.chatkit.bench;

import ee.chatkit.chat.ProbeApplication;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * What the turn journal costs: the processor time of two WildFly servers, each with its PostgreSQL, that stream the same turns by turns,
 * one with a journal and one without.
 *
 * <p>Arguments: the number of streams, of rounds.
 */
public final class JournalBench {
    private static final int MILLIS = 200;
    private static final int SECONDS = 20;
    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    private JournalBench() {}

    public static void main(String[] args) throws IOException {
        int streams = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        try (var journalled = server("900", streams);
                var without = server("0", streams)) {
            cores(journalled, 100, 5);
            cores(without, 100, 5);
            for (int round = 1; round <= rounds; round++) {
                Cores with = cores(journalled, streams, SECONDS);
                Cores base = cores(without, streams, SECONDS);
                System.out.printf(
                        "round %d: %d streams, a delta each %d ms: %.3f cores with the journal (database %.3f), %.3f"
                                + " without, ratio %.2f%n",
                        round, streams, MILLIS, with.all(), with.database, base.all(), with.all() / base.all());
            }
        }
    }

    private static ServerFixture server(String keep, int streams) {
        var server = ServerFixture.withDatabase(
                Server.Kind.WILDFLY,
                Map.of(
                        "CHATKIT_ANONYMOUS_USER",
                        "demo",
                        "CHATKIT_LIMITS_NODE_TURNS",
                        Integer.toString(streams),
                        "CHATKIT_TURNS_KEEP",
                        keep));
        server.start("api/opportunities", ProbeApplication.war());
        return server;
    }

    /** Processor time by time that passes. */
    private record Cores(double server, double database) {
        double all() {
            return server + database;
        }
    }

    /** The cores that server and database use while the streams are open and send. */
    private static Cores cores(ServerFixture server, int streams, int seconds) throws IOException {
        int deltas = (seconds + 20) * 1000 / MILLIS;
        try (var load = new StreamLoad(server.baseUri().getPort())) {
            load.open(
                    streams,
                    "{\"type\":\"threads.create\",\"params\":{\"input\":{\"content\":[{\"type\":\"input_text\",\"text\":\"/pace"
                        + " "
                            + deltas + ' ' + MILLIS + "\"}],\"attachments\":[],\"inference_options\":{}}}}",
                    TIMEOUT);
            Duration jvm = jvm(server);
            Duration database = database(server);
            long begin = System.nanoTime();
            load.read(Duration.ofSeconds(seconds));
            double nanos = System.nanoTime() - begin;
            var used = new Cores(
                    jvm(server).minus(jvm).toNanos() / nanos,
                    database(server).minus(database).toNanos() / nanos);
            load.read(TIMEOUT);
            return used;
        }
    }

    private static Duration jvm(ServerFixture server) {
        return ProcessHandle.of(server.server().jvm().pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** The processes of the database that are alive; its connections stay open in the pool. */
    private static Duration database(ServerFixture server) {
        return ProcessHandle.of(server.database().pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
