package org.facteur.imap.syntax;

import java.util.EnumMap;
import java.util.Map;
import org.facteur.api.account.QuotaResource;
import org.facteur.imap.ImapCharacter;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.response.ResponseCode.Word;

/**
 * RFC 9208 section 4.1.4.
 *
 * <pre>
 * setquota           = "SETQUOTA" SP quota-root-name SP "(" [setquota-resource *(SP setquota-resource)] ")"
 * setquota-resource  = resource-name SP resource-limit
 * resource-limit     = number64
 * </pre>
 */
final class SetQuotaSyntax implements CommandSyntax {

    /** Of a limit that is still a number of octets when it is one of KiB. */
    private static final int MAX_DIGITS = 15;

    @Override
    public String name() {
        return "SETQUOTA";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        String root = in.expectUnicode("a quota root");
        in.expectSp();
        Map<QuotaResource, Long> limits = new EnumMap<>(QuotaResource.class);
        in.expectListOrEmpty(() -> {
            QuotaResource resource = expectResource(in);
            in.expectSp();
            limits.put(resource, expectLimit(in));
        });
        return new ImapCommand.SetQuota(root, limits);
    }

    private static QuotaResource expectResource(ImapDecoder in) throws ImapSyntaxException {
        return QuotaResource.named(in.expectKeyword("a resource"))
                .orElseThrow(() -> in.no(Word.CANNOT, "There is no such resource"));
    }

    private static long expectLimit(ImapDecoder in) throws ImapSyntaxException {
        String digits = in.word(ImapCharacter::isDigit);
        if (digits == null || digits.length() > MAX_DIGITS) {
            throw in.bad("A limit is a number of at most " + MAX_DIGITS + " digits");
        }
        return Long.parseLong(digits);
    }
}
