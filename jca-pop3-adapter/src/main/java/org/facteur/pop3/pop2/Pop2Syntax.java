package org.facteur.pop3.pop2;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;
import org.facteur.api.account.Secret;

/**
 * Reads command lines (RFC 937):
 *
 * <pre>
 * HELO SP user SP password     ; everything behind the second space is the password
 * FOLD SP mailbox
 * READ [SP number]
 * RETR / ACKS / ACKD / NACK / QUIT
 * </pre>
 *
 * Keywords are in any case.
 */
final class Pop2Syntax {

    private Pop2Syntax() {}

    /** @param line without its line end */
    static Pop2Command parse(byte[] line) throws Pop2Failure {
        String text = new String(line, StandardCharsets.UTF_8);
        int space = text.indexOf(' ');
        String keyword = (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
        String argument = space < 0 ? "" : text.substring(space + 1);
        return switch (keyword) {
            case "HELO" -> helo(argument);
            case "FOLD" -> new Pop2Command.Fold(some(argument.strip(), "FOLD wants a mailbox"));
            case "READ" -> new Pop2Command.Read(number(argument.strip()));
            case "RETR" -> alone(new Pop2Command.Retr(), argument);
            case "ACKS" -> alone(new Pop2Command.Acks(), argument);
            case "ACKD" -> alone(new Pop2Command.Ackd(), argument);
            case "NACK" -> alone(new Pop2Command.Nack(), argument);
            case "QUIT" -> alone(new Pop2Command.Quit(), argument);
            default -> throw new Pop2Failure("Unknown command");
        };
    }

    private static Pop2Command helo(String argument) throws Pop2Failure {
        int space = argument.indexOf(' ');
        String wanted = "HELO wants a name and a password";
        String user = some(space < 0 ? "" : argument.substring(0, space), wanted);
        return new Pop2Command.Helo(user, new Secret(some(argument.substring(space + 1), wanted)));
    }

    private static String some(String argument, String otherwise) throws Pop2Failure {
        if (argument.isEmpty()) {
            throw new Pop2Failure(otherwise);
        }
        return argument;
    }

    private static Pop2Command alone(Pop2Command command, String argument) throws Pop2Failure {
        if (!argument.isBlank()) {
            throw new Pop2Failure("This command takes no argument");
        }
        return command;
    }

    private static OptionalInt number(String digits) throws Pop2Failure {
        if (digits.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(digits);
            if (number > 0 && digits.chars().allMatch(each -> each >= '0' && each <= '9')) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // Neither of them is a number of a message.
        }
        throw new Pop2Failure("READ wants the number of a message");
    }
}
