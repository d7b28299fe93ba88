package org.facteur.imap.syntax;

import java.util.Map;
import org.facteur.api.search.ThreadAlgorithm;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 5256 section 5.
 *
 * <pre>
 * thread = "THREAD" SP ("ORDEREDSUBJECT" / "REFERENCES") SP search-criteria
 * </pre>
 */
final class ThreadSyntax implements UidCommandSyntax {

    private static final Map<String, ThreadAlgorithm> ALGORITHMS = Map.of(
            "ORDEREDSUBJECT", ThreadAlgorithm.ORDEREDSUBJECT,
            "REFERENCES", ThreadAlgorithm.REFERENCES);

    @Override
    public String name() {
        return "THREAD";
    }

    @Override
    public ImapCommand parse(ImapDecoder in, boolean uid) throws ImapSyntaxException {
        in.expectSp();
        ThreadAlgorithm algorithm = ALGORITHMS.get(in.expectKeyword("a threading algorithm"));
        if (algorithm == null) {
            throw in.bad("There is no such threading algorithm");
        }
        in.expectSp();
        return new ImapCommand.ThreadMessages(uid, algorithm, SearchKeySyntax.expectCriteria(in));
    }
}
