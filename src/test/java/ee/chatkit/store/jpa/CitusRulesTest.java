package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules recognize statements that Citus rejects, or sends to all nodes. Each of these was seen to be so. */
class CitusRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 from chatkit_threads where id = any(?) order by id for no key update",
                "with old as materialized (select id from chatkit_attachments where thread_id is null for update skip"
                        + " locked) delete from chatkit_attachments a using old where a.id = old.id",
                "update chatkit_idempotency_keys k set lease_until = clock_timestamp() where k.user_id = ?",
                "with thread as (select 1 from chatkit_threads where id = ?) update opportunities set name = ? where"
                        + " id = ?",
                "select i.seq from unnest(?) as g (id) left join chatkit_thread_items i on i.id = g.id"
            })
    void rejectedStatement_isViolation(String sql) {
        assertEquals(
                1,
                CitusRules.violations(sql).size(),
                () -> CitusRules.violations(sql).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select t.id from chatkit_threads t where t.user_id = ?",
                "update chatkit_thread_items i set content = ? from thread where i.thread_id = thread.id and i.id = ?",
                "delete from chatkit_attachment_uploads where id = ? and length is null",
                "select 1 from chatkit_feedback f join chatkit_thread_items i on i.thread_id = f.thread_id where"
                        + " f.kind = ?",
                "select i.id from chatkit_thread_items i where i.thread_id = any(?)",
                "insert into chatkit_attachment_chunks (upload_id, seq) select u.id, ? from chatkit_attachment_uploads"
                        + " u where u.id = ?",
                "select 1 from chatkit_thread_items i where i.thread_id = ? and exists ("
                        + "select 1 from chatkit_threads t where t.user_id = ?)"
            })
    void statementWithoutDistributionColumn_isOnAllNodes(String sql) {
        assertEquals(List.of(), CitusRules.violations(sql));
        assertTrue(CitusRules.isOnAllNodes(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select te1_0.id from chatkit_threads te1_0 where te1_0.id=? and te1_0.user_id=? for no key update",
                "insert into chatkit_feedback as f (thread_id, item_id) select i.thread_id, i.id from"
                        + " chatkit_thread_items i where i.thread_id = ? and i.id = any(?) on conflict (thread_id,"
                        + " item_id) do update set kind = ?",
                "select 1 from chatkit_threads t left join chatkit_thread_items i on i.thread_id = t.id where t.id = ?",
                "update chatkit_attachment_uploads u set length = ? where u.attachment_id = ? and not exists (select 1"
                        + " from chatkit_attachment_uploads o where o.attachment_id = u.attachment_id)",
                "select 1 from opportunities where user_id = ? for update"
            })
    void statementOfOneNode_isNeither(String sql) {
        assertEquals(List.of(), CitusRules.violations(sql));
        assertFalse(CitusRules.isOnAllNodes(sql));
    }

    @Test
    void statementOfOtherTables_isNotJudged() {
        assertEquals(List.of(), CitusRules.violations("select clock_timestamp() from databasechangelog for update"));
    }
}
