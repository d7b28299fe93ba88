package org.facteur.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facteur.api.account.Secret;
import org.facteur.api.queue.ConnectionTls;
import org.facteur.api.queue.ConnectionTls.Verification;
import org.facteur.api.queue.HopLogin;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.NextHop.Protocol;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.Outcome.Deferred;
import org.facteur.api.queue.Outcome.Delivered;
import org.facteur.api.queue.Outcome.Failed;
import org.facteur.api.queue.Report;
import org.facteur.api.queue.Report.Reach;
import org.facteur.api.queue.TlsChoice;
import org.facteur.api.queue.TlsLevel;
import org.facteur.smtp.relay.DaneLookup.Dane;
import org.facteur.smtp.relay.Route.Proof;
import org.facteur.smtp.relay.Route.Targets;
import org.facteur.smtp.sts.StsPolicies.Published;
import org.facteur.wire.remote.ScriptedRemote;
import org.facteur.wire.tls.TestAuthority;
import org.facteur.wire.tls.TrustedAuthorities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that the administrator names, and says how to speak to: with a login, with TLS, by LMTP, from some address. */
class NextHopTest {

    private static final String TEXT = "Subject: test\r\n\r\n.dot\r\n";
    private static final HopLogin LOGIN = new HopLogin("facteur", new Secret("letter-box"), false);

    @TempDir
    Path folder;

    private final ScriptedRemote remote = ScriptedRemote.start();
    private TestAuthority authority;
    private RunningRelay relay;

    @BeforeEach
    void start() throws Exception {
        authority = TestAuthority.in(folder.resolve("authority"));
        RelayTls usual = RelayTest.tls();
        relay = new RunningRelay(
                remote.port(),
                new RelayTls(usual.level(), TrustedAuthorities.fromFile(authority.file()), false, usual.policies()));
        relay.names.with("hop.test. 60 IN A 127.0.0.1");
    }

    @AfterEach
    void stop() {
        relay.close();
        remote.close();
    }

    private NextHop hop(Protocol protocol, Optional<TlsLevel> tls, boolean tlsAtOnce) {
        return new NextHop("hop.test", remote.port(), protocol, tls, tlsAtOnce, Optional.empty(), Optional.empty());
    }

    private Outcome send(String domain, NextHop hop) {
        relay.queue.route(domain, hop);
        relay.queue.add(TEXT, "bob@" + domain);
        return relay.outcome("bob@" + domain);
    }

    private static Optional<Verification> verification(Outcome outcome) {
        return outcome.said().tls().map(ConnectionTls::verification);
    }

    @Test
    void mailIsTakenFromWhomTheServerKnows() {
        remote.offers("PIPELINING", "AUTH PLAIN").knows("facteur", "letter-box");

        assertThat(send(
                        "plain.test",
                        hop(Protocol.SMTP, Optional.empty(), false).with(LOGIN)))
                .isInstanceOf(Delivered.class);
        remote.offers("AUTH LOGIN");
        assertThat(send(
                        "login.test",
                        hop(Protocol.SMTP, Optional.empty(), false).with(LOGIN)))
                .isInstanceOf(Delivered.class);
        assertThat(remote.messages()).hasSize(2);
    }

    @Test
    void aLoginThatFailsHoldsMailBackAndIsNotTriedForEachDomain() {
        remote.offers("AUTH PLAIN").knows("facteur", "another");
        NextHop hop = hop(Protocol.SMTP, Optional.empty(), false).with(LOGIN);
        for (int i = 0; i < 10; i++) {
            relay.queue.route("d" + i + ".test", hop);
        }
        Outcome first = send("d0.test", hop);
        for (int i = 1; i < 10; i++) {
            relay.queue.add(TEXT, "bob@d" + i + ".test");
        }

        for (int i = 0; i < 10; i++) {
            Outcome outcome = relay.outcome("bob@d" + i + ".test");
            assertThat(outcome).isInstanceOf(Deferred.class);
            assertThat(outcome.said().text()).isEqualTo("4.7.0 No login as facteur: 535 5.7.8 Wrong");
            assertThat(outcome.said().host()).isEqualTo("hop.test [127.0.0.1]");
        }
        assertThat(first.said().status()).isEqualTo("4.7.0");
        assertThat(relay.queue.reports()).extracting(Report::reach).containsOnly(Reach.UNREACHED);
        assertThat(remote.commands())
                .filteredOn(command -> command.startsWith("AUTH"))
                .hasSize(1);

        remote.knows("facteur", "letter-box-2");
        assertThat(send("changed.test", hop.with(new HopLogin("facteur", new Secret("letter-box-2"), false))))
                .as("another password is another login")
                .isInstanceOf(Delivered.class);
    }

