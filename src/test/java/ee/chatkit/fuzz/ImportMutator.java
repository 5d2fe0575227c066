package ee.chatkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes the lines of an export. Mostly the last line, which has the number and the digest of the others, fits them again. */
public final class ImportMutator {
    private static final List<String> RECORDS =
            List.of("opportunity", "active_opportunity", "thread", "item", "feedback", "attachment", "content");

    private ImportMutator() {}

    /** The lines with the last line that belongs to them. */
    public static String withEnd(String lines) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        RECORDS.forEach(record -> counts.put(record, 0));
        int number = 0;
        for (String line : lines.lines().toList()) {
            number++;
            RECORDS.stream()
                    .filter(record -> line.contains("\"record\":\"" + record + '"'))
                    .forEach(record -> counts.merge(record, 1, Integer::sum));
        }
        List<String> members = new ArrayList<>();
        counts.forEach((record, count) -> members.add('"' + record + "\":" + count));
        return lines + "{\"record\":\"end\",\"lines\":" + number + ",\"sha256\":\"" + sha256(lines) + "\",\"counts\":{"
                + String.join(",", members) + "}}\n";
    }

    /** A changed file. */
    static String mutate(String file, Choice choice) {
        List<String> lines = new ArrayList<>(file.lines().toList());
        String end = lines.removeLast();
        if (lines.isEmpty()) {
            return JsonMutator.mutate(end, choice);
        }
        do {
            change(lines, choice);
        } while (choice.oneIn(3) && !lines.isEmpty());
        String separator = choice.oneIn(20) ? "\r\n" : "\n";
        String body = String.join(separator, lines) + separator;
        return switch (choice.below(12)) {
            case 0 -> body + end + "\n";
            case 1 -> body;
            case 2 -> body + JsonMutator.mutate(end, choice) + "\n";
            case 3 -> "\ufeff" + withEnd(body);
            case 4 -> withEnd(body) + body;
            default -> withEnd(body);
        };
    }

    private static void change(List<String> lines, Choice choice) {
        int at = choice.below(lines.size());
        String line = lines.get(at);
        switch (choice.below(12)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(choice.below(lines.size()), line);
            case 2 -> lines.set(at, lines.set(choice.below(lines.size()), line));
            case 3 -> lines.set(at, line.substring(0, choice.below(line.length() + 1)));
            case 4 -> lines.add(at, choice.of(List.of("", " ", "null", "[]", "{}", "{\"record\":\"x\"}", "\u0000")));
            case 5 ->
                lines.set(at, line.replaceFirst("\"record\":\"[a-z_]+\"", "\"record\":\"" + choice.of(RECORDS) + '"'));
            default -> lines.set(at, JsonMutator.mutate(line, choice));
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
