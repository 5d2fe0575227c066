package ee.chatkit.security;

import org.eclipse.microprofile.config.Config;

/** Reads the settings of bearer tokens, for tests of other packages. */
public final class JwtSettingsReader {
    private JwtSettingsReader() {}

    public static Object read(Config config) {
        return JwtLoginExtension.isEnabled(config);
    }
}
