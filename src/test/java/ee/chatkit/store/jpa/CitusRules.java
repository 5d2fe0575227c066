package ee.chatkit.store.jpa;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules by which a statement runs on tables that Citus has distributed, checked on its text. A select, or a part of a statement
 * in parentheses, is a block; a table of a block is bound if its distribution column equals a parameter there, or that column
 * of another distributed table, so that one node has all rows.
 *
 * <p>What is not bound goes to all nodes, which is right for few statements: {@link #isOnAllNodes} says whether one does.
 */
final class CitusRules {
    /** The distribution column of each distributed table. */
    private static final Map<String, String> COLUMNS = Map.of(
            "chatkit_threads", "id",
            "chatkit_thread_items", "thread_id",
            "chatkit_feedback", "thread_id",
            "chatkit_turns", "thread_id",
            "chatkit_turn_events", "thread_id",
            "chatkit_search", "thread_id",
            "chatkit_attachments", "id",
            "chatkit_attachment_uploads", "attachment_id",
            "chatkit_attachment_chunks", "attachment_id",
            "chatkit_idempotency_keys", "user_id");

    private static final Pattern DISTRIBUTED =
            Pattern.compile("(?<verb>from|join|using|update|into|,) (?<table>" + String.join("|", COLUMNS.keySet())
                    + ")\\b(?: as)?(?:"
                    + " (?!set\\b|where\\b|on\\b|left\\b|join\\b|for\\b|using\\b|order\\b)(?<alias>\\w+))?");

    private static final Pattern BLOCK = Pattern.compile("\\((?=(?:with|select|insert|update|delete) )");

    private static final Pattern ROW_LOCK =
            Pattern.compile("\\bfor (?:no key )?(?:update|share)\\b|\\bfor key share\\b");

    private static final Pattern VOLATILE = Pattern.compile("\\b(?:clock_timestamp|gen_random_uuid|random|nextval)\\(");

    private static final Pattern REFERENCE_UPDATE =
            Pattern.compile("(?:with .* )?update (?:opportunities|active_opportunity)\\b.*");

    private static final Pattern OUTER_JOIN = Pattern.compile("left (?:outer )?join (\\w+)");

    private static final Pattern EQUALITY =
            Pattern.compile("(?<![\\w.])(\\w+(?:\\.\\w+)?)=(\\?|\\w+\\.\\w+)(?![\\w(])");

    /** A distributed table of a block; its alias is its name if it has none. */
    private record Table(String block, String alias, String name) {
        /** The distribution column, as a condition names it. */
        String column() {
            return (alias.equals(name) ? "" : alias + ".") + COLUMNS.get(name);
        }
    }

    private CitusRules() {}

    /** What is wrong with a statement; empty for one without distributed tables. */
    static List<String> violations(String sql) {
        String text = normalized(sql);
        List<String> blocks = blocks(text);
        List<String> violations = new ArrayList<>();
        if (tables(blocks).isEmpty()) {
            return violations;
        }
        if (VOLATILE.matcher(text).find()) {
            violations.add("volatile function");
        }
        if (REFERENCE_UPDATE.matcher(text).matches()) {
            violations.add("update of a reference table that reads a distributed one");
        }
        if (unbound(blocks).stream()
                .anyMatch(table -> ROW_LOCK.matcher(table.block).find())) {
            violations.add("row lock on all nodes");
        }
        for (String block : blocks) {
            Matcher join = OUTER_JOIN.matcher(block);
            while (join.find()) {
                if (COLUMNS.containsKey(join.group(1))
                        && tables(block.substring(0, join.start())).isEmpty()) {
                    violations.add("outer join of a distributed table to what is none");
                }
            }
        }
        return violations;
    }

    /** Whether a part of a statement concerns a distributed table without naming whose rows. */
    static boolean isOnAllNodes(String sql) {
        return !unbound(blocks(normalized(sql))).isEmpty();
    }

    private static String normalized(String sql) {
        return sql.replaceAll("\\s+", " ")
                .replaceAll("\\s*(=)\\s*", "$1")
                .replaceAll("\\( ", "(")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    /** The statement without what is in its blocks, and these. */
    private static List<String> blocks(String text) {
        List<String> blocks = new ArrayList<>();
        String rest = text;
        for (Optional<int[]> block = innermost(rest); block.isPresent(); block = innermost(rest)) {
            int[] place = block.get();
            blocks.add(rest.substring(place[0] + 1, place[1]));
            rest = rest.substring(0, place[0]) + "{}" + rest.substring(place[1] + 1);
        }
        blocks.add(rest);
        return blocks;
    }

    /** The last block to begin, in which no other can. */
    private static Optional<int[]> innermost(String text) {
        Matcher matcher = BLOCK.matcher(text);
        int begin = -1;
        while (matcher.find()) {
            begin = matcher.start();
        }
        if (begin < 0) {
            return Optional.empty();
        }
        int depth = 0;
        for (int i = begin; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return Optional.of(new int[] {begin, i});
            }
        }
        throw new IllegalArgumentException("parenthesis not closed: " + text);
    }

    private static List<Table> tables(List<String> blocks) {
        return blocks.stream().flatMap(block -> tables(block).stream()).toList();
    }

    /** The distributed tables of a block; not those into which it inserts, whose rows name their node. */
    private static List<Table> tables(String block) {
        List<Table> tables = new ArrayList<>();
        Matcher matcher = DISTRIBUTED.matcher(block);
        while (matcher.find()) {
            if (!matcher.group("verb").equals("into")) {
                String name = matcher.group("table");
                tables.add(new Table(block, Objects.requireNonNullElse(matcher.group("alias"), name), name));
            }
        }
        return tables;
    }

    /** The tables whose distribution column equals no parameter, not even by way of that of another table. */
    private static List<Table> unbound(List<String> blocks) {
        List<Table> tables = tables(blocks);
        Set<Table> bound = new HashSet<>();
        int before;
        do {
            before = bound.size();
            for (String block : blocks) {
                Matcher equality = EQUALITY.matcher(block);
                while (equality.find()) {
                    bind(tables, bound, block, equality.group(1), equality.group(2));
                    bind(tables, bound, block, equality.group(2), equality.group(1));
                }
            }
        } while (bound.size() > before);
        return tables.stream().filter(table -> !bound.contains(table)).toList();
    }

    private static void bind(List<Table> tables, Set<Table> bound, String block, String column, String value) {
        if (value.equals("?")
                || find(tables, block, value).filter(bound::contains).isPresent()) {
            find(tables, block, column).ifPresent(bound::add);
        }
    }

    /** The table of this distribution column: in the block, else around it. */
    private static Optional<Table> find(List<Table> tables, String block, String column) {
        List<Table> named =
                tables.stream().filter(table -> table.column().equals(column)).toList();
        return named.stream()
                .filter(table -> table.block.equals(block))
                .findFirst()
                .or(() -> column.contains(".") ? named.stream().findFirst() : Optional.empty());
    }
}
