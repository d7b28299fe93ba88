package org.facteur.mailstore.queue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import org.facteur.api.account.Secret;
import org.facteur.api.queue.HopLogin;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.NextHop.Protocol;
import org.facteur.api.queue.TlsLevel;
import org.jspecify.annotations.Nullable;

/** Where mail for a domain goes by the word of an administrator, who may change all but the domain. */
@Entity
@Table(name = "next_hop")
public class NextHopRow {

    @Id
    private String name = "";

    private String host = "";
    private int port;
    private boolean receives;

    @Enumerated(EnumType.STRING)
    private Protocol protocol = Protocol.SMTP;

    @Enumerated(EnumType.STRING)
    private @Nullable TlsLevel tls;

    @Column(name = "tls_at_once")
    private boolean tlsAtOnce;

    @Column(name = "login_user")
    private @Nullable String user;

    @Column(name = "login_password")
    private @Nullable String password;

    @Column(name = "password_in_clear")
    private boolean passwordInClear;

    private @Nullable String source;
    private Instant created = Instant.EPOCH;

    /** For JPA. */
    protected NextHopRow() {}

    NextHopRow(RelayRoute route) {
        this.name = route.domain();
        this.created = route.created();
        change(route);
    }

    void change(RelayRoute route) {
        NextHop hop = route.hop();
        host = hop.host();
        port = hop.port();
        receives = route.receives();
        protocol = hop.protocol();
        tls = hop.tls().orElse(null);
        tlsAtOnce = hop.tlsAtOnce();
        user = hop.login().map(HopLogin::user).orElse(null);
        password = hop.login().map(login -> login.password().reveal()).orElse(null);
        passwordInClear = hop.login().map(HopLogin::inTheClear).orElse(false);
        source = hop.source().map(InetAddress::getHostAddress).orElse(null);
    }

    RelayRoute route() {
        Optional<HopLogin> login = user == null || password == null
                ? Optional.empty()
                : Optional.of(new HopLogin(user, new Secret(password), passwordInClear));
        NextHop hop = new NextHop(
                host,
                port,
                protocol,
                Optional.ofNullable(tls),
                tlsAtOnce,
                login,
                Optional.ofNullable(source).map(NextHopRow::address));
        return new RelayRoute(name, hop, receives, created);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("The database has no address: " + text, e);
        }
    }
}
