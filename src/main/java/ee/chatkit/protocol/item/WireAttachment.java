package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An attached file in the form that clients see. Its stored form is {@link ee.chatkit.model.Attachment}. */
public sealed interface WireAttachment {
    /**
     * The members that all attachments have.
     *
     * @param id the id; 1 to 255 characters
     * @param name the file name
     * @param mimeType the media type
     * @param upload how the client uploads the contents; null once they are stored
     * @param threadId the id of the thread in which the attachment was sent; null until then
     */
    record FileInfo(
            String id,
            String name,
            String mimeType,
            @Nullable Upload upload,
            @Nullable String threadId) {
        public FileInfo {
            Preconditions.requireId("attachment id", id);
            name = Preconditions.requireText(name);
            mimeType = Preconditions.requireText(mimeType);
            if (threadId != null) {
                Preconditions.requireId("thread id", threadId);
            }
        }
    }

    /**
     * Any file.
     *
     * @param info the common members
     */
    record File(FileInfo info) implements WireAttachment {
        public File {
            Objects.requireNonNull(info);
        }
    }

    /**
     * An image, which clients show.
     *
     * @param info the common members
     * @param previewUrl the URL of the image
     */
    record Image(FileInfo info, String previewUrl) implements WireAttachment {
        public Image {
            Objects.requireNonNull(info);
            previewUrl = Preconditions.requireText(previewUrl);
        }
    }

    /**
     * An attachment of an unknown type.
     *
     * @param json a JSON object
     */
    record Unknown(RawJson json) implements WireAttachment {
        public Unknown {
            json.requireObject("attachment");
        }
    }

    /**
     * The HTTP request by which the client uploads the contents.
     *
     * @param url the URL
     * @param method the method
     * @param headers the headers by name, in this order
     */
    record Upload(String url, Method method, Map<String, String> headers) {
        public Upload {
            url = Preconditions.requireText(url);
            Objects.requireNonNull(method);
            headers = Preconditions.copyOf(headers);
        }
    }

    /** The methods that the protocol allows. */
    enum Method {
        POST,
        PUT
    }
}
