package ee.chatkit.wiring;

import ee.chatkit.store.SearchIndex;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.wiring.server.Scheduler;
import ee.chatkit.wiring.server.Setting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;

/** Runs the indexing of searches in the background, and reports its progress. */
@Dependent
public class SearchProducer {
    static final String ITEMS_PER_SECOND = "chatkit.search.index-items-per-second";

    private static final System.Logger LOG = System.getLogger(SearchProducer.class.getName());
    private static final String NAME = "chatkit-search";
    private static final Duration PAUSE = Duration.ofSeconds(3);

    static int itemsPerSecond(Config config) {
        return Setting.number(config, ITEMS_PER_SECOND, "1000", 0, 1_000_000, "items");
    }

    /** The indexer and its thread. */
    record IndexSchedule(SearchIndexer indexer, Scheduler scheduler) {}

    @Produces
    @Singleton
    IndexSchedule indexSchedule(Config config, SearchIndex index) {
        return new IndexSchedule(
                new SearchIndexer(index, Math.max(1, itemsPerSecond(config))), new Scheduler("chatkit-search-index"));
    }

    /** Always up: what is not indexed yet is no reason to send requests elsewhere. */
    @Produces
    @ApplicationScoped
    @Readiness
    HealthCheck readiness(IndexSchedule schedule) {
        return () -> {
            OptionalLong unindexed = schedule.indexer.unindexedThreads();
            return new HealthCheckResponse(
                    NAME,
                    Status.UP,
                    unindexed.isEmpty()
                            ? Optional.empty()
                            : Optional.of(Map.of("unindexed-threads", unindexed.getAsLong())));
        };
    }

    void start(@Observes Startup startup, Config config, IndexSchedule schedule) {
        if (itemsPerSecond(config) > 0) {
            schedule.scheduler.repeatedly(PAUSE, PAUSE, Scheduler.inContext(() -> run(schedule.indexer)));
        }
    }

    /** The scheduler cancels a task that throws. */
    private static void run(SearchIndexer indexer) {
        try {
            indexer.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UnavailableException e) {
            LOG.log(Level.DEBUG, "Indexing for searches skipped: {0}", e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "Indexing for searches failed", e);
        }
    }

    void stop(@Observes Shutdown shutdown, IndexSchedule schedule) {
        schedule.indexer.stop();
        schedule.scheduler.close();
    }
}
