package ee.chatkit.telemetry;

import java.util.List;

/**
 * The metrics of the application. Names without {@code chatkit} are those of OpenTelemetry's semantic conventions; units are
 * written in UCUM, with a counted thing in braces.
 */
public enum Metric {
    /** The duration of requests, of streams until their end. */
    HTTP_SERVER_REQUEST_DURATION(
            "http.server.request.duration",
            "s",
            Kind.HISTOGRAM,
            "Duration of HTTP requests, of streams until their end",
            MetricAttribute.HTTP_REQUEST_METHOD,
            MetricAttribute.HTTP_ROUTE,
            MetricAttribute.HTTP_RESPONSE_STATUS_CODE,
            MetricAttribute.URL_SCHEME),
    /** Responses with a problem document. */
    PROBLEMS(
            "chatkit.problem.responses",
            "{response}",
            Kind.COUNTER,
            "Responses with a problem document",
            MetricAttribute.PROBLEM_TYPE),
    /** Request bodies that are not complete. */
    PENDING_BODIES("chatkit.http.pending_bodies", "{body}", Kind.GAUGE, "Request bodies that are not complete"),
    /** Turns that run. */
    TURNS_ACTIVE("chatkit.turn.active", "{turn}", Kind.UP_DOWN_COUNTER, "Turns that are running"),
    /** The duration of turns, by outcome. */
    TURN_DURATION(
            "chatkit.turn.duration",
            "s",
            Kind.HISTOGRAM,
            "Duration of turns",
            MetricAttribute.TURN_OUTCOME,
            MetricAttribute.ERROR_TYPE),
    /** The time until the responder's first event. */
    TURN_TIME_TO_FIRST_EVENT(
            "chatkit.turn.time_to_first_event",
            "s",
            Kind.HISTOGRAM,
            "Time from the start of a turn to the first event of the responder"),
    /** Deltas of text. */
    TURN_DELTAS("chatkit.turn.deltas", "{delta}", Kind.COUNTER, "Deltas sent by responders"),
    /** Answers that are kept in memory because the store was unavailable. */
    DEFERRED_ITEMS(
            "chatkit.turn.deferred_items",
            "{item}",
            Kind.GAUGE,
            "Items in memory that could not be stored yet because the store was unavailable"),
    /** Streams that are open. */
    STREAMS_OPEN("chatkit.stream.open", "{stream}", Kind.GAUGE, "Event streams that are open"),
    /** Streams that wait for their clients. */
    STREAMS_WAITING("chatkit.stream.waiting", "{stream}", Kind.GAUGE, "Event streams that wait for their clients"),
    /** The duration of the store's operations. */
    STORE_OPERATION_DURATION(
            "chatkit.store.operation.duration",
            "s",
            Kind.HISTOGRAM,
            "Duration of store operations",
            MetricAttribute.STORE_OPERATION,
            MetricAttribute.ERROR_TYPE),
    /** How long threads waited for a connection, also in vain. */
    STORE_CONNECTION_WAIT(
            "chatkit.store.connection.wait_time",
            "s",
            Kind.HISTOGRAM,
            "Time to obtain a connection from the pool",
            MetricAttribute.ERROR_TYPE),
    /** Whether operations fail at once because the database did not answer. */
    STORE_CIRCUIT_OPEN(
            "chatkit.store.circuit.open",
            "{circuit}",
            Kind.GAUGE,
            "1 while operations fail at once because the database did not answer, else 0"),
    /** Requests that a limit rejected. */
    LIMIT_REJECTIONS(
            "chatkit.limit.rejections",
            "{request}",
            Kind.COUNTER,
            "Requests that were rejected by a limit",
            MetricAttribute.LIMIT),
    /** Requests with an {@code Idempotency-Key}. */
    IDEMPOTENT_REQUESTS(
            "chatkit.idempotency.requests",
            "{request}",
            Kind.COUNTER,
            "Requests with an Idempotency-Key, by outcome",
            MetricAttribute.IDEMPOTENCY_OUTCOME),
    /** What sweeps deleted. */
    SWEPT_ROWS("chatkit.sweep.rows", "{row}", Kind.COUNTER, "Rows deleted by sweeps", MetricAttribute.SWEEP),
    /** Records that were exported or imported. */
    TRANSFER_RECORDS(
            "chatkit.transfer.records",
            "{record}",
            Kind.COUNTER,
            "Records exported or imported",
            MetricAttribute.TRANSFER_DIRECTION),
    /** Bytes that were exported or imported. */
    TRANSFER_IO(
            "chatkit.transfer.io",
            "By",
            Kind.COUNTER,
            "Bytes of export files written or read, uncompressed",
            MetricAttribute.TRANSFER_DIRECTION),
    /** Tokens of language models, one value for each call and type. */
    GEN_AI_TOKEN_USAGE(
            "gen_ai.client.token.usage",
            "{token}",
            Kind.HISTOGRAM,
            "Tokens of calls of language models",
            MetricAttribute.GEN_AI_OPERATION_NAME,
            MetricAttribute.GEN_AI_PROVIDER_NAME,
            MetricAttribute.GEN_AI_REQUEST_MODEL,
            MetricAttribute.GEN_AI_TOKEN_TYPE),
    /** The duration of calls of language models. */
    GEN_AI_OPERATION_DURATION(
            "gen_ai.client.operation.duration",
            "s",
            Kind.HISTOGRAM,
            "Duration of calls of language models",
            MetricAttribute.GEN_AI_OPERATION_NAME,
            MetricAttribute.GEN_AI_PROVIDER_NAME,
            MetricAttribute.GEN_AI_REQUEST_MODEL,
            MetricAttribute.ERROR_TYPE);

    private final String key;
    private final String unit;
    private final Kind kind;
    private final String description;
    private final List<MetricAttribute> attributes;

    /** How values of a metric are combined. */
    public enum Kind {
        /** A sum that only grows. */
        COUNTER,
        /** A sum. */
        UP_DOWN_COUNTER,
        /** A distribution of values. */
        HISTOGRAM,
        /** A value that is read at each collection. */
        GAUGE
    }

    Metric(String key, String unit, Kind kind, String description, MetricAttribute... attributes) {
        this.key = key;
        this.unit = unit;
        this.kind = kind;
        this.description = description;
        this.attributes = List.of(attributes);
    }

    /** The name in OpenTelemetry. */
    public String key() {
        return key;
    }

    /** The unit in UCUM. */
    public String unit() {
        return unit;
    }

    /** How values are combined. */
    public Kind kind() {
        return kind;
    }

    /** What is measured, in English. */
    public String description() {
        return description;
    }

    /** The attributes of each value, in the order of the parameters of {@link Telemetry}. */
    public List<MetricAttribute> attributes() {
        return attributes;
    }
}
