package ee.chatkit.store;

import java.time.Duration;

/** How far the clocks of nodes and of other servers may be apart. A time that is later than that lies in the future. */
public final class ClockSkew {
    /** The maximum difference. */
    public static final Duration MAX = Duration.ofHours(1);

    private ClockSkew() {}
}
