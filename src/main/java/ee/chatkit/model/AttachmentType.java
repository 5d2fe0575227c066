package ee.chatkit.model;

/** How clients present an attachment. */
public enum AttachmentType {
    /** Any file. */
    FILE,
    /** An image with a preview. */
    IMAGE
}
