package ee.chatkit.telemetry;

/** The attributes of metrics. Each has few possible values; names without {@code chatkit} are those of OpenTelemetry's conventions. */
public enum MetricAttribute {
    /** The kind of a failure: a constant of the application or a class name. */
    ERROR_TYPE("error.type"),
    /** {@code GET}, {@code POST}, and so on; {@code _OTHER} for a method that HTTP does not define. */
    HTTP_REQUEST_METHOD("http.request.method"),
    /** The path with parameters instead of ids, such as {@code /api/threads/{id}}. */
    HTTP_ROUTE("http.route"),
    /** The status of a response. */
    HTTP_RESPONSE_STATUS_CODE("http.response.status_code"),
    /** {@code http} or {@code https}. */
    URL_SCHEME("url.scheme"),
    /** The last part of a problem's type, such as {@code not-found}. */
    PROBLEM_TYPE("chatkit.problem.type"),
    /** {@code completed}, {@code cancelled} or {@code failed}. */
    TURN_OUTCOME("chatkit.turn.outcome"),
    /** A method of the store, such as {@code addItem}. */
    STORE_OPERATION("chatkit.store.operation"),
    /** The setting that names a limit, without {@code chatkit.limit}. */
    LIMIT("chatkit.limit"),
    /** What came of a request with an {@code Idempotency-Key}. */
    IDEMPOTENCY_OUTCOME("chatkit.idempotency.outcome"),
    /** What a sweep deletes. */
    SWEEP("chatkit.sweep"),
    /** {@code export} or {@code import}. */
    TRANSFER_DIRECTION("chatkit.transfer.direction"),
    /** {@code chat}. */
    GEN_AI_OPERATION_NAME("gen_ai.operation.name"),
    /** The provider of a language model, such as {@code openai}. */
    GEN_AI_PROVIDER_NAME("gen_ai.provider.name"),
    /** The name of a language model, which the configuration names. */
    GEN_AI_REQUEST_MODEL("gen_ai.request.model"),
    /** {@code input} or {@code output}. */
    GEN_AI_TOKEN_TYPE("gen_ai.token.type");

    private final String key;

    MetricAttribute(String key) {
        this.key = key;
    }

    /** The name of the attribute in OpenTelemetry. */
    public String key() {
        return key;
    }
}
