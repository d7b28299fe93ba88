package org.facteur.mailstore.routing;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.facteur.mailstore.domain.DomainName;
import org.facteur.mailstore.routing.Resolution.Fate;
import org.jspecify.annotations.Nullable;

/** Goes all ways from one address, each step of which is known, none twice. */
final class Walk {

    private final Map<String, Step> steps;
    private final Gate gate;
    private final Predicate<String> canGoTo;
    private final int mostLeaves;

    private final Map<String, Leaf> leaves = new LinkedHashMap<>();
    private final Set<String> visited = new HashSet<>();
    private final Set<String> onTheWay = new HashSet<>();
    private boolean hasLoop;
    private boolean hasRefusal;
    private boolean isCut;

    Walk(Map<String, Step> steps, Gate gate, Predicate<String> canGoTo, int mostLeaves) {
        this.steps = steps;
        this.gate = gate;
        this.canGoTo = canGoTo;
        this.mostLeaves = mostLeaves;
    }

    Resolution from(String path) {
        String key = Asked.key(path);
        if (steps.get(key) instanceof Step.Elsewhere) {
            return Resolution.none(Fate.ELSEWHERE);
        }
        visit(key, Optional.empty(), null);
        if (isCut || leaves.size() > mostLeaves) {
            return Resolution.none(Fate.OVERFLOW);
        }
        return leaves.isEmpty() ? Resolution.none(nowhere()) : new Resolution(Fate.HERE, List.copyOf(leaves.values()));
    }

    private Fate nowhere() {
        if (hasRefusal) {
            return Fate.REFUSED;
        }
        return hasLoop ? Fate.LOOP : Fate.UNKNOWN;
    }

    private void visit(String key, Optional<DomainName> through, @Nullable Group group) {
        if (!visited.add(key)) {
            hasLoop |= onTheWay.contains(key);
            return;
        }
        Step step = steps.get(key);
        if (step == null || leaves.size() > mostLeaves) {
            isCut = true;
        } else if (step instanceof Step.Account account) {
            leaves.putIfAbsent(
                    account.address().toString(), new Leaf.Inbox(account.address(), Optional.ofNullable(group)));
        } else if (step instanceof Step.Elsewhere elsewhere) {
            if (canGoTo.test(elsewhere.path())) {
                leaves.putIfAbsent(key, new Leaf.Remote(elsewhere.path(), through, Optional.ofNullable(group)));
            }
        } else if (step instanceof Step.Onwards onwards && isOpen(onwards)) {
            onTheWay.add(key);
            for (String target : onwards.targets()) {
                visit(
                        Asked.key(target),
                        onwards.through().or(() -> through),
                        onwards.group() == null ? group : onwards.group());
            }
            onTheWay.remove(key);
        }
    }

    private boolean isOpen(Step.Onwards onwards) {
        if (onwards.group() == null) {
            return true;
        }
        Gate.Passage passage = gate.at(onwards.group());
        hasRefusal |= passage == Gate.Passage.REFUSED;
        hasLoop |= passage == Gate.Passage.LOOP;
        return passage == Gate.Passage.OPEN;
    }
}
