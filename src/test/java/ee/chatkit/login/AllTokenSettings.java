package ee.chatkit.login;

import org.eclipse.microprofile.config.Config;

/** The settings of bearer tokens for tests of other rooms. */
public final class AllTokenSettings {
    private AllTokenSettings() {}

    public static Object read(Config config) {
        return TokenLogin.isWanted(config);
    }
}
