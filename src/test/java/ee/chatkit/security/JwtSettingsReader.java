package ee.chatkit.security;

import org.eclipse.microprofile.config.Config;

/** The settings of bearer tokens for tests of other rooms. */
public final class JwtSettingsReader {
    private JwtSettingsReader() {}

    public static Object read(Config config) {
        return JwtLoginExtension.isEnabled(config);
    }
}
