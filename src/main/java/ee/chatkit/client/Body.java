package ee.chatkit.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** A JSON object that is sent. As a change of something it is a merge patch: what is not named stays as it is. */
public final class Body {
    private final JsonObjectBuilder members;

    private Body(JsonObjectBuilder members) {
        this.members = members;
    }

    /** Without members. */
    public static Body empty() {
        return new Body(Json.createObjectBuilder());
    }

    /** With one member, to begin with. */
    public static Body with(String name, String value) {
        return empty().and(name, value);
    }

    /** With the members of an object. */
    public static Body of(JsonObject json) {
        return new Body(Json.createObjectBuilder(json));
    }

    public Body and(String name, String value) {
        members.add(name, value);
        return this;
    }

    public Body and(String name, long value) {
        members.add(name, value);
        return this;
    }

    public Body and(String name, JsonValue value) {
        members.add(name, value);
        return this;
    }

    /** Removes what is changed of its member. */
    public Body without(String name) {
        members.addNull(name);
        return this;
    }

    /** This, and after it no more members. */
    JsonObject json() {
        return members.build();
    }
}
