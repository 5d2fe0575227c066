package ee.chatkit.protocol.json;

import ee.chatkit.protocol.event.RecordedTurn;
import ee.chatkit.protocol.event.RecordedTurn.RecordedItem;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import jakarta.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON that a turn is recorded with under its idempotency key. Clients never see it. */
public final class RecordedTurnJson {
    private static final String THREAD = "thread_id";
    private static final String CREATED = "thread_created";
    private static final String ITEMS = "items";
    private static final String ITEM = "id";
    private static final String REPLACED = "replaced";
    private static final String ERROR = "error";
    private static final String CODE = "code";
    private static final String MESSAGE = "message";
    private static final String ALLOW_RETRY = "allow_retry";

    private RecordedTurnJson() {}

    /** Writes a turn. */
    public static String write(RecordedTurn turn) {
        return new JsonObjectWriter()
                .text(THREAD, turn.threadId())
                .flag(CREATED, turn.threadCreated())
                .list(
                        ITEMS,
                        turn.items(),
                        item -> new JsonObjectWriter()
                                .text(ITEM, item.itemId())
                                .flag(REPLACED, item.replaced())
                                .end())
                .optional(
                        ERROR,
                        turn.failure(),
                        failure -> new JsonObjectWriter()
                                .text(CODE, failure.code())
                                .text(MESSAGE, failure.message())
                                .flag(ALLOW_RETRY, failure.allowRetry())
                                .end())
                .end();
    }

    /** Reads what {@link #write} has written. */
    public static RecordedTurn read(String json) {
        JsonObject turn = JsonIo.parse(json);
        List<RecordedItem> items = turn.getJsonArray(ITEMS).getValuesAs(JsonObject.class).stream()
                .map(item -> new RecordedItem(item.getString(ITEM), item.getBoolean(REPLACED, false)))
                .toList();
        return new RecordedTurn(
                turn.getString(THREAD), turn.getBoolean(CREATED, false), items, failure(turn.getJsonObject(ERROR)));
    }

    private static @Nullable Failure failure(@Nullable JsonObject error) {
        return error == null
                ? null
                : new Failure(
                        error.getString(CODE),
                        error.containsKey(MESSAGE) ? error.getString(MESSAGE) : null,
                        error.getBoolean(ALLOW_RETRY, false));
    }
}
