package org.facteur.sieve.command;

import java.util.Locale;
import java.util.Optional;
import org.facteur.api.sieve.ScriptName;
import org.facteur.sieve.command.SieveCommand.Authenticate;
import org.facteur.sieve.command.SieveCommand.Capability;
import org.facteur.sieve.command.SieveCommand.CheckScript;
import org.facteur.sieve.command.SieveCommand.DeleteScript;
import org.facteur.sieve.command.SieveCommand.GetScript;
import org.facteur.sieve.command.SieveCommand.HaveSpace;
import org.facteur.sieve.command.SieveCommand.ListScripts;
import org.facteur.sieve.command.SieveCommand.Logout;
import org.facteur.sieve.command.SieveCommand.Noop;
import org.facteur.sieve.command.SieveCommand.PutScript;
import org.facteur.sieve.command.SieveCommand.RenameScript;
import org.facteur.sieve.command.SieveCommand.SetActive;
import org.facteur.sieve.command.SieveCommand.StartTls;
import org.facteur.sieve.command.SieveCommand.Unauthenticate;

/**
 * Reads commands (RFC 5804 section 4):
 *
 * <pre>
 * command      = name *(SP argument)               ; the name in any case
 * argument     = string / number
 * string       = quoted / literal                  ; names in UTF-8
 * sieve-name   = string                            ; 1 to 128 characters
 * active-name  = string                            ; may be empty
 * </pre>
 */
public final class SieveSyntax {

    private SieveSyntax() {}

    /** @param octets of a whole command, without its last CRLF */
    public static SieveCommand parse(byte[] octets) throws SieveSyntaxException {
        ArgumentReader reader = new ArgumentReader(octets);
        String name = reader.keyword().toUpperCase(Locale.ROOT);
        SieveCommand command = switch (name) {
            case "AUTHENTICATE" -> new Authenticate(reader.nextText(), reader.optionalText());
            case "STARTTLS" -> new StartTls();
            case "LOGOUT" -> new Logout();
            case "CAPABILITY" -> new Capability();
            case "HAVESPACE" -> new HaveSpace(scriptName(reader), reader.nextNumber());
            case "PUTSCRIPT" -> new PutScript(scriptName(reader), reader.nextString());
            case "LISTSCRIPTS" -> new ListScripts();
            case "SETACTIVE" -> setActive(reader);
            case "GETSCRIPT" -> new GetScript(scriptName(reader));
            case "DELETESCRIPT" -> new DeleteScript(scriptName(reader));
            case "RENAMESCRIPT" -> new RenameScript(scriptName(reader), scriptName(reader));
            case "CHECKSCRIPT" -> new CheckScript(reader.nextString());
            case "NOOP" -> new Noop(reader.optionalText());
            case "UNAUTHENTICATE" -> new Unauthenticate();
            default -> throw new SieveSyntaxException("Unknown command");
        };
        reader.expectEnd();
        return command;
    }

    /** Reads what is no command but a string of an exchange (RFC 5804 section 2.1). */
    public static String parseResponse(byte[] octets) throws SieveSyntaxException {
        ArgumentReader reader = new ArgumentReader(octets);
        String response = reader.text();
        reader.expectEnd();
        return response;
    }

    private static ScriptName scriptName(ArgumentReader reader) throws SieveSyntaxException {
        return scriptName(reader.nextText());
    }

    private static SetActive setActive(ArgumentReader reader) throws SieveSyntaxException {
        String name = reader.nextText();
        return new SetActive(name.isEmpty() ? Optional.empty() : Optional.of(scriptName(name)));
    }

    private static ScriptName scriptName(String name) throws SieveSyntaxException {
        try {
            return new ScriptName(name);
        } catch (IllegalArgumentException e) {
            throw new SieveSyntaxException("The name of a script has 1 to " + ScriptName.MAX_LENGTH
                    + " characters, no control character among them");
        }
    }
}
