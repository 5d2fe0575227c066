package ee.chatkit.fuzz;

import ee.chatkit.fuzz.SeedRequest.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Generates requests that are almost valid: seeds of which a few parts are replaced by hostile ones, and combinations of hostile
 * parts. The same seed and number give the same request, whatever was generated before.
 */
public final class RequestFuzzer {
    private static final String CHUNKED_FIELD = "Transfer-Encoding: chunked\r\n\r\n";
    /** How often a kind is chosen. */
    private static final List<Kind> KINDS = List.of(
            Kind.PROTOCOL,
            Kind.PROTOCOL,
            Kind.PROTOCOL,
            Kind.REST,
            Kind.REST,
            Kind.REST,
            Kind.FORM,
            Kind.LINK,
            Kind.IMPORT);

    private final long seed;
    private final Map<Kind, List<SeedRequest>> seeds = new EnumMap<>(Kind.class);

    /** A generator. */
    public RequestFuzzer(long seed) {
        this.seed = seed;
        SeedCorpus.read()
                .forEach(one -> seeds.computeIfAbsent(one.kind(), kind -> new ArrayList<>())
                        .add(one));
    }

    /** The choices of a case. */
    Choice choice(long number) {
        return new Choice(seed, number);
    }

    /**
     * A request.
     *
     * @param choice of the case; a case of several requests uses one for all of them
     * @param resources what the names in seeds stand for
     */
    FuzzCase generate(long number, Choice choice, Map<String, String> resources) {
        return choice.oneIn(10) ? combined(number, choice) : changed(number, choice, choice.of(KINDS), resources);
    }

    /** A request of these kinds. */
    FuzzCase generate(long number, Choice choice, Map<String, String> resources, Set<Kind> kinds) {
        return changed(
                number, choice, choice.of(KINDS.stream().filter(kinds::contains).toList()), resources);
    }

    private FuzzCase changed(long number, Choice choice, Kind kind, Map<String, String> resources) {
        SeedRequest chosen = choice.of(seeds.get(kind));
        Map<String, String> known = new HashMap<>(resources);
        known.put("fresh", choice.hex(32));
        RequestParts request = chosen.parts(known);
        List<String> changes = new ArrayList<>();
        changes.add(chosen.method() + ' ' + chosen.target());
        boolean rejected = false;
        boolean wellFormed = true;
        boolean ofBytes = false;
        switch (choice.below(20)) {
            case 0 -> changes.add("nothing");
            case 1, 2 -> changes.add("headers");
            case 3, 4 -> changes.add("target");
            case 5 -> changes.add("framing");
            case 6 -> changes.add("bytes of the body");
            case 7 -> ofBytes = true;
            default -> changes.add("content");
        }
        if (changes.contains("content")) {
            rejected = changeContent(kind, request, choice);
        }
        if (changes.contains("bytes of the body")) {
            request.body = WireMutator.mutateBytes(request.body, choice);
        }
        if (changes.contains("target") || (!rejected && choice.oneIn(8))) {
            TargetMutator.mutate(request, choice);
            changes.add("target");
            wellFormed = false; // servers reject some targets themselves
        }
        if (changes.contains("headers") || choice.oneIn(5)) {
            do {
                WireMutator.mutateHeaders(request, choice);
            } while (choice.oneIn(2));
            changes.add("headers");
            wellFormed = false;
        }
        if (changes.contains("framing")) {
            WireMutator.mutateFraming(request, choice);
            wellFormed = false;
        }
        wellFormed &=
                request.hasValidTarget() && !(List.of("GET", "DELETE").contains(request.method) && request.hasBody());
        byte[] bytes = request.toBytes();
        if (ofBytes) {
            bytes = WireMutator.mutateBytes(bytes, choice);
            changes.add("bytes");
            wellFormed = false;
        }
        return of(number, kind.name(), changes, bytes, wellFormed, rejected, choice);
    }

    /** Returns whether the response must not be a success. */
    private static boolean changeContent(Kind kind, RequestParts request, Choice choice) {
        switch (kind) {
            case FORM -> FormMutator.mutate(request, choice);
            case LINK -> {
                return TargetMutator.mutateLink(request, choice) && !request.method.equals("OPTIONS");
            }
            case IMPORT -> {
                request.bodyText(ImportMutator.mutate(request.bodyText(), choice));
                if (choice.oneIn(4)) {
                    request.body = WireMutator.gzip(request.body);
                    request.replaceHeader("Content-Encoding", "gzip");
                }
            }
            case PROTOCOL, REST -> {
                if (request.hasBody()) {
                    request.bodyText(JsonMutator.mutate(request.bodyText(), choice));
                } else {
                    TargetMutator.mutate(request, choice);
                }
            }
        }
        return false;
    }

    /** A request of which each part is chosen for itself. */
    private static FuzzCase combined(long number, Choice choice) {
        var request = new StringBuilder();
        request.append(choice.of(HostileValues.METHODS))
                .append(' ')
                .append(choice.of(HostileValues.PATHS))
                .append(choice.of(HostileValues.PATH_ENDS))
                .append(choice.of(HostileValues.QUERIES));
        request.append(" HTTP/1.1\r\nHost: ")
                .append(choice.oneIn(30) ? choice.of(HostileValues.HEADER_VALUES) : "localhost");
        request.append("\r\nConnection: close\r\n");
        for (int n = choice.below(4); n > 0; n--) {
            String name = choice.of(HostileValues.HEADER_NAMES);
            String value = choice.of(name.equals("Accept") ? HostileValues.MEDIA_TYPES : HostileValues.HEADER_VALUES);
            request.append(name).append(": ").append(value).append("\r\n");
        }
        if (choice.below(8) > 0) {
            request.append("Content-Type: ")
                    .append(choice.of(HostileValues.MEDIA_TYPES))
                    .append("\r\n");
        }
        switch (choice.below(16)) {
            case 0, 1, 2 -> request.append("\r\n");
            case 3 -> request.append(CHUNKED_FIELD).append(choice.of(HostileValues.CHUNKED));
            default -> {
                String body = choice.of(HostileValues.BODIES);
                int length = body.length() + (choice.oneIn(30) ? choice.below(20) - 10 : 0);
                request.append("Content-Length: ")
                        .append(length)
                        .append("\r\n\r\n")
                        .append(body);
            }
        }
        byte[] bytes = request.toString().getBytes(StandardCharsets.ISO_8859_1);
        return of(number, "HTTP", List.of("combination"), bytes, false, false, choice);
    }

    /** Of the requests that are not complete, a few are left to the server's timeout. */
    private static FuzzCase of(
            long number,
            String kind,
            List<String> changes,
            byte[] bytes,
            boolean wellFormed,
            boolean rejected,
            Choice choice) {
        boolean left = choice.oneIn(4)
                && new String(bytes, StandardCharsets.ISO_8859_1).matches("(?s).*\r\nContent-Length: .*\r\n\r\n.*");
        boolean endsOutput = FuzzCase.isIncomplete(bytes) && !left;
        return new FuzzCase(number, kind, List.copyOf(changes), bytes, wellFormed, rejected, endsOutput);
    }
}
