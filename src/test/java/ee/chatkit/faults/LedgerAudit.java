package ee.chatkit.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what is stored with the ledger. No writer may be at work, but requests with an open outcome may take effect meanwhile. */
final class LedgerAudit {
    private final List<WrittenResource> resources;
    private final StoredState state;
    private final List<AuditFinding> findings = new ArrayList<>();
    private final Map<WrittenResource, List<WrittenResource>> children = new HashMap<>();

    private LedgerAudit(List<WrittenResource> resources, StoredState state) {
        this.resources = resources;
        this.state = state;
        for (WrittenResource resource : resources) {
            if (resource.parent() != null) {
                children.computeIfAbsent(resource.parent(), parent -> new ArrayList<>())
                        .add(resource);
            }
        }
    }

    /**
     * Audits a part of the ledger.
     *
     * @param from the number of resources, in the ledger's order, that are not audited; they are known nevertheless
     * @return the differences; empty if there are none
     */
    static List<AuditFinding> audit(WriteLedger ledger, int from, StoredState state) {
        var audit = new LedgerAudit(ledger.resources(), state);
        List<WrittenResource> scope = audit.resources.subList(from, audit.resources.size());
        audit.auditList(WrittenType.OPPORTUNITY, state.opportunities(), scope);
        audit.auditList(WrittenType.THREAD, state.threads(), scope);
        for (WrittenResource resource : scope) {
            if (resource.contradiction() != null) {
                audit.add(AuditFinding.Type.DOUBLED, resource + " was " + resource.contradiction());
            }
            switch (resource.type()) {
                case THREAD -> audit.auditItems(resource);
                case ATTACHMENT -> audit.auditSingle(resource);
                case OPPORTUNITY, ITEM -> {} // in lists
            }
        }
        return audit.findings;
    }

    private void auditList(WrittenType type, List<StoredResource> stored, List<WrittenResource> scope) {
        List<WrittenResource> written =
                resources.stream().filter(resource -> resource.type() == type).toList();
        Set<String> found = compare(type.name(), written, stored);
        Instant previous = Instant.MAX;
        for (StoredResource resource : stored) {
            if (resource.time().isAfter(previous)) {
                add(AuditFinding.Type.ORDER, type + " " + resource.id() + " is listed after an older one");
            }
            previous = resource.time();
        }
        for (WrittenResource resource : scope) {
            if (resource.type() == type && resource.id() != null && !found.contains(resource.id())) {
                auditAbsent(resource, state.find(type, "", resource.requireId()));
            }
        }
    }

    /** Something is not in the list: it must not be there, and if it must, it is lost or missing in the list. */
    private void auditAbsent(WrittenResource resource, Optional<StoredResource> single) {
        if (single.isPresent()) {
            add(
                    resource.mayExist() ? AuditFinding.Type.LOST : AuditFinding.Type.RESURRECTED,
                    resource + " is there, but not in the list");
        } else if (!resource.mayBeAbsent()) {
            add(AuditFinding.Type.LOST, resource.toString());
        }
    }

    private void auditItems(WrittenResource thread) {
        if (thread.id() == null) {
            return;
        }
        Optional<List<StoredResource>> items = state.items(thread.requireId());
        if (items.isEmpty()) {
            if (!thread.mayBeAbsent()) {
                add(AuditFinding.Type.LOST, "the items of " + thread);
            }
            return;
        }
        if (!thread.mayExist()) {
            add(AuditFinding.Type.RESURRECTED, "the items of " + thread);
            return;
        }
        List<WrittenResource> written = children.getOrDefault(thread, List.of());
        Set<String> found = compare("item of " + thread.id(), written, items.get());
        written.stream()
                .filter(item -> item.id() != null && !found.contains(item.id()) && !item.mayBeAbsent())
                .forEach(item -> add(AuditFinding.Type.LOST, item.toString()));
        auditOrder(thread, written, items.get());
    }

