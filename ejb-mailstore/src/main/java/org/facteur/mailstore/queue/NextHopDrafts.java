package org.facteur.mailstore.queue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.facteur.api.account.Secret;
import org.facteur.api.queue.HopLogin;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.NextHop.Protocol;
import org.facteur.api.queue.TlsLevel;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.DomainName;

/** Makes a next server of what an administrator has written, or says what is wrong with it. */
final class NextHopDrafts {

    /** An address of a machine, or what a system without a domain calls one; whether it is one is seen when it is tried. */
    private static final Pattern HOST = Pattern.compile("[0-9A-Fa-f:.]{2,45}|[A-Za-z0-9_-]{1,63}");

    /** Of an address of a machine; nothing else may be looked up in the name system. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{0,40}:[0-9A-Fa-f:.]{0,40}");

    /** Of a user and of a password, in characters; SASL carries so much everywhere (RFC 4616 section 2). */
    private static final int LONGEST = 255;

    private static final int SMTP_PORT = 25;

    private NextHopDrafts() {}

    /**
     * @param present what the route is now, if it exists
     * @throws AdministrationException {@code INVALID} with the field
     */
    static NextHop checked(RelayRouteDraft draft, Optional<NextHop> present) throws AdministrationException {
        String host = draft.host().strip().toLowerCase(Locale.ROOT);
        if (DomainName.parse(host).isEmpty() && !HOST.matcher(host).matches()) {
            throw AdministrationException.invalid("host", "This is neither the name nor the address of a server.")
                    .because("no-host", "");
        }
        if (draft.port() < 1 || draft.port() > 65_535) {
            throw AdministrationException.invalid("port", "A port is from 1 to 65535.")
                    .because("no-port", "");
        }
        if (draft.protocol() == Protocol.LMTP && draft.port() == SMTP_PORT) {
            // RFC 2033 section 5
            throw AdministrationException.invalid("port", "LMTP is not spoken on port 25.")
                    .because("lmtp-port", "");
        }
        if (draft.tlsAtOnce()
                && draft.tls().filter(level -> level == TlsLevel.NONE).isPresent()) {
            throw AdministrationException.invalid("tls", "TLS that begins at once is TLS.")
                    .because("no-tls-at-once", "");
        }
        Optional<HopLogin> login = login(draft, host, present);
        return new NextHop(
                host,
                draft.port(),
                draft.protocol(),
                draft.tls(),
                draft.tlsAtOnce(),
                login,
                source(draft.source().strip()));
    }

    private static Optional<HopLogin> login(RelayRouteDraft draft, String host, Optional<NextHop> present)
            throws AdministrationException {
        String user = draft.user().strip();
        if (user.isEmpty()) {
            if (draft.password().isPresent()) {
                throw AdministrationException.invalid("user", "A password is somebody's.")
                        .because("no-user", "");
            }
            return Optional.empty();
        }
        if (!isText(user)) {
            throw AdministrationException.invalid(
                            "user", "A name has 255 characters at most, and no control characters.")
                    .because("no-login-text", "");
        }
        // Whoever may change a route is not told its password by sending it to a server of his own.
        Optional<Secret> kept = present.filter(hop -> hop.host().equals(host))
                .flatMap(NextHop::login)
                .filter(login -> login.user().equals(user))
                .map(HopLogin::password);
        Secret password = draft.password()
                .or(() -> kept)
                .orElseThrow(() -> AdministrationException.invalid(
                                "password", "The password is missing: it is kept for the same server and user only.")
                        .because("no-password", ""));
        if (password.reveal().isEmpty() || !isText(password.reveal())) {
            throw AdministrationException.invalid(
                            "password", "A password has 1 to 255 characters, and no control characters.")
                    .because("no-login-text", "");
        }
        return Optional.of(new HopLogin(user, password, draft.passwordInClear()));
    }

    private static boolean isText(String text) {
        return text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl);
    }

    private static Optional<InetAddress> source(String text) throws AdministrationException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            InetAddress address = ADDRESS.matcher(text).matches() ? InetAddress.getByName(text) : null;
            if (address != null && NetworkInterface.getByInetAddress(address) != null) {
                return Optional.of(address);
            }
        } catch (IOException e) {
            // no address
        }
        throw AdministrationException.invalid("source", "This is no address of this machine.")
                .because("no-own-address", "");
    }
}
