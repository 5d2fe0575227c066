package ee.chatkit.telemetry;

/** The attributes of spans; names without {@code chatkit} are those of OpenTelemetry's conventions. */
public enum SpanAttribute {
    /** The kind of a failure. */
    ERROR_TYPE("error.type"),
    /** The method of a request. */
    HTTP_REQUEST_METHOD("http.request.method"),
    /** The path with parameters instead of ids. */
    HTTP_ROUTE("http.route"),
    /** The status of a response. */
    HTTP_RESPONSE_STATUS_CODE("http.response.status_code"),
    /** The path of a request, without parameters and query, which may contain the id of a session and a signature. */
    URL_PATH("url.path"),
    /** {@code http} or {@code https}. */
    URL_SCHEME("url.scheme"),
    /** The id that the response header {@code X-Request-Id} and the log have. */
    REQUEST_ID("chatkit.request.id"),
    /** {@code postgresql}. */
    DB_SYSTEM_NAME("db.system.name"),
    /** A method of the store. */
    DB_OPERATION_NAME("db.operation.name"),
    /** {@code completed}, {@code cancelled} or {@code failed}. */
    TURN_OUTCOME("chatkit.turn.outcome"),
    /** The class of the responder. */
    RESPONDER("chatkit.responder"),
    /** {@code chat}. */
    GEN_AI_OPERATION_NAME("gen_ai.operation.name"),
    /** The provider of a language model. */
    GEN_AI_PROVIDER_NAME("gen_ai.provider.name"),
    /** The model that was asked for. */
    GEN_AI_REQUEST_MODEL("gen_ai.request.model"),
    /** The model that answered. */
    GEN_AI_RESPONSE_MODEL("gen_ai.response.model"),
    /** The id of the thread. */
    GEN_AI_CONVERSATION_ID("gen_ai.conversation.id"),
    /** The tokens of the prompt. */
    GEN_AI_USAGE_INPUT_TOKENS("gen_ai.usage.input_tokens"),
    /** The tokens of the answer. */
    GEN_AI_USAGE_OUTPUT_TOKENS("gen_ai.usage.output_tokens");

    private final String key;

    SpanAttribute(String key) {
        this.key = key;
    }

    /** The name of the attribute in OpenTelemetry. */
    public String key() {
        return key;
    }
}
