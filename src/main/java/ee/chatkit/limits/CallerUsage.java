package ee.chatkit.limits;

/** What one caller uses of this node. Synchronized by itself; locked for a few instructions only. */
final class CallerUsage {
    private long rateFullAt;
    private int requests;
    private int uploads;
    private int turns;

    /** @param now the rate is unused */
    CallerUsage(long now) {
        rateFullAt = now;
    }

    /** The concurrent operations that are counted. */
    enum Operation {
        /** A request, from its headers to its answer. */
        REQUEST,
        /** A file that is received or stored. */
        UPLOAD,
        /** A turn. */
        TURN
    }

    /**
     * Takes a token of the rate.
     *
     * @return the seconds to wait if there is none; 0 if one was taken
     */
    synchronized long tryTake(RequestRate rate, long now) {
        long taken = rate.take(rateFullAt, now);
        if (rate.isOverdrawn(taken, now)) {
            return rate.secondsToWait(taken, now);
        }
        rateFullAt = taken;
        return 0;
    }

    synchronized RateStatus status(RequestRate rate, long now) {
        return rate.status(rateFullAt, now);
    }

    /** Begins an operation unless as many run; 0 for any number. */
    synchronized boolean tryBegin(Operation operation, int limit) {
        int running = switch (operation) {
            case REQUEST -> requests;
            case UPLOAD -> uploads;
            case TURN -> turns;
        };
        if (limit > 0 && running >= limit) {
            return false;
        }
        add(operation, 1);
        return true;
    }

    synchronized void end(Operation operation) {
        add(operation, -1);
    }

    private void add(Operation operation, int count) {
        switch (operation) {
            case REQUEST -> requests += count;
            case UPLOAD -> uploads += count;
            case TURN -> turns += count;
        }
    }

    /** Whether forgetting this usage changes nothing. */
    synchronized boolean isUnused(long now) {
        return requests == 0 && uploads == 0 && turns == 0 && rateFullAt - now <= 0;
    }
}
