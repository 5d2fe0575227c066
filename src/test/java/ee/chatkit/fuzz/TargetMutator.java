package ee.chatkit.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Changes path, query and method of a request, and the parts of a signed link. */
final class TargetMutator {
    private static final List<String> SIGNATURES =
            List.of("", "x", "%00", "=", "A".repeat(43), "A".repeat(5000), "null", "%2b%2f", "\u00fc");
    private static final List<String> EXPIRIES = List.of(
            "",
            "0",
            "-1",
            "1",
            "99999999999",
            "9223372036854775807",
            "9223372036854775808",
            "1e9",
            "0x7fffffff",
            "%20",
            "+5",
            "2026-11-30",
            "\u0663");

    private TargetMutator() {}

    /** Changes the request. */
    static void mutate(RequestParts request, Choice choice) {
        switch (choice.below(8)) {
            case 0 -> request.method = choice.of(HostileValues.METHODS);
            case 1 -> request.path += choice.of(HostileValues.PATH_ENDS);
            case 2, 3 -> replaceSegment(request, choice);
            case 4 -> request.path = encoded(request.path, choice);
            case 5 -> {
                String query = choice.of(HostileValues.QUERIES);
                request.query = query.isEmpty() ? "" : query.substring(1);
            }
            default -> changeParameter(request, choice);
        }
    }

    /**
     * Changes the id, the signature or the expiry of a signed link.
     *
     * @return whether the link must not be accepted any more
     */
    static boolean mutateLink(RequestParts request, Choice choice) {
        String before = request.path + '?' + request.query;
        List<String> parameters = new ArrayList<>(List.of(request.query.split("&", -1)));
        int at = choice.below(parameters.size());
        String parameter = parameters.get(at);
        switch (choice.below(8)) {
            case 0 -> parameters.remove(at);
            case 1 -> parameters.add(0, parameter.replaceFirst("=.*", "=" + choice.of(SIGNATURES)));
            case 2 -> parameters.set(at, parameter.replaceFirst("=.*", "=" + choice.of(SIGNATURES)));
            case 3 -> parameters.set(at, parameter.replaceFirst("expires=.*", "expires=" + choice.of(EXPIRIES)));
            case 4 -> {
                int change = choice.below(parameter.length());
                char other = "ABCdef012-_".charAt(choice.below(11));
                parameters.set(at, parameter.substring(0, change) + other + parameter.substring(change + 1));
            }
            case 5 -> parameters.set(at, parameter.substring(0, choice.below(parameter.length() + 1)));
            case 6 -> request.path = request.path.replaceFirst("atc_[0-9a-f]{31}.", "atc_" + choice.hex(32));
            default ->
                request.path = request.path.contains("upload")
                        ? request.path.replace("upload", "preview")
                        : request.path.replace("preview", "upload");
        }
        request.query = String.join("&", parameters);
        return !before.equals(request.path + '?' + request.query);
    }

    private static void replaceSegment(RequestParts request, Choice choice) {
        String[] segments = request.path.split("/", -1);
        int at = choice.below(segments.length);
        segments[at] = choice.oneIn(4) ? segments[choice.below(segments.length)] : choice.of(HostileValues.IDS);
        request.path = String.join("/", segments);
    }

    private static String encoded(String path, Choice choice) {
        int at = choice.below(path.length());
        return path.substring(0, at)
                + String.format(Locale.ROOT, "%%%02x", (int) path.charAt(at) & 0xff)
                + path.substring(at + 1);
    }

    private static void changeParameter(RequestParts request, Choice choice) {
        List<String> parameters = new ArrayList<>(List.of(request.query.split("&", -1)));
        int at = choice.below(parameters.size());
        String name = parameters.get(at).split("=", 2)[0];
        String value = choice.of(HostileValues.IDS);
        switch (choice.below(5)) {
            case 0 -> parameters.remove(at);
            case 1 -> parameters.add(parameters.get(at));
            case 2 -> parameters.add((name.isEmpty() ? "limit" : name) + '=' + value);
            case 3 ->
                parameters.add(choice.of(List.of("limit", "order", "after", "users", "contents", "x")) + '=' + value);
            default -> parameters.set(at, name + '=' + value);
        }
        request.query = String.join("&", parameters);
    }
}
