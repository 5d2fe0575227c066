package ee.chatkit.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** A JSON object that is sent. As a change of something it is a merge patch: what is not named stays as it is. */
public final class JsonBody {
    private final JsonObjectBuilder members;

    private JsonBody(JsonObjectBuilder members) {
        this.members = members;
    }

    /** Without members. */
    public static JsonBody empty() {
        return new JsonBody(Json.createObjectBuilder());
    }

    /** With one member, to begin with. */
    public static JsonBody with(String name, String value) {
        return empty().and(name, value);
    }

    /** With the members of an object. */
    public static JsonBody of(JsonObject json) {
        return new JsonBody(Json.createObjectBuilder(json));
    }

    public JsonBody and(String name, String value) {
        members.add(name, value);
        return this;
    }

    public JsonBody and(String name, long value) {
        members.add(name, value);
        return this;
    }

    public JsonBody and(String name, JsonValue value) {
        members.add(name, value);
        return this;
    }

    /** Removes what is changed of its member. */
    public JsonBody without(String name) {
        members.addNull(name);
        return this;
    }

    /** This, and after it no more members. */
    JsonObject json() {
        return members.build();
    }
}
