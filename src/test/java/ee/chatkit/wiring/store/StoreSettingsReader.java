package ee.chatkit.wiring.store;

import org.eclipse.microprofile.config.Config;

/** The store's settings for tests of other rooms. */
public final class StoreSettingsReader {
    private StoreSettingsReader() {}

    public static Object read(Config config) {
        return StoreSettings.read(config);
    }
}
