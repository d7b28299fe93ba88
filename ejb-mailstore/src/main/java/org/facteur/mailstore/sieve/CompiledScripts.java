package org.facteur.mailstore.sieve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.facteur.mailstore.sieve.script.Script;
import org.facteur.mailstore.sieve.script.ScriptCompiler;
import org.facteur.mailstore.sieve.syntax.InvalidScriptException;

/**
 * The scripts that have run lately, ready to run again. A script never changes, so that what is here is right for ever, and
 * another node's change is another id.
 */
@ApplicationScoped
public class CompiledScripts {

    private static final System.Logger LOG = System.getLogger(CompiledScripts.class.getName());

    /** Octets of the texts of all that are kept; a compiled script takes some times as much as its text. */
    private static final long MAX_OCTETS = 8 << 20;

    /** What even a tiny script takes. */
    private static final int LEAST = 256;

    private record Kept(Script script, int octets) {}

    @Inject
    private ScriptRepository scripts;

    private final Cache<Long, Kept> compiled = Caffeine.newBuilder()
            .maximumWeight(MAX_OCTETS)
            .weigher((Long id, Kept kept) -> LEAST + kept.octets())
            .build();

    /** Those of the scripts that there are and that are right, read in one query where they are not known yet. */
    Map<Long, Script> of(Collection<Long> ids) {
        Map<Long, Script> found = new HashMap<>();
        Set<Long> unknown = new LinkedHashSet<>();
        for (Long id : ids) {
            Kept known = compiled.getIfPresent(id);
            if (known == null) {
                unknown.add(id);
            } else {
                found.put(id, known.script());
            }
        }
        scripts.octets(unknown).forEach((id, octets) -> {
            try {
                Script script = ScriptCompiler.compile(octets);
                compiled.put(id, new Kept(script, octets.length));
                found.put(id, script);
            } catch (InvalidScriptException e) {
                // It was right when it was put: this version knows less than that one did.
                LOG.log(System.Logger.Level.WARNING, "The Sieve script {0} is not run: {1}", id.toString(), e.remark());
            }
        });
        return found;
    }
}
