package ee.chatkit.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Converts between JSON and the records of this package, independently of the JSON binding of the application and its
 * server.
 */
public final class RepresentationCodec implements MessageBodyReader<Object>, MessageBodyWriter<JsonBody> {
    private static final Map<Type, Function<JsonObject, ?>> READERS = Map.of(
            OpportunityRepresentation.class, OpportunityRepresentation::of,
            ThreadRepresentation.class, ThreadRepresentation::of,
            ItemRepresentation.class, ItemRepresentation::of,
            AttachmentRepresentation.class, AttachmentRepresentation::of,
            TurnRepresentation.class, TurnRepresentation::of,
            SearchHitRepresentation.class, SearchHitRepresentation::of,
            JsonObject.class, json -> json);

    static @Nullable String text(JsonObject json, String name) {
        return json.get(name) instanceof JsonString text ? text.getString() : null;
    }

    static Instant time(JsonObject json, String name) {
        return OffsetDateTime.parse(json.getString(name)).toInstant();
    }

    @Override
    public boolean isReadable(Class<?> raw, Type type, Annotation[] annotations, MediaType mediaType) {
        return READERS.containsKey(raw) || raw == ResultPage.class || raw == WithETag.class;
    }

    @Override
    public Object readFrom(
            Class<Object> raw,
            Type type,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream in) {
        JsonObject json;
        try (var reader = Json.createReader(in)) {
            json = reader.readObject();
        }
        if (type instanceof ParameterizedType generic) {
            Function<JsonObject, ?> read = reader(generic.getActualTypeArguments()[0]);
            return ResultPage.class.isAssignableFrom(raw)
                    ? page(json, read)
                    : new WithETag<Object>(read.apply(json), headers.getFirst(HttpHeaders.ETAG));
        }
        return reader(type).apply(json);
    }

    private static ResultPage<?> page(JsonObject json, Function<JsonObject, ?> read) {
        return new ResultPage<>(
                json.getJsonArray("data").getValuesAs(JsonObject.class).stream()
                        .<Object>map(read)
                        .toList(),
                text(json, "after"));
    }

    private static Function<JsonObject, ?> reader(Type type) {
        Function<JsonObject, ?> reader = READERS.get(type);
        if (reader == null) {
            throw new IllegalArgumentException("Unsupported type: " + type);
        }
        return reader;
    }

    @Override
    public boolean isWriteable(Class<?> raw, Type type, Annotation[] annotations, MediaType mediaType) {
        return raw == JsonBody.class;
    }

    @Override
    public void writeTo(
            JsonBody jsonBody,
            Class<?> raw,
            Type type,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(jsonBody.json().toString().getBytes(StandardCharsets.UTF_8));
    }
}
