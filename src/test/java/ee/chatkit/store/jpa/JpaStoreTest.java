package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The PostgreSQL stores fulfil every contract, on a real server, by statements that Citus can execute. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("JpaStoreTest")
class JpaStoreTest extends JpaContracts {
    private static final Set<String> STATEMENTS = ConcurrentHashMap.newKeySet();

    /**
     * Parts of those statements that go to all nodes: what a user has and finds, sweeps, archives, what links to attachments, turns by
     * their id, what a node writes of its turns, and what is indexed.
     */
    private static final Pattern ON_ALL_NODES = Pattern.compile(String.join(
            "|",
            List.of(
                    "from chatkit_threads t where t.user_id = \\?",
                    "from chatkit_threads where user_id = \\?",
                    "from chatkit_attachments where user_id = \\?",
                    "from chatkit_threads t where t.opportunity_id = \\?",
                    "set lease_until = .* from unnest",
                    "with old as materialized",
                    "where (t.id|i.thread_id|f.thread_id|a.thread_id) > \\?",
                    "from chatkit_attachments a where a.thread_id is null",
                    "join given g on",
                    "from given g (join chatkit_|where t.id = g.id)",
                    "where t.id = any\\(\\?\\)",
                    "set thread_id = \\? where a.id = any\\(\\?\\)",
                    "delete from chatkit_attachments a using thread",
                    "from chatkit_search s where s.user_id = \\?",
                    "from chatkit_threads t where \\(?t.indexed_seq < t.last_seq",
                    "from given g join chatkit_thread_items i",
                    "delete from chatkit_search s using given g",
                    "from chatkit_turns u where u.(id|node|user_id) = ",
                    "from chatkit_attachments a where a.(user_id|thread_id) = ",
                    "from chatkit_turns u left join chatkit_nodes",
                    "update chatkit_turns u set cancel_requested",
                    "where u.id = \\? and u.user_id = \\?\\) p",
                    "join chatkit_(turns|threads) . on ..(thread_)?id = g.thread_id",
                    "update chatkit_turns u set state = ")));

    JpaStoreTest() {
        super(RecordingDataSource.dataSource(TestDatabase.createMigrated(), STATEMENTS));
    }

    @AfterAll
    void statements_fulfilTheRulesOfCitus() {
        List<String> wrong = new ArrayList<>();
        for (String statement : new TreeSet<>(STATEMENTS)) {
            for (String sql : statement.replaceAll("\\s+", " ").split(";", -1)) {
                CitusRules.violations(sql).forEach(violation -> wrong.add(violation + ": " + sql));
                if (ON_ALL_NODES.matcher(sql).find() != CitusRules.isOnAllNodes(sql)) {
                    wrong.add("on all nodes, " + CitusRules.isOnAllNodes(sql) + ": " + sql);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }
}
