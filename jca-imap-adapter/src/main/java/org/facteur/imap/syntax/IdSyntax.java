package org.facteur.imap.syntax;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 2971 section 4.
 *
 * <pre>
 * id             = "ID" SP id-params-list
 * id-params-list = "(" [string SP nstring *(SP string SP nstring)] ")" / nil
 * </pre>
 */
final class IdSyntax implements CommandSyntax {

    // RFC 2971 section 3.3
    private static final int MAX_PARAMETERS = 30;
    private static final int MAX_NAME = 30;
    private static final int MAX_VALUE = 1024;

    @Override
    public String name() {
        return "ID";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!in.keyword("NIL")) {
            in.expectListOrEmpty(() -> expectParameter(in, parameters));
        }
        return new ImapCommand.Id(parameters);
    }

    private static void expectParameter(ImapDecoder in, Map<String, String> parameters) throws ImapSyntaxException {
        String name = in.decode(in.expectString("the name of a parameter"), StandardCharsets.UTF_8);
        in.expectSp();
        Optional<String> value = in.expectNstring("the value of a parameter");
        if (name.length() > MAX_NAME || value.orElse("").length() > MAX_VALUE || parameters.size() == MAX_PARAMETERS) {
            throw in.bad("ID has at most " + MAX_PARAMETERS + " parameters, with names of " + MAX_NAME
                    + " octets and values of " + MAX_VALUE);
        }
        if (value.isPresent()) {
            parameters.put(name.toLowerCase(Locale.ROOT), in.decode(value.get(), StandardCharsets.UTF_8));
        }
    }
}
