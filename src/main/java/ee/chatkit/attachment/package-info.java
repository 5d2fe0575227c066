/**
 * Attached files: announced, sent in, linked, read and swept. Begin with {@link ee.chatkit.attachment.StoreAttachmentService}
 * and {@link ee.chatkit.attachment.AttachmentFiles}. Knows neither HTTP nor database.
 */
@NullMarked
package ee.chatkit.attachment;

import org.jspecify.annotations.NullMarked;
