package ee.chatkit.wiring;

import ee.chatkit.chat.TurnRecovery;
import ee.chatkit.chat.TurnService;
import ee.chatkit.http.resource.OnDisconnect;
import ee.chatkit.http.resource.TurnSettings;
import ee.chatkit.journal.NodeTurns;
import ee.chatkit.store.Store;
import ee.chatkit.store.TurnJournal;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.wiring.server.Scheduler;
import ee.chatkit.wiring.server.Setting;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/** Produces the beans of turns, writes their journal, tells that this node is alive, and deals with turns of nodes that are gone. */
@Dependent
public class TurnsProducer {
    static final String KEEP = "chatkit.turns.keep";
    static final String CONCURRENT = "chatkit.turns.concurrent";
    static final String ON_DISCONNECT = "chatkit.turns.on-disconnect";

    private static final System.Logger LOG = System.getLogger(TurnsProducer.class.getName());
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration BEAT = Duration.ofSeconds(NodeTurns.BEAT_SECONDS);
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);
    private static final int SWEEP_BATCH = 500;
    private static final int LAST = ObserverMethod.DEFAULT_PRIORITY + 100;

    /** How long turns are kept after their end; zero if there is no journal. */
    static Duration keep(Config config) {
        return Duration.ofSeconds(Setting.number(config, KEEP, "900", 0, 86_400, "seconds"));
    }

    @Produces
    @Singleton
    TurnSettings turnSettings(Config config) {
        return new TurnSettings(
                Setting.read(config, ON_DISCONNECT, "cancel", "cancel or continue", TurnsProducer::onDisconnect));
    }

    private static OnDisconnect onDisconnect(String text) {
        return OnDisconnect.named(text).orElseThrow(() -> new IllegalArgumentException("unknown"));
    }

    @Produces
    @Singleton
    NodeTurns nodeTurns(Config config, TurnJournal journal) {
        boolean oneAtATime = isOneAtATime(config);
        if (keep(config).isZero()) {
            if (oneAtATime) {
                throw new IllegalStateException(CONCURRENT + "=refuse needs a journal: " + KEEP + " is 0");
            }
            return NodeTurns.notJournalled(journal);
        }
        return oneAtATime ? NodeTurns.oneAtATime(journal) : new NodeTurns(journal);
    }

    static boolean isOneAtATime(Config config) {
        return Setting.read(config, CONCURRENT, "allow", "allow or refuse", TurnsProducer::isRefused);
    }

    private static boolean isRefused(String text) {
        return switch (text) {
            case "allow" -> false;
            case "refuse" -> true;
            default -> throw new IllegalArgumentException("unknown");
        };
    }

    @Produces
    @Singleton
    TurnService turnService(NodeTurns turns) {
        return new TurnService(turns);
    }

    /** The threads that write the journal, tell that the node is alive, and sweep; none waits for another. */
    record TurnSchedulers(Scheduler writer, Scheduler beats, Scheduler sweeps) {}

    @Produces
    @Singleton
    TurnSchedulers turnSchedulers() {
        return new TurnSchedulers(
                new Scheduler("chatkit-journal"),
                new Scheduler("chatkit-heartbeat"),
                new Scheduler("chatkit-journal-sweep"));
    }

    /** An invalid setting fails the deployment. */
    void start(
            @Observes Startup startup,
            Config config,
            TurnSettings settings,
            NodeTurns turns,
            Store store,
            TurnSchedulers schedulers) {
        Duration keep = keep(config);
        if (keep.isZero()) {
            return;
        }
        var recovery = new TurnRecovery(turns, store);
        schedulers.writer().repeatedly(AT_ONCE, AT_ONCE, Scheduler.inContext(() -> write(turns)));
        schedulers.beats().repeatedly(BEAT, BEAT, Scheduler.inContext(() -> run("Heartbeat", turns::beat)));
        schedulers.sweeps().repeatedly(BEAT, BEAT, Scheduler.inContext(() -> run("Recovery of turns", recovery::run)));
        schedulers
                .sweeps()
                .repeatedly(
                        SWEEP_INTERVAL,
                        SWEEP_INTERVAL,
                        Scheduler.inContext(() -> run("Sweep of turns", () -> sweep(turns.journal(), keep))));
    }

    private static void write(NodeTurns turns) {
        try {
            turns.writeNext();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "Writing of the turn journal failed", e);
        }
    }

    private static void sweep(TurnJournal journal, Duration keep) {
        int deleted;
        do {
            deleted = journal.sweep(keep, SWEEP_BATCH);
        } while (deleted == SWEEP_BATCH);
    }

    /** The scheduler cancels a task that throws. */
    private static void run(String what, Runnable task) {
        try {
            task.run();
        } catch (UnavailableException e) {
            LOG.log(Level.DEBUG, "{0} skipped: {1}", what, e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, what + " failed", e);
        }
    }

    /** After the turns have ended: until then the node is to be seen alive. */
    void stop(@Observes @Priority(LAST) Shutdown shutdown, TurnSchedulers schedulers) {
        schedulers.writer().close();
        schedulers.beats().close();
        schedulers.sweeps().close();
    }
}
