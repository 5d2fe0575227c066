package ee.chatkit.store.jpa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

    private CitusRules() {}

    /** What is wrong with a statement; empty for one without distributed tables. */
    static List<String> violations(String sql) {
        String text = normalized(sql);
        List<String> violations = new ArrayList<>();
        List<String> blocks = blocks(text);
        if (blocks.stream().allMatch(block -> tables(block).isEmpty())) {
            return violations;
        }
        Map<String, String> aliases = new HashMap<>();
        blocks.forEach(block -> aliases.putAll(tables(block)));
        if (VOLATILE.matcher(text).find()) {
            violations.add("volatile function");
        }
        if (REFERENCE_UPDATE.matcher(text).matches()) {
            violations.add("update of a reference table that reads a distributed one");
        }
        for (String block : blocks) {
            Map<String, String> tables = tables(block);
            if (!tables.isEmpty()
                    && ROW_LOCK.matcher(block).find()
                    && !unbound(block, aliases).isEmpty()) {
                violations.add("row lock on all nodes");
            }
            Matcher join = OUTER_JOIN.matcher(block);
            while (join.find()) {
                boolean fromDistributed =
                        tables(block.substring(0, join.start())).size() > 0;
                if (COLUMNS.containsKey(join.group(1)) && !fromDistributed) {
                    violations.add("outer join of a distributed table to what is none");
                }
            }
        }
        return violations;
    }

    /** Whether a part of a statement concerns a distributed table without naming whose rows. */
    static boolean isOnAllNodes(String sql) {
        List<String> blocks = blocks(normalized(sql));
        Map<String, String> aliases = new HashMap<>();
        blocks.forEach(block -> aliases.putAll(tables(block)));
        return blocks.stream().anyMatch(block -> !unbound(block, aliases).isEmpty());
    }

    private static String normalized(String sql) {
        return sql.replaceAll("\\s+", " ")
                .replaceAll("\\s*(=)\\s*", "$1")
                .toLowerCase(java.util.Locale.ROOT)
                .strip();
    }

    /** The statement without what is in its blocks, and these. */
    private static List<String> blocks(String text) {
        List<String> blocks = new ArrayList<>();
        String rest = text;
        Optional<int[]> block;
        while ((block = innermost(rest)).isPresent()) {
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

    /** The distributed tables of a block, by alias; not those into which it inserts, whose rows name their node. */
    private static Map<String, String> tables(String block) {
        Map<String, String> tables = new HashMap<>();
        Matcher matcher = DISTRIBUTED.matcher(block);
        while (matcher.find()) {
            if (!matcher.group("verb").equals("into")) {
                String table = matcher.group("table");
                String alias = matcher.group("alias");
                tables.put(alias == null ? table : alias, table);
            }
        }
        return tables;
    }

    /** The tables of a block that are not bound. */
    private static List<String> unbound(String block, Map<String, String> aliasesOfStatement) {
        String columns = aliasesOfStatement.entrySet().stream()
                .map(entry -> entry.getKey() + "\\." + COLUMNS.get(entry.getValue()))
                .collect(Collectors.joining("|"));
        return tables(block).entrySet().stream()
                .filter(entry -> {
                    String column = COLUMNS.get(entry.getValue());
                    String own = entry.getKey().equals(entry.getValue())
                            ? "(?<![\\w.])" + column
                            : "\\b" + entry.getKey() + "\\." + column;
                    String other = "(?:\\?|" + columns + ")(?!\\w)";
                    return !Pattern.compile(own + "=" + other + "|(?:" + columns + ")=" + own + "(?!\\w)")
                            .matcher(block)
                            .find();
                })
                .map(Map.Entry::getKey)
                .toList();
    }
}
