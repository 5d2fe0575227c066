package ee.chatkit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final Instant START = Instant.parse("2026-03-01T09:00:00.123456Z");

    @Test
    void next_returnsPrefixAndVersion7Uuid() {
        String id = new Ids(Clock.fixed(START, ZoneOffset.UTC)).next(Ids.THREAD);
        assertTrue(id.matches("thr_[0-9a-f]{32}"), id);
        var uuid = new UUID(Long.parseUnsignedLong(id, 4, 20, 16), Long.parseUnsignedLong(id, 20, 36, 16));
        assertEquals(7, uuid.version());
        assertEquals(2, uuid.variant());
        assertEquals(START.toEpochMilli(), uuid.getMostSignificantBits() >>> 16);
        assertEquals(456 * 4096 / 1000, uuid.getMostSignificantBits() & 0xfff);
    }

    @Test
    void next_laterIdsSortAfterEarlierOnes() {
        var clock = new Microseconds();
        var ids = new Ids(clock);
        var made = new ArrayList<String>();
        for (int n = 0; n < 5_000; n++) {
            made.add(ids.next(Ids.OPPORTUNITY));
        }
        assertEquals(made.stream().sorted().toList(), made);
    }

    @Test
    void next_idsOfTheSameInstantDiffer() {
        var ids = new Ids(Clock.fixed(START, ZoneOffset.UTC));
        var made = new HashSet<String>();
        for (int n = 0; n < 10_000; n++) {
            made.add(ids.next(""));
        }
        assertEquals(10_000, made.size());
    }

    @Test
    void prefixForItemType_dependsOnTheType() {
        assertEquals("msg_", Ids.prefixForItemType("user_message"));
        assertEquals("msg_", Ids.prefixForItemType("never heard of"));
        assertEquals("tc_", Ids.prefixForItemType("client_tool_call"));
        assertEquals("wf_", Ids.prefixForItemType("workflow"));
        assertEquals("tsk_", Ids.prefixForItemType("task"));
        assertEquals("shcx_", Ids.prefixForItemType("sdk_hidden_context"));
        assertEquals(
                4,
                List.of(Ids.THREAD, Ids.OPPORTUNITY, Ids.ATTACHMENT, "msg_").stream()
                        .distinct()
                        .count());
    }

    /** A clock that advances by one microsecond with each call. */
    private static final class Microseconds extends Clock {
        private long reads;

        @Override
        public Instant instant() {
            return START.plus(reads++, ChronoUnit.MICROS);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
