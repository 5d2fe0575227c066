package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.chat.ChatKitServer;
import ee.chatkit.chat.ProbeApplication;
import ee.chatkit.server.JvmMetrics;
import ee.chatkit.server.ServerFixture;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The WAR is undeployed and deployed again while the server runs; with a database. */
interface RedeploymentHttpSuite {
    int TIMES = 10;

    /**
     * The largest number of loaded copies of the application's classes. Each server retains one undeployed
     * application: WildFly by the last request in a task queue, Payara by the naming context of the first deployment.
     * The application that was undeployed last may take a moment.
     */
    int COPIES = 3;

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** The running server and its database. */
    ServerFixture fixture();

    /** After all other tests of the server, which may have caused a leak. */
    @Test
    @Order(DefaultBeansHttpSuite.LAST - 1)
    default void redeployment_leaksNoClassLoaderThreadOrConnection() throws SQLException {
        var chat = ChatKitTestClient.unscoped(base());
        String thread = chat.createThread("Before the first");
        int connections = connections("true");
        for (int n = 1; n <= TIMES; n++) {
            redeployDuringATurn(chat, thread);
            chat.sendMessage(thread, "After " + n);
        }
        assertEquals(2 + 4 * TIMES, chat.items(thread).size(), "partial answers are kept, and nothing is lost");

        JvmMetrics jvmMetrics = fixture().server().jvm();
        String server = ChatKitServer.class.getName();
        // counting instances runs the garbage collector, counting classes does not
        await(
                () -> jvmMetrics.instanceCount(server) <= COPIES && jvmMetrics.loadedClassCount(server) <= COPIES,
                () -> jvmMetrics.instanceCount(server) + " old objects, " + jvmMetrics.loadedClassCount(server)
                        + " old classes");
        await(() -> haveDistinctNames(chatKitThreads(jvmMetrics)), () -> "threads: " + chatKitThreads(jvmMetrics));
        assertEquals(0, connections("state like 'idle in transaction%'"));
        int more = connections("true") - connections;
        assertTrue(more < TIMES / 2, () -> more + " connections more than before");
    }

    private static List<String> chatKitThreads(JvmMetrics jvmMetrics) {
        return jvmMetrics.threadNames().stream()
                .filter(name -> name.startsWith("chatkit-"))
                .toList();
    }

    /** No turn is running, and each scheduler thread exists once. */
    private static boolean haveDistinctNames(List<String> threads) {
        return threads.stream().distinct().count() == threads.size()
                && threads.stream().noneMatch(name -> name.startsWith("chatkit-turn-"));
    }

    /** Undeploys the WAR during a turn. */
    private void redeployDuringATurn(ChatKitTestClient chat, String thread) {
        String params = "\"thread_id\":\"" + thread + "\"," + ChatKitTestClient.input("/pace 1000 50");
        try (var stream = chat.openStream("threads.add_user_message", params)) {
            stream.next("thread.item.updated");
            fixture().redeploy("api/opportunities", ProbeApplication.war());
        }
    }

    private int connections(String condition) throws SQLException {
        try (Connection connection = fixture().database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from pg_stat_activity where usename ="
                        + " current_user and pid <> pg_backend_pid() and " + condition)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void await(BooleanSupplier condition, Supplier<String> what) {
        long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }
}
