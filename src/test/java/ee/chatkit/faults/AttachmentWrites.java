package ee.chatkit.faults;

import java.util.Optional;

/** Uploads and deletions of files, in one request or in two. */
final class AttachmentWrites {
    /** Up to two of the chunks in which files are stored. */
    private static final int MAX_BYTES = 400_000;

    private final WriterSession session;
    private final WriteLedger ledger;

    AttachmentWrites(WriterSession session) {
        this.session = session;
        this.ledger = session.ledger();
    }

    /** Uploads a file. Returns it, or empty if that was not acknowledged. */
    Optional<WrittenResource> upload() {
        String name = session.uniqueName();
        byte[] file = new byte[1 + session.random().nextInt(MAX_BYTES)];
        session.random().nextBytes(file);
        return session.random().nextBoolean() ? uploadForm(name, file) : announceAndUpload(name, file);
    }

    private Optional<WrittenResource> uploadForm(String name, byte[] file) {
        var attachment = ledger.beginCreation(WrittenType.ATTACHMENT, null, null, Requests.fileContent(name, file));
        return create(attachment, Requests.form(name, file), Requests.FORM);
    }

    private Optional<WrittenResource> announceAndUpload(String name, byte[] file) {
        var announced = ledger.beginCreation(WrittenType.ATTACHMENT, null, null, Requests.announced(name));
        return create(announced, Requests.announcement(name, file.length), Requests.JSON)
                .filter(attachment -> uploadContent(attachment, name, file));
    }

    private Optional<WrittenResource> create(WrittenResource attachment, byte[] body, String[] headers) {
        Optional<Reply> reply = (session.random().nextBoolean()
                        ? session.sendKeyed("attachments", body, headers)
                        : session.send("POST", "attachments", body, headers))
                .filter(Reply::isSuccess);
        reply.ifPresent(
                created -> ledger.acknowledgeCreation(attachment, created.json().getString("id")));
        return reply.map(created -> attachment);
    }

    /** The same bytes may be sent again. */
    private boolean uploadContent(WrittenResource attachment, String name, byte[] file) {
        attachment.beginChange(Requests.fileContent(name, file));
        boolean uploaded = session.sendRepeatedly(
                        "PUT",
                        "attachments/" + attachment.requireId() + "/content",
                        file,
                        "Content-Type",
                        "application/octet-stream")
                .filter(Reply::isSuccess)
                .isPresent();
        if (uploaded) {
            ledger.acknowledgeChange(attachment);
        }
        return uploaded;
    }

    /** Deletes a file that was not sent in a message. */
    void delete(WrittenResource attachment) {
        attachment.beginDeletion();
        if (session.send("DELETE", "attachments/" + attachment.requireId(), new byte[0])
                .filter(Reply::isSuccess)
                .isPresent()) {
            ledger.acknowledgeDeletion(attachment);
        }
    }
}
