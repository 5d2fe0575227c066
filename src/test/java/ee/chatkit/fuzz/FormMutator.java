package ee.chatkit.fuzz;

import java.util.List;
import java.util.regex.Matcher;

/** Changes a multipart form: its boundary, the headers of its parts, their number and their ends. */
final class FormMutator {
    private static final String BREAK = "\r\n";

    private FormMutator() {}

    /** Changes the request. */
    static void mutate(RequestParts request, Choice choice) {
        String body = request.bodyText();
        switch (choice.below(12)) {
            case 0 -> request.bodyText(body.substring(0, choice.below(body.length() + 1)));
            case 1 -> request.bodyText(body.replace(BREAK, choice.of(List.of("\n", "\r", "\r\n\r\n", "\r\n "))));
            case 2 -> {
                String boundary = choice.of(
                        List.of("", "x", "b".repeat(71), "b".repeat(5000), "a b", "\"", "--", "b;c=d", "\u00fc"));
                request.replaceHeader("Content-Type", "multipart/form-data; boundary=" + boundary);
            }
            case 3 -> request.bodyText(body + body);
            case 4 -> request.bodyText(replaced(body, "filename=\"[^\"]*\"", "filename=\"" + fileName(choice) + '"'));
            case 5 ->
                request.bodyText(replaced(
                        body,
                        "name=\"[^\"]*\"",
                        choice.of(List.of(
                                "",
                                "name=",
                                "name=\"\"",
                                "name=\"other\"",
                                "name=\"file",
                                "name=file; name=\"file\"",
                                "name*=utf-8''file"))));
            case 6 ->
                request.bodyText(replaced(
                        body,
                        "Content-Disposition: [^\r]*",
                        choice.of(List.of(
                                "",
                                "X: y",
                                "Content-Disposition:",
                                "Content-Disposition: attachment",
                                "content-disposition: FORM-DATA; NAME=\"file\"",
                                "Content-Disposition: form-data; ;;="))));
            case 7 ->
                request.bodyText(
                        replaced(body, "Content-Type: [^\r]*", "Content-Type: " + choice.of(HostileValues.FILE_TYPES)));
            case 8 ->
                request.bodyText(replaced(
                        body,
                        "Content-Disposition",
                        ("X-H: " + "v".repeat(200) + BREAK).repeat(choice.of(List.of(1, 20, 300)))
                                + "Content-Disposition"));
            case 9 -> request.bodyText(replaced(body, "\r\n\r\n", BREAK));
            case 10 ->
                request.bodyText(replaced(
                        body, "\r\n\r\n", "\r\n\r\n" + "0123456789".repeat(choice.of(List.of(1, 1000, 30_000)))));
            default ->
                request.bodyText(replaced(
                        body,
                        "filename=\"[^\"]*\"",
                        "filename*="
                                + choice.of(List.of(
                                        "UTF-8''%",
                                        "UTF-8''%zz",
                                        "x''y",
                                        "UTF-8''%00%0d%0aX-Injected:1",
                                        "utf-8'en'%e2%82%ac",
                                        "''",
                                        "'",
                                        "iso-8859-1''%e4"))));
        }
    }

    private static String fileName(Choice choice) {
        return choice.of(HostileValues.FILE_NAMES);
    }

    private static String replaced(String text, String pattern, String replacement) {
        return text.replaceFirst(pattern, Matcher.quoteReplacement(replacement));
    }
}
