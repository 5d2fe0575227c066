package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An attached file as clients see it; what the server knows of it is {@link ee.chatkit.model.Attachment}. */
public sealed interface WireAttachment {
    /**
     * What every attachment has.
     *
     * @param upload where the bytes are to be sent; null once they are there
     * @param threadId null until it was sent in a thread
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

    /** Any file. */
    record File(FileInfo info) implements WireAttachment {
        public File {
            Objects.requireNonNull(info);
        }
    }

    /** An image, which the client shows. */
    record Image(FileInfo info, String previewUrl) implements WireAttachment {
        public Image {
            Objects.requireNonNull(info);
            previewUrl = Preconditions.requireText(previewUrl);
        }
    }

    /** A stored attachment of another type. */
    record Unknown(RawJson json) implements WireAttachment {
        public Unknown {
            json.requireObject("attachment");
        }
    }

    /** How the bytes are sent: the request that the client has to make. */
    record Upload(String url, Method method, Map<String, String> headers) {
        public Upload {
            url = Preconditions.requireText(url);
            Objects.requireNonNull(method);
            headers = Preconditions.copyOf(headers);
        }
    }

    /** The methods that clients know. */
    enum Method {
        POST,
        PUT
    }
}