    /** One writer at a time writes to a thread: so its items are in the order of their acknowledgements. */
    private void auditOrder(WrittenResource thread, List<WrittenResource> written, List<StoredResource> stored) {
        Map<String, Long> numbers = new HashMap<>();
        written.stream()
                .filter(item -> item.acknowledgement() > 0)
                .forEach(item -> numbers.put(item.requireId(), item.acknowledgement()));
        long previous = 0;
        for (StoredResource item : stored) {
            long number = numbers.getOrDefault(item.id(), previous);
            if (number < previous) {
                add(AuditFinding.Type.ORDER, item.id() + " in " + thread + " is after an item acknowledged later");
            }
            previous = Math.max(previous, number);
        }
    }

    private void auditSingle(WrittenResource resource) {
        if (resource.id() == null) {
            return;
        }
        Optional<StoredResource> stored = state.find(resource.type(), "", resource.requireId());
        if (stored.isPresent()) {
            auditPresent(resource, stored.get());
        } else if (!resource.mayBeAbsent()) {
            add(AuditFinding.Type.LOST, resource.toString());
        }
    }

    private void auditPresent(WrittenResource resource, StoredResource stored) {
        if (!resource.mayExist()) {
            add(AuditFinding.Type.RESURRECTED, resource.toString());
        } else if (!resource.accepts(stored.content())) {
            add(AuditFinding.Type.CHANGED, resource + " is " + beginning(stored.content()));
        }
    }

    /**
     * Compares a list with what was written into it.
     *
     * @return the ids in the list
     */
    private Set<String> compare(String what, List<WrittenResource> written, List<StoredResource> stored) {
        Map<String, WrittenResource> byId = new HashMap<>();
        written.stream()
                .filter(resource -> resource.id() != null)
                .forEach(resource -> byId.put(resource.requireId(), resource));
        Set<String> found = new HashSet<>();
        List<StoredResource> ofOpenOutcome = new ArrayList<>();
        for (StoredResource resource : stored) {
            WrittenResource known = byId.get(resource.id());
            if (!found.add(resource.id())) {
                add(AuditFinding.Type.DOUBLED, what + " " + resource.id() + " is listed twice");
            } else if (known != null) {
                auditPresent(known, resource);
            } else {
                ofOpenOutcome.add(resource);
            }
        }
        // the longest first: the beginning of an answer may fit several
        ofOpenOutcome.sort(
                Comparator.comparingInt(resource -> -resource.content().length()));
        ofOpenOutcome.forEach(resource -> attribute(what, written, resource));
        return found;
    }

    /** A resource with an ID that no client knows: a request whose outcome is open may have created it, once. */
    private void attribute(String what, List<WrittenResource> written, StoredResource stored) {
        @Nullable
        WrittenResource creator = written.stream()
                .filter(resource -> resource.id() == null && isCreated(resource, stored))
                .findFirst()
                .orElse(null);
        if (creator != null) {
            creator.found(stored.id());
        } else {
            boolean doubled = written.stream().anyMatch(resource -> resource.isIdentifiedBy(stored.content()));
            add(
                    doubled ? AuditFinding.Type.DOUBLED : AuditFinding.Type.UNKNOWN,
                    what + " " + stored.id() + ": " + beginning(stored.content()));
        }
    }

    /** By its content; a thread whose title the server chooses, by its items. */
    private boolean isCreated(WrittenResource resource, StoredResource stored) {
        if (resource.type() != WrittenType.THREAD || resource.isIdentifiedBy(stored.content())) {
            return resource.isIdentifiedBy(stored.content());
        }
        List<WrittenResource> items = children.getOrDefault(resource, List.of());
        return state.items(stored.id()).orElse(List.of()).stream()
                .anyMatch(item -> items.stream().anyMatch(written -> written.isIdentifiedBy(item.content())));
    }

    private void add(AuditFinding.Type type, String what) {
        findings.add(new AuditFinding(type, what));
    }

    private static String beginning(String content) {
        return content.length() <= 80 ? content : content.substring(0, 80) + "...";
    }
}
