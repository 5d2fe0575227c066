package ee.chatkit.faults;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes of threads and items over REST. */
final class ThreadWrites {
    private final WriterSession session;
    private final WriteLedger ledger;

    ThreadWrites(WriterSession session) {
        this.session = session;
        this.ledger = session.ledger();
    }

    /**
     * Creates a thread with a title.
     *
     * @param opportunity the opportunity that it belongs to; null for none
     * @return the thread; empty if its creation was not acknowledged
     */
    Optional<WritableThread> create(@Nullable WrittenResource opportunity) {
        String title = session.uniqueName();
        String id = session.random().nextBoolean() ? session.uniqueId("thr") : null;
        var thread = ledger.beginCreation(WrittenType.THREAD, opportunity, id, title);
        byte[] body = Requests.object(
                "id", id, "title", title, "opportunity_id", opportunity == null ? null : opportunity.requireId());
        return create(thread, id, "threads", body) ? Optional.of(new WritableThread(thread)) : Optional.empty();
    }

    /** Appends an item. */
    void append(WritableThread in) {
        String text = session.uniqueText();
        String type = session.random().nextInt(3) == 0 ? Requests.USER_MESSAGE : Requests.NOTE;
        String id = session.random().nextBoolean() ? session.uniqueId("msg") : null;
        var item = ledger.beginCreation(WrittenType.ITEM, in.thread(), id, Requests.itemContent(type, text));
        if (create(item, id, in.path() + "/items", Requests.item(type, id, text)) && type.equals(Requests.NOTE)) {
            in.items().add(item);
        }
    }

    private boolean create(WrittenResource resource, @Nullable String id, String path, byte[] body) {
        Optional<Reply> success = post(id, path, body).filter(Reply::isSuccess);
        success.ifPresent(
                created -> ledger.acknowledgeCreation(resource, created.json().getString("id")));
        return success.isPresent();
    }

    /** Only with an id of its own, or with a key, may a creation be repeated when its outcome is open. */
    private Optional<Reply> post(@Nullable String id, String path, byte[] body) {
        if (id != null) {
            return session.sendRepeatedly("POST", path, body, Requests.JSON);
        }
        return session.random().nextInt(3) > 0
                ? session.sendKeyed(path, body, Requests.JSON)
                : session.send("POST", path, body, Requests.JSON);
    }

    void rename(WritableThread renamed) {
        String title = session.uniqueName();
        renamed.thread().beginChange(title);
        change(renamed.thread(), renamed.path(), Requests.object("title", title));
    }

    void changeItem(WritableThread in, WrittenResource note) {
        String text = session.uniqueText();
        note.beginChange(Requests.itemContent(Requests.NOTE, text));
        change(note, in.path() + "/items/" + note.requireId(), Requests.object("text", text));
    }

    private void change(WrittenResource resource, String path, byte[] body) {
        if (session.send("PATCH", path, body, Requests.JSON)
                .filter(Reply::isSuccess)
                .isPresent()) {
            ledger.acknowledgeChange(resource);
        }
    }

    void deleteItem(WritableThread in, WrittenResource note) {
        in.items().remove(note);
        delete(note, in.path() + "/items/" + note.requireId());
    }

    void delete(WritableThread deleted) {
        delete(deleted.thread(), deleted.path());
    }

    private void delete(WrittenResource resource, String path) {
        resource.beginDeletion();
        if (session.send("DELETE", path, new byte[0]).filter(Reply::isSuccess).isPresent()) {
            ledger.acknowledgeDeletion(resource);
        }
    }
}