    @Test
    void whatDnsProvesOfTheNextServerCountsOnlyWhereDnsIsTrusted() {
        TestAuthority.Issued identity = authority.issue("hop.test");
        remote.offersTls(identity.file(), identity.key());
        String tlsa = "_" + remote.port() + "._tcp.hop.test";
        relay.names.validated("hop.test").validated(tlsa).with(tlsa + ". 60 IN TLSA 3 1 1 " + "00".repeat(32));

        assertThat(send("forged.test", hop(Protocol.SMTP, Optional.empty(), false)))
                .isInstanceOf(Delivered.class);
    }

    @Test
    void tlsBeginsAtOnceWhereItShall() {
        TestAuthority.Issued identity = authority.issue("hop.test");
        remote.beginsWithTls(identity.file(), identity.key())
                .offers("AUTH PLAIN")
                .knows("facteur", "letter-box");

        Outcome outcome = send(
                "once.test",
                hop(Protocol.SMTP, Optional.of(TlsLevel.VERIFY), true).with(LOGIN));

        assertThat(outcome).isInstanceOf(Delivered.class);
        assertThat(verification(outcome)).contains(Verification.PKIX);
        assertThat(remote.messages().get(0).tls()).isTrue();
        assertThat(remote.commands()).noneMatch(command -> command.startsWith("STARTTLS"));
    }

    @Test
    void whoBeginsWithTlsGetsNothingWithoutWhateverIsChosen() {
        assertThat(send("once.test", hop(Protocol.SMTP, Optional.of(TlsLevel.MAY), true)))
                .isInstanceOf(Deferred.class);
        assertThat(remote.commands()).noneMatch(command -> command.startsWith("EHLO"));
        assertThat(remote.messages()).isEmpty();
    }

    @Test
    void theTlsOfARouteComesBeforeThatOfItsServer() {
        TestAuthority.Issued identity = authority.issue("another.test");
        remote.offersTls(identity.file(), identity.key());
        relay.queue.choose("hop.test", TlsLevel.NONE);

        Outcome verified = send("verified.test", hop(Protocol.SMTP, Optional.of(TlsLevel.VERIFY), false));
        assertThat(verified).isInstanceOf(Deferred.class);
        assertThat(verified.said().text()).contains("is for another.test, not for hop.test");
        assertThat(send("encrypted.test", hop(Protocol.SMTP, Optional.of(TlsLevel.ENCRYPT), false)))
                .isInstanceOf(Delivered.class);
        assertThat(send("usual.test", hop(Protocol.SMTP, Optional.empty(), false)))
                .isInstanceOf(Delivered.class);
        assertThat(remote.messages()).extracting(ScriptedRemote.Received::tls).containsExactly(true, false);
    }

