package ee.chatkit.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/**
 * Builds a JSON object to send. As a change it is a merge patch (RFC 7396): members that are not named stay as they
 * are. Mutable and not thread-safe; it can be sent
 * more than once. No parameter may be null.
 */
public final class JsonBody {
    private final JsonObjectBuilder members;

    private JsonBody(JsonObjectBuilder members) {
        this.members = members;
    }

    /**
     * Starts with an empty object.
     *
     * @return a new body
     */
    public static JsonBody empty() {
        return new JsonBody(Json.createObjectBuilder());
    }

    /**
     * Starts with one member.
     *
     * @param name the name of the member
     * @param value its value
     * @return a new body
     */
    public static JsonBody with(String name, String value) {
        return empty().and(name, value);
    }

    /**
     * Starts with the members of an object.
     *
     * @param json the object, which is copied
     * @return a new body
     */
    public static JsonBody of(JsonObject json) {
        return new JsonBody(Json.createObjectBuilder(json));
    }

    /**
     * Sets a member.
     *
     * @param name the name of the member
     * @param value its value
     * @return this body
     */
    public JsonBody and(String name, String value) {
        members.add(name, value);
        return this;
    }

    /**
     * Sets a member.
     *
     * @param name the name of the member
     * @param value its value
     * @return this body
     */
    public JsonBody and(String name, long value) {
        members.add(name, value);
        return this;
    }

    /**
     * Sets a member.
     *
     * @param name the name of the member
     * @param value its value
     * @return this body
     */
    public JsonBody and(String name, JsonValue value) {
        members.add(name, value);
        return this;
    }

    /**
     * Sets a member to null; in a change, this removes it.
     *
     * @param name the name of the member
     * @return this body
     */
    public JsonBody without(String name) {
        members.addNull(name);
        return this;
    }

    /** The object. A builder is empty after it has built, but a body may be sent more than once. */
    JsonObject json() {
        JsonObject built = members.build();
        built.forEach(members::add);
        return built;
    }
}
