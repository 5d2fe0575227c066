package ee.chatkit.wiring.store;

import ee.chatkit.store.Store;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.telemetry.Telemetry;

/** A store as an application with this telemetry uses it. */
public final class MeasuredStore {
    private MeasuredStore() {}

    public static Store of(PostgresStores stores, Telemetry telemetry) {
        return StoreTelemetry.measured(SelectedStore.of(stores, () -> {}), telemetry)
                .store();
    }
}
