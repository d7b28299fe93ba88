package org.facteur.api.smtp;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.facteur.api.account.Account;

/**
 * The other end of an SMTP connection.
 *
 * @param service the service it connected to
 * @param address where it connects from
 * @param helo how it greeted us; empty before EHLO, HELO or LHLO
 * @param tls the TLS version and cipher suite, if the connection is encrypted
 * @param account who it is, once authenticated
 * @param trusted whether a list that is believed says that it is good
 */
public record SmtpClient(
        SmtpService service,
        InetSocketAddress address,
        String helo,
        Optional<String> tls,
        Optional<Account> account,
        boolean trusted) {

    /** A client of which no list says that it is good. */
    public SmtpClient(
            SmtpService service,
            InetSocketAddress address,
            String helo,
            Optional<String> tls,
            Optional<Account> account) {
        this(service, address, helo, tls, account, false);
    }
}
