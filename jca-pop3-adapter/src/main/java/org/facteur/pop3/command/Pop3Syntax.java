package org.facteur.pop3.command;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.facteur.api.account.Secret;
import org.facteur.pop3.command.Pop3Command.Auth;
import org.facteur.pop3.command.Pop3Command.Capa;
import org.facteur.pop3.command.Pop3Command.Dele;
import org.facteur.pop3.command.Pop3Command.Lang;
import org.facteur.pop3.command.Pop3Command.ListSizes;
import org.facteur.pop3.command.Pop3Command.Noop;
import org.facteur.pop3.command.Pop3Command.Pass;
import org.facteur.pop3.command.Pop3Command.Quit;
import org.facteur.pop3.command.Pop3Command.Retr;
import org.facteur.pop3.command.Pop3Command.Rset;
import org.facteur.pop3.command.Pop3Command.Stat;
import org.facteur.pop3.command.Pop3Command.Stls;
import org.facteur.pop3.command.Pop3Command.Top;
import org.facteur.pop3.command.Pop3Command.Uidl;
import org.facteur.pop3.command.Pop3Command.User;
import org.facteur.pop3.command.Pop3Command.Utf8;

/**
 * Reads command lines (RFC 2449 section 4):
 *
 * <pre>
 * command = keyword *(SP argument)     ; the keyword in any case, 3 or 4 letters
 * PASS    = "PASS" SP *OCTET           ; everything behind the space is the password
 * msg     = 1*DIGIT                    ; at least 1
 * </pre>
 *
 * Names and passwords are UTF-8, as in RFC 6856. Space at the end of a line is ignored, except in a password.
 */
public final class Pop3Syntax {

    /** The longest name or password in octets. */
    private static final int MAX_ARGUMENT = 1_024;

    private static final int MAX_KEYWORD = 16;
    private static final int MAX_LANGUAGE = 100;

    private Pop3Syntax() {}

    /** @param line without its line end */
    public static Pop3Command parse(byte[] line) throws Pop3SyntaxException {
        String text = decode(line);
        int space = text.indexOf(' ');
        String keyword = (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
        if (keyword.equals("PASS")) {
            return new Pass(new Secret(limited(space < 0 ? "" : text.substring(space + 1), "password")));
        }
        Arguments arguments = new Arguments(keyword, space < 0 ? "" : text.substring(space + 1));
        return switch (keyword) {
            case "USER" -> new User(limited(arguments.all(), "name"));
            case "AUTH" -> auth(arguments);
            case "STLS" -> arguments.none(new Stls());
            case "UTF8" -> arguments.none(new Utf8());
            case "LANG" -> lang(arguments);
            case "CAPA" -> arguments.none(new Capa());
            case "STAT" -> arguments.none(new Stat());
            case "LIST" -> new ListSizes(arguments.lastMessage());
            case "UIDL" -> new Uidl(arguments.lastMessage());
            case "RETR" -> new Retr(arguments.onlyMessage());
            case "TOP" -> top(arguments);
            case "DELE" -> new Dele(arguments.onlyMessage());
            case "RSET" -> arguments.none(new Rset());
            case "NOOP" -> arguments.none(new Noop());
            case "QUIT" -> arguments.none(new Quit());
            default -> throw new Pop3SyntaxException("Unknown command");
        };
    }

    private static String decode(byte[] line) throws Pop3SyntaxException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Pop3SyntaxException("Not UTF-8");
        }
    }

    private static String limited(String argument, String what) throws Pop3SyntaxException {
        if (argument.isEmpty()) {
            throw new Pop3SyntaxException("The " + what + " is missing");
        }
        if (argument.getBytes(StandardCharsets.UTF_8).length > MAX_ARGUMENT) {
            throw new Pop3SyntaxException("The " + what + " is too long");
        }
        return argument;
    }

    private static Auth auth(Arguments arguments) throws Pop3SyntaxException {
        if (arguments.count() > 2) {
            throw new Pop3SyntaxException("AUTH wants a mechanism and an initial response");
        }
        return new Auth(arguments.get(0), arguments.get(1));
    }

    private static Lang lang(Arguments arguments) throws Pop3SyntaxException {
        if (arguments.count() > 1 || arguments.all().length() > MAX_LANGUAGE) {
            throw new Pop3SyntaxException("LANG wants one language range");
        }
        return new Lang(arguments.get(0));
    }

    private static Top top(Arguments arguments) throws Pop3SyntaxException {
        if (arguments.count() != 2) {
            throw new Pop3SyntaxException("TOP wants a message number and a number of lines");
        }
        return new Top(arguments.message(0), arguments.number(1));
    }

    /** What follows the keyword, cut at single spaces. */
    private static final class Arguments {

        private final String keyword;
        private final String all;
        private final String[] each;

        Arguments(String keyword, String all) {
            this.keyword = keyword.length() > MAX_KEYWORD ? "This command" : keyword;
            this.all = all.stripTrailing();
            this.each = this.all.isEmpty() ? new String[0] : this.all.split(" ", -1);
        }

        String all() {
            return all;
        }

        int count() {
            return each.length;
        }

        Optional<String> get(int index) {
            return index < each.length ? Optional.of(each[index]) : Optional.empty();
        }

        Pop3Command none(Pop3Command command) throws Pop3SyntaxException {
            if (each.length > 0) {
                throw new Pop3SyntaxException(keyword + " takes no argument");
            }
            return command;
        }

        int onlyMessage() throws Pop3SyntaxException {
            if (each.length != 1) {
                throw new Pop3SyntaxException(keyword + " wants a message number");
            }
            return message(0);
        }

        OptionalInt lastMessage() throws Pop3SyntaxException {
            return each.length == 0 ? OptionalInt.empty() : OptionalInt.of(onlyMessage());
        }

        int message(int index) throws Pop3SyntaxException {
            int number = number(index);
            if (number == 0) {
                throw new Pop3SyntaxException("Messages are numbered from 1");
            }
            return number;
        }

        /** No mailbox holds as many messages, and no message as many lines, as the largest number: more is as much. */
        int number(int index) throws Pop3SyntaxException {
            String digits = each[index];
            if (digits.isEmpty() || !digits.chars().allMatch(each -> each >= '0' && each <= '9')) {
                throw new Pop3SyntaxException(keyword + " wants a number");
            }
            try {
                return Integer.parseInt(digits);
            } catch (NumberFormatException e) {
                return Integer.MAX_VALUE;
            }
        }
    }
}
