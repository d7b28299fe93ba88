package org.facteur.wire.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.facteur.wire.dns.CachingDns;
import org.facteur.wire.dns.DnsSettings;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.reputation.Reputation.Listed;
import org.facteur.wire.reputation.Reputation.Trusted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Rcode;

@Timeout(60)
class ReputationsTest {

    private final TestNameServer names = TestNameServer.start();

    @AfterEach
    void close() {
        names.close();
    }

    private Reputation of(String client, String blocking, String allowing, int threshold, Duration patience)
            throws Exception {
        Reputations reputations = new Reputations(
                new CachingDns(DnsSettings.of(names.setting())),
                DnsList.parse(blocking),
                DnsList.parse(allowing),
                threshold,
                patience);
        return reputations.of(InetAddress.getByName(client)).get(50, TimeUnit.SECONDS);
    }

    private Reputation of(String client, String blocking, String allowing) throws Exception {
        return of(client, blocking, allowing, 1, Duration.ofSeconds(40));
    }

    @Test
    void aListedAddressIsFoundWithItsReason() throws Exception {
        names.with(
                "7.2.0.192.bl.test. 60 IN A 127.0.0.2",
                "7.2.0.192.bl.test. 60 IN TXT \"Sends junk, see \" \"http://bl.test/7\"");
        assertThat(of("192.0.2.7", "bl.test", "")).isEqualTo(new Listed("bl.test", "Sends junk, see http://bl.test/7"));
        assertThat(of("192.0.2.8", "bl.test", "")).isEqualTo(Reputation.UNLISTED);
    }

    @Test
    void anIpv6AddressIsWrittenInNibbles() throws Exception {
        names.with("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.test. 60 IN A 127.0.0.2");
        assertThat(of("2001:db8::1", "bl.test", "")).isEqualTo(new Listed("bl.test", ""));
    }

    @Test
    void onlyAnswersThatMeanSomethingCount() throws Exception {
        names.with(
                "7.2.0.192.one.test. 60 IN A 127.0.0.10",
                "7.2.0.192.errors.test. 60 IN A 127.255.255.254",
                "7.2.0.192.parked.test. 60 IN A 203.0.113.9");
        assertThat(of("192.0.2.7", "one.test=127.0.0.2,errors.test,parked.test", ""))
                .isEqualTo(Reputation.UNLISTED);
        assertThat(of("192.0.2.7", "errors.test, one.test=127.0.0.8/29", "")).isEqualTo(new Listed("one.test", ""));
    }

    @Test
    void weightsAreAddedUpToTheThreshold() throws Exception {
        names.with("7.2.0.192.one.test. 60 IN A 127.0.0.2", "7.2.0.192.two.test. 60 IN A 127.0.0.2");
        Duration patience = Duration.ofSeconds(40);
        assertThat(of("192.0.2.7", "one.test,two.test", "", 3, patience)).isEqualTo(Reputation.UNLISTED);
        assertThat(of("192.0.2.7", "one.test,two.test*2", "", 3, patience)).isEqualTo(new Listed("one.test", ""));
    }

    @Test
    void oneListThatAllowsIsEnough() throws Exception {
        names.with("7.2.0.192.bl.test. 60 IN A 127.0.0.2", "7.2.0.192.wl.test. 60 IN A 127.0.5.1");
        assertThat(of("192.0.2.7", "bl.test", "wl.test")).isEqualTo(new Trusted("wl.test"));
    }

    @Test
    void aListThatDoesNotAnswerSaysNothing() throws Exception {
        names.with("7.2.0.192.good.test. 60 IN A 127.0.0.2");
        names.failing("7.2.0.192.broken.test", Rcode.SERVFAIL).silent("7.2.0.192.silent.test");
        assertThat(of("192.0.2.7", "broken.test", "")).isEqualTo(Reputation.UNLISTED);
        assertThat(of("192.0.2.7", "broken.test,good.test", "")).isEqualTo(new Listed("good.test", ""));
        assertThat(of("192.0.2.7", "silent.test", "", 1, Duration.ofMillis(50))).isEqualTo(Reputation.UNLISTED);
        assertThat(of("192.0.2.7", "silent.test,good.test", "", 1, Duration.ofSeconds(2)))
                .isEqualTo(new Listed("good.test", ""));
    }

    @Test
    void whatIsNoListIsQuoted() {
        for (String wrong : List.of("bl..test", "bl.test=", "bl.test*0", "bl.test=127.0.0.300", "a b")) {
            assertThatThrownBy(() -> DnsList.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong.contains("300") ? "127.0.0.300" : wrong);
        }
        assertThat(DnsList.parse(" , ")).isEmpty();
    }
}
