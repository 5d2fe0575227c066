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
    /** Whether reads use a replica. */
    STORE_REPLICA_IN_USE(
            "chatkit.store.replica.in_use",
            "{replica}",
            Kind.GAUGE,
            "1 while reads use the replica, 0 while they use the primary because it is unavailable or lags behind"),
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
    /** Lines of export files that were written, or read for an import. */
    TRANSFER_RECORDS(
            "chatkit.transfer.records",
            "{record}",
            Kind.COUNTER,
            "Lines of export files written, or read for an import",
            MetricAttribute.TRANSFER_DIRECTION),
    /** Bytes of export files that were written, or read for an import. */
    TRANSFER_IO(
            "chatkit.transfer.io",
            "By",
            Kind.COUNTER,
            "Bytes of export files written, or read for an import, uncompressed",
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

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
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

    /** The upper bounds of a histogram's buckets, in the unit of the metric; empty for another kind. */
    public List<Double> boundaries() {
        return switch (this) {
            case HTTP_SERVER_REQUEST_DURATION, GEN_AI_OPERATION_DURATION, TURN_TIME_TO_FIRST_EVENT, TURN_DURATION ->
                List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0);
            case STORE_OPERATION_DURATION, STORE_CONNECTION_WAIT ->
                List.of(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0);
            case GEN_AI_TOKEN_USAGE ->
                List.of(1.0, 4.0, 16.0, 64.0, 256.0, 1024.0, 4096.0, 16384.0, 65536.0, 262144.0, 1048576.0);
            default -> List.of();
        };
    }

    /** The attributes of each value, in the order of the parameters of {@link Telemetry}. */
    public List<MetricAttribute> attributes() {
        return attributes;
    }
}
