package ee.chatkit.store;

/** What became of an entry that was to be written. */
public enum WriteOutcome {
    ADDED(""),
    /**
     * The same is there: nothing was done. The time of a thread's latest activity, of an opportunity's latest change and of
     * feedback may be another, and nothing else.
     */
    ALREADY_THERE(""),
    /** Said in the same words whoever has it. */
    ID_TAKEN("the id is taken"),
    DIFFERENT("something else is kept under this id, and stays"),
    NO_OPPORTUNITY("its opportunity is not there"),
    NO_THREAD("its thread is not there, or was refused"),
    NO_ITEM("its item is not there, or is hidden"),
    /** Items that are there already stand behind it in the file. */
    GONE_ON("the conversation that is there has gone on without it"),
    ANOTHER_ACTIVE("another opportunity is active, and stays so");

    private final String reason;

    WriteOutcome(String reason) {
        this.reason = reason;
    }

    /** Whether the entry is not there now. */
    public boolean refused() {
        return !reason.isEmpty();
    }

    /** Why it was refused, in words; empty when it was not. */
    public String reason() {
        return reason;
    }
}
