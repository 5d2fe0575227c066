package ee.chatkit.http.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.stream.ClientWatch;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.servlet.ClientConnection;
import ee.chatkit.store.Archive;
import ee.chatkit.store.memory.MemoryStore;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.transfer.Export;
import ee.chatkit.transfer.Import;
import ee.chatkit.transfer.ImportPolicy;
import ee.chatkit.transfer.ProgressListener;
import ee.chatkit.transfer.Spool;
import jakarta.servlet.ServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DryRunReportTest {
    private static final Caller ANN = new Caller("ann");

    private final MemoryStore store = new MemoryStore(Clock.systemUTC());
    private final AtomicInteger openWriters = new AtomicInteger();

    /** The archive of the store, which counts the writers that are open: each holds locks in PostgreSQL. */
    private Archive countingArchive() {
        return proxy(Archive.class, store.archive(), (name, result) -> {
            if (!name.equals("write")) {
                return result;
            }
            openWriters.incrementAndGet();
            return proxy(Archive.Writer.class, result, (called, answer) -> {
                if (called.equals("close")) {
                    openWriters.decrementAndGet();
                }
                return answer;
            });
        });
    }

    private interface Observer {
        Object after(String method, Object result);
    }

    private static <T> T proxy(Class<T> type, Object target, Observer observer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return observer.after(method.getName(), method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }

    @Test
    void report_isWholeAndTheWriterIsClosed_beforeTheClientReads() throws IOException {
        store.addThread(ANN, ChatThread.create("thr_1", Instant.EPOCH));
        var file = new ByteArrayOutputStream();
        new Export(store.archive(), store.contents(), Clock.systemUTC())
                .write(new Export.Options(ANN, false, false, null), file, ProgressListener.NONE);
        Archive archive = countingArchive();
        var imports = new Import(archive, store.contents(), Clock.systemUTC());
        var spool = new Spool(Spool.TemporaryFiles.TEMPORARY_DIRECTORY, 1_000_000);
        var transfers = new TransferLimiter(
                new Export(archive, store.contents(), Clock.systemUTC()),
                imports,
                spool,
                null,
                new ClientWatch(Duration.ofMinutes(1)),
                Telemetry.off());
        var spooled = spool.receive(new ByteArrayInputStream(file.toByteArray()));
        var run = imports.start(spooled, new Import.Options(ANN, ImportPolicy.UNRESTRICTED, false, false));
        assertEquals(1, openWriters.get());

        var report = DryRunReport.of(transfers, transfers.acquire(), spooled, run, run.nextReports(), noConnection());
        assertEquals(0, openWriters.get());
        var response = new ByteArrayOutputStream();
        report.write(response);
        var lines = response.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(lines.getFirst().contains("already_there"), lines::toString);
        assertTrue(lines.getLast().contains("totals"), lines::toString);
        assertFalse(lines.size() < 2);
        transfers.acquire();
        transfers.acquire();
    }

    private static ClientConnection noConnection() {
        return ClientConnection.of((ServletRequest) Proxy.newProxyInstance(
                ServletRequest.class.getClassLoader(),
                new Class<?>[] {ServletRequest.class},
                (self, method, arguments) -> method.getName().equals("isAsyncStarted") ? false : null));
    }
}
