package ee.chatkit.model;

/** What an attachment is to a client. */
public enum AttachmentType {
    FILE,
    IMAGE
}
