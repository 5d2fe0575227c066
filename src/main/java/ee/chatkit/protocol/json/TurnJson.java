package ee.chatkit.protocol.json;

import ee.chatkit.model.TurnRecord;
import java.util.List;

/** Writes turns. */
public final class TurnJson {
    private TurnJson() {}

    /** Writes a turn. */
    public static String write(TurnRecord turn) {
        return new JsonObjectWriter()
                .text("id", turn.id())
                .text("thread_id", turn.threadId())
                .enumName("status", turn.state())
                .time("created_at", turn.createdAt())
                .time("ended_at", turn.endedAt())
                .end();
    }

    /** Writes turns as a list that has no further pages. */
    public static String write(List<TurnRecord> turns) {
        return new JsonObjectWriter()
                .list("data", turns, TurnJson::write)
                .flag("has_more", false)
                .end();
    }
}
