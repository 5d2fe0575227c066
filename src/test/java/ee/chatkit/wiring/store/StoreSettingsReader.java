package ee.chatkit.wiring.store;

import org.eclipse.microprofile.config.Config;

/** Reads the settings of the store for tests of other packages. */
public final class StoreSettingsReader {
    private StoreSettingsReader() {}

    public static Object read(Config config) {
        return StoreSettings.read(config);
    }
}
