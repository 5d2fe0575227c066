package ee.chatkit.faults;

/**
 * A difference between what was acknowledged and what is stored.
 *
 * @param what the resource and the difference, with ids
 */
record AuditFinding(Type type, String what) {
    /** The kind of a difference. */
    enum Type {
        /** An acknowledged write is not there. */
        LOST,
        /** A resource has a content that nothing has written last. */
        CHANGED,
        /** A write has taken effect twice. */
        DOUBLED,
        /** A resource is there although its deletion was acknowledged. */
        RESURRECTED,
        /** A resource that nothing has written. */
        UNKNOWN,
        /** A list or the items of a thread are not in their order. */
        ORDER,
        /** The database contradicts itself. */
        DATABASE
    }

    @Override
    public String toString() {
        return type + ": " + what;
    }
}
