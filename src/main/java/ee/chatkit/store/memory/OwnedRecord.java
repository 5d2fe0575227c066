package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;

/** A record and the user it belongs to. */
record OwnedRecord<T>(String userId, T value) {
    boolean by(Caller caller) {
        return userId.equals(caller.userId());
    }
}
