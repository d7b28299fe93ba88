package org.facteur.mailstore.sieve.script;

import java.util.Locale;
import java.util.Optional;
import org.facteur.mailstore.sieve.syntax.InvalidScriptException;

/** Takes the tags that say how a test compares (RFC 5228 section 2.7). */
final class MatchCompiler {

    private final Requirements requirements;

    MatchCompiler(Requirements requirements) {
        this.requirements = requirements;
    }

    Match match(Arguments arguments) throws InvalidScriptException {
        Optional<Match> found = Optional.empty();
        Collation collation = collation(arguments);
        for (Match.Type type : Match.Type.values()) {
            Optional<Relation> relation = type(type, arguments);
            if (relation.isPresent()) {
                if (found.isPresent()) {
                    throw arguments.wrong("One match type will do");
                }
                found = Optional.of(new Match(type, relation.get(), collation(type, collation)));
            }
        }
        Match match = found.orElse(new Match(Match.Type.IS, Relation.EQ, collation));
        if (!match.collation().hasSubstrings()
                && (match.type() == Match.Type.CONTAINS || match.type() == Match.Type.MATCHES)) {
            throw arguments.wrong("This comparator compares whole texts only");
        }
        return match;
    }

    /** Numbers of values are compared as numbers, whatever comparator stands there. */
    private static Collation collation(Match.Type type, Collation collation) {
        return type == Match.Type.COUNT ? Collation.ASCII_NUMERIC : collation;
    }

    private Optional<Relation> type(Match.Type type, Arguments arguments) throws InvalidScriptException {
        String tag = type.name().toLowerCase(Locale.ROOT);
        if (type != Match.Type.VALUE && type != Match.Type.COUNT) {
            return arguments.tag(tag) ? Optional.of(Relation.EQ) : Optional.empty();
        }
        Optional<String> relation = arguments.taggedConstant(tag);
        if (relation.isEmpty()) {
            return Optional.empty();
        }
        if (!requirements.has(Extension.RELATIONAL)) {
            throw arguments.wrong(":" + tag + " needs require \"relational\"");
        }
        return Optional.of(Relation.of(relation.get()).orElseThrow(() -> arguments.wrong("There is no such relation")));
    }

    private Collation collation(Arguments arguments) throws InvalidScriptException {
        Optional<String> name = arguments.taggedConstant("comparator");
        if (name.isEmpty()) {
            return Collation.ASCII_CASEMAP;
        }
        Collation collation =
                Collation.of(name.get()).orElseThrow(() -> arguments.wrong("There is no such comparator"));
        if (collation == Collation.ASCII_NUMERIC && !requirements.has(Extension.COMPARATOR_NUMERIC)) {
            throw arguments.wrong("This comparator needs require \"comparator-i;ascii-numeric\"");
        }
        return collation;
    }
}
