package org.facteur.wire.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.facteur.wire.sasl.SaslExchange.Failure;

class SaslExchangePropertyTest {

    @Property(tries = 2000)
    void anyLineThatIsNoCredentialsFails(@ForAll String line) {
        for (String mechanism : SaslMechanisms.offered(LocalConnection.plain(true))) {
            SaslExchange exchange = SaslMechanisms.begin(
                            mechanism,
                            credentials -> {
                                throw new IllegalStateException("asked for " + credentials);
                            },
                            LocalConnection.plain(true))
                    .orElseThrow();
            exchange.start();
            assertThat(exchange.respond(line + "!")).isInstanceOf(Failure.class);
        }
    }
}
