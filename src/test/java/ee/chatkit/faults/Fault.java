package ee.chatkit.faults;

/** Something that fails for a while. */
interface Fault {
    /** Makes it fail. Returns when it has failed. */
    void begin() throws Exception;

    /** Removes the cause. Returns when it is removed; what recovers by itself may still be at it. */
    void end() throws Exception;
}
