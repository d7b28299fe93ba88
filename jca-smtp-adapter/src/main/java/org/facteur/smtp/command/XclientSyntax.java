package org.facteur.smtp.command;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.facteur.smtp.reply.SmtpRefusal;
import org.jspecify.annotations.Nullable;

/**
 * {@code xclient = "XCLIENT" 1*( SP attribute-name "=" attribute-value )}, where a value is {@code xtext}, and
 * {@code [UNAVAILABLE]} or {@code [TEMPUNAVAIL]} says nothing (as Postfix has it).
 */
final class XclientSyntax implements CommandSyntax {

    private static final int MAX_HELO = 255;
    private static final String IPV6 = "IPV6:";

    @Override
    public SmtpCommand parse(CommandReader in) throws SmtpRefusal {
        Optional<InetAddress> address = Optional.empty();
        OptionalInt port = OptionalInt.empty();
        Optional<String> helo = Optional.empty();
        boolean some = false;
        while (in.spaces() && !in.atEnd()) {
            String keyword = in.esmtpKeyword();
            String encoded = keyword != null && in.character('=') ? in.esmtpValue() : null;
            String value = encoded == null ? null : Xtext.decode(encoded);
            if (keyword == null || value == null) {
                throw malformed();
            }
            some = true;
            if (value.equalsIgnoreCase("[UNAVAILABLE]") || value.equalsIgnoreCase("[TEMPUNAVAIL]")) {
                continue;
            }
            switch (keyword) {
                case "ADDR" -> address = Optional.of(address(value));
                case "PORT" -> port = OptionalInt.of(port(value));
                case "HELO" -> helo = Optional.of(helo(value));
                default -> throw new SmtpRefusal(501, "5.5.4", keyword + " is not an attribute of XCLIENT here");
            }
        }
        in.expectEnd();
        if (!some) {
            throw malformed();
        }
        return new SmtpCommand.Xclient(address, port, helo);
    }

    private static InetAddress address(String value) throws SmtpRefusal {
        String host = value.toUpperCase(Locale.ROOT).startsWith(IPV6) ? value.substring(IPV6.length()) : value;
        byte @Nullable [] octets = NetUtil.createByteArrayFromIpAddressString(host);
        try {
            if (octets != null) {
                return InetAddress.getByAddress(octets);
            }
        } catch (UnknownHostException impossible) {
            // said below
        }
        throw malformed();
    }

    private static int port(String value) throws SmtpRefusal {
        if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65_535) {
            return Integer.parseInt(value);
        }
        throw malformed();
    }

    private static String helo(String value) throws SmtpRefusal {
        if (value.length() <= MAX_HELO && GreetingSyntax.isName(value)) {
            return value;
        }
        throw malformed();
    }

    private static SmtpRefusal malformed() {
        return new SmtpRefusal(501, "5.5.4", "Syntax: XCLIENT attribute=value ...");
    }
}
