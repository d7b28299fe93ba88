package org.facteur.mailstore.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "alice@example.test, alice@example.test",
        "Alice.B@EXAMPLE.Test, alice.b@example.test",
        "'\"Alice\"@example.test', alice@example.test",
        "'\"a\\l\\ice\"@example.test', alice@example.test",
        "a+b_c-d!#$%&'*/=?^`{|}~@x, a+b_c-d!#$%&'*/=?^`{|}~@x",
        "J\u00d6RG@m\u00fcller.test, j\u00f6rg@xn--mller-kva.test",
        "jo\u0308rg@XN--MLLER-KVA.test, j\u00f6rg@xn--mller-kva.test",
        "a@1.2-3.x, a@1.2-3.x",
    })
    void anAddressIsKnownInOneForm(String written, String known) {
        assertThat(MailAddress.parse(written)).map(MailAddress::toString).contains(known);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "alice",
                "@example.test",
                "alice@",
                ".alice@example.test",
                "a..b@example.test",
                "alice.@example.test",
                "a b@example.test",
                "\"a b\"@example.test",
                "a@b@c@example.test",
                "alice@-example.test",
                "alice@example-.test",
                "alice@exam ple.test",
                "alice@example..test",
                "alice@example.test.",
                "alice@[127.0.0.1]",
                "al\u0000ice@example.test",
                "alice@exa\u0000mple.test",
                "alice@exa\u00a0mple.test",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg@example.test",
                "a@aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg.test"
            })
    void whatCannotBeAnAccountIsNone(String written) {
        assertThat(MailAddress.parse(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b@Example.Test", "@example.test", "x@y@EXAMPLE.test"})
    void theDomainIsKnownWhateverTheLocalPart(String written) {
        assertThat(MailAddress.domainOf(written))
                .hasValueSatisfying(domain -> assertThat(domain.value()).isEqualTo("example.test"));
    }
}