    @Test
    void byLmtpEachRecipientHasItsOwnEnd() {
        remote.speaksLmtp()
                .answers("RCPT TO:<nobody@", "550 5.1.1 Nobody")
                .answers(". RCPT TO:<full@", "452 4.2.2 Full")
                .answers(". RCPT TO:<never@", "554 5.6.0 Never");
        relay.queue.route("back.test", hop(Protocol.LMTP, Optional.empty(), false));

        relay.queue.add(TEXT, "bob@back.test", "nobody@back.test", "full@back.test", "never@back.test");

        assertThat(relay.outcome("bob@back.test")).isInstanceOf(Delivered.class);
        assertThat(relay.outcome("nobody@back.test")).isInstanceOf(Failed.class);
        assertThat(relay.outcome("full@back.test")).isInstanceOf(Deferred.class);
        assertThat(relay.outcome("full@back.test").said().text()).isEqualTo("4.2.2 Full");
        assertThat(relay.outcome("never@back.test")).isInstanceOf(Failed.class);
        assertThat(remote.commands()).first().isEqualTo("LHLO mail.here.test");
        assertThat(remote.messages().get(0).rcpt()).containsExactly("RCPT TO:<bob@back.test>");

        relay.queue.add(TEXT, "full@back.test");
        relay.queue.add(TEXT, "carol@back.test");
        assertThat(relay.outcome("carol@back.test")).isInstanceOf(Delivered.class);
    }

    @Test
    void aConnectionComesFromTheAddressThatIsSaid() throws Exception {
        InetAddress source = InetAddress.getByName("127.0.0.2");

        assertThat(send("from.test", from(source))).isInstanceOf(Delivered.class);
        assertThat(remote.clients()).containsExactly(source);
    }

    @Test
    void anAddressThatIsNotOfThisMachineOrOfAnotherKindHoldsMailBack() throws Exception {
        Outcome foreign = send("foreign.test", from(InetAddress.getByName("192.0.2.1")));
        assertThat(foreign).isInstanceOf(Deferred.class);
        assertThat(foreign.said().text()).contains("No connection");

        Outcome kind = send("kind.test", from(InetAddress.getByName("::1")));
        assertThat(kind).isInstanceOf(Deferred.class);
        assertThat(kind.said().text()).contains("no address that can be reached from");
        assertThat(remote.connections()).isZero();
    }

    private NextHop from(InetAddress source) throws UnknownHostException {
        return new NextHop(
                "hop.test",
                remote.port(),
                Protocol.SMTP,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.of(source));
    }

    @Test
    void aPasswordAsksForAVerifiedServerUnlessSaidOtherwise() throws Exception {
        Target far = new Target(
                "hop.test", new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 587));
        Target near = new Target("hop.test", remote.address());
        HopLogin open = new HopLogin("facteur", new Secret("letter-box"), true);

        assertThat(rule(far, Optional.empty(), LOGIN)).isInstanceOf(TlsRule.Verified.class);
        assertThat(rule(far, Optional.of(TlsLevel.MAY), LOGIN)).isInstanceOf(TlsRule.Encrypted.class);
        assertThat(rule(far, Optional.of(TlsLevel.ENCRYPT), LOGIN)).isInstanceOf(TlsRule.Encrypted.class);
        assertThat(rule(far, Optional.of(TlsLevel.NONE), LOGIN))
                .as("what holds for mail does not hold for a password")
                .isInstanceOf(TlsRule.Verified.class);
        assertThat(rule(far, Optional.empty(), LOGIN, Map.of("hop.test", new Dane.Useless())))
                .as("records that verify nothing")
                .isInstanceOf(TlsRule.Verified.class);
        assertThat(rule(far, Optional.empty(), open)).isInstanceOf(TlsRule.Opportunistic.class);
        assertThat(rule(near, Optional.empty(), LOGIN)).isInstanceOf(TlsRule.Opportunistic.class);
    }

    private TlsRule rule(Target target, Optional<TlsLevel> level, HopLogin login) {
        return rule(target, level, login, Map.of());
    }

    private TlsRule rule(Target target, Optional<TlsLevel> level, HopLogin login, Map<String, Dane> records) {
        Targets way = new Targets(
                List.of(target),
                Proof.GIVEN,
                Optional.of(hop(Protocol.SMTP, level, false).with(login)));
        TlsPlan plan = new TlsPlan(
                "hop.test",
                new TlsChoice(level.orElse(TlsLevel.AUTO), List.of()),
                false,
                true,
                Published.NOTHING,
                records,
                TlsPolicies.need(way),
                false);
        return ((Targets) plan.of(way)).targets().get(0).tls();
    }
}
