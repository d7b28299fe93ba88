package org.facteur.smtp.arc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.api.signing.SigningKey;
import org.facteur.smtp.dkim.BodyHashes;
import org.facteur.smtp.dkim.KeyAnswer;
import org.facteur.smtp.dkim.MessageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chains as RFC 8617 section 5 makes and verifies them. */
class ArcTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_600_000_000);

    private static final KeyPair PAIR = pair();

    private static final String TEXT =
            "Received: from there\r\nFrom: alice@example.org\r\nSubject: Hello\r\n\r\nHello.\r\n";

    private final Map<String, KeyAnswer> keys = new HashMap<>();

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private SigningKey key(String domain) {
        keys.put(
                "s._domainkey." + domain,
                new KeyAnswer.Published(List.of("p="
                        + Base64.getEncoder().encodeToString(PAIR.getPublic().getEncoded()))));
        return new SigningKey(domain, "s", SigningAlgorithm.RSA_SHA256, PAIR.getPrivate());
    }

    /** What a server writes at the top of a message when it comes. */
    private String received(String message) {
        return "Authentication-Results: mx.example.test;\r\n\tspf=pass smtp.mailfrom=example.org;\r\n\tarc="
                + verified(message).status().word() + " smtp.remote-ip=192.0.2.1\r\nReceived: from before\r\n"
                + message;
    }

    private static String sealOf(String message, SigningKey key) throws Exception {
        Sealer sealer = new Sealer();
        sealer.accept(bytes(message));
        return sealer.seal(key, NOW).orElse("");
    }

    /** A message that has come to a server of this domain, and was passed on. */
    private String forwarded(String message, String domain) throws Exception {
        String here = received(message);
        return sealOf(here, key(domain)) + here;
    }

    private ArcResult verified(String message) {
        BodyHashes hashes = new BodyHashes();
        ArcCheck[] check = new ArcCheck[1];
        MessageReader reader = new MessageReader(header -> {
            check[0] = ArcCheck.of(header, hashes);
            return hashes.all();
        });
        byte[] octets = bytes(message);
        reader.accept(octets, octets.length);
        reader.end();
        assertThat(keys.keySet()).containsAll(check[0].keyNames());
        return check[0].result(keys);
    }

    private String said(String message) {
        ArcResult result = verified(message);
        return (result.status().word() + " " + result.reason()).strip();
    }

    @Test
    void aSealIsThreeFields() throws Exception {
        String seal = sealOf(received(TEXT), key("one.test"));

        assertThat(seal)
                .startsWith("ARC-Seal: i=1; a=rsa-sha256; cv=none;\r\n\td=one.test;\r\n\ts=s; t=1600000000;\r\n\tb=")
                .contains("\r\nARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed;\r\n\td=one.test;")
                .endsWith("\r\n"
                        + "ARC-Authentication-Results: i=1; mx.example.test;\r\n"
                        + "\tspf=pass smtp.mailfrom=example.org;\r\n"
                        + "\tarc=none smtp.remote-ip=192.0.2.1\r\n");
    }

    @Test
    void aMessageWithoutChainHasNone() {
        assertThat(said(TEXT)).isEqualTo("none");
    }

    @Test
    void aChainIsContinued() throws Exception {
        String message = TEXT;
        for (int i = 1; i <= 5; i++) {
            message = forwarded(message, "forwarder" + i + ".test");
            assertThat(said(message)).isEqualTo("pass");
            assertThat(message)
                    .startsWith("ARC-Seal: i=" + i + "; a=rsa-sha256; cv=" + (i == 1 ? "none" : "pass") + ";");
        }
    }

    @Test
    void whatIsChangedBehindASealBreaksTheChain() throws Exception {
        String message = forwarded(forwarded(TEXT, "one.test"), "two.test");

        assertThat(said(message.replace("Hello.", "Hallo."))).isEqualTo("fail body hash does not verify");
        assertThat(said(message.replace("Subject: Hello", "Subject: Hallo")))
                .isEqualTo("fail signature does not verify");
        assertThat(said(message.replaceFirst("(ARC-Authentication-Results: i=1;[^=]*spf=)pass", "$1fail")))
                .isEqualTo("fail signature does not verify");
        assertThat(said(message.replace("cv=pass", "cv=none"))).isEqualTo("fail malformed chain");
        assertThat(said(message.replace("i=2; a=", "i=3; a="))).isEqualTo("fail malformed chain");
        assertThat(said(message.replace("ARC-Seal: i=1", "X-Seal: i=1"))).isEqualTo("fail malformed chain");
        assertThat(said("ARC-Seal: i=2; cv=pass\r\n" + message)).isEqualTo("fail malformed chain");
        assertThat(said("ARC-Seal: cv=pass\r\n" + message)).isEqualTo("fail malformed chain");
        assertThat(said("Received: from there\r\n" + message)).isEqualTo("pass");
    }

    @Test
    void oneWhoChangesAndSealsAgainIsBelieved() throws Exception {
        String changed = received(forwarded(TEXT, "one.test")).replace("Hello.", "Hello.\r\n-- \r\nthe list");

        assertThat(said(sealOf(changed, key("list.test")) + changed)).isEqualTo("pass");
    }

    @Test
    void anOlderSealMustBeRightToo() throws Exception {
        String message = forwarded(forwarded(TEXT, "one.test"), "two.test");
        keys.put("s._domainkey.one.test", new KeyAnswer.Published(List.of()));
        assertThat(said(message)).isEqualTo("fail no key");
        keys.put("s._domainkey.one.test", new KeyAnswer.Unanswered());
        assertThat(said(message)).isEqualTo("fail no answer for the key");
    }

    @Test
    void aBrokenChainIsSealedOnceMoreByItselfAlone() throws Exception {
        String broken = forwarded(TEXT, "one.test").replace("Hello.", "Hallo.");

        String message = forwarded(broken, "two.test");

        assertThat(message).startsWith("ARC-Seal: i=2; a=rsa-sha256; cv=fail;");
        assertThat(said(message)).isEqualTo("fail chain failed before");
        assertThat(sealOf(received(message), key("three.test"))).isEmpty();
    }

    @Test
    void aChainEndsAfterFifty() throws Exception {
        String message = TEXT;
        for (int i = 0; i < 50; i++) {
            message = forwarded(message, "forwarder.test");
        }
        assertThat(said(message)).isEqualTo("pass");

        assertThat(sealOf(received(message), key("forwarder.test"))).isEmpty();
        assertThat(said(message.replace("i=50;", "i=51;"))).isEqualTo("fail malformed chain");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a message that was not checked    | Received: from before
        results that a sender has written | Received: from before~Authentication-Results: mx.example.test; arc=none
        results without a chain           | Authentication-Results: mx.example.test; spf=pass~Received: from before
        results of another chain          | Authentication-Results: mx.example.test; arc=pass~Received: from before
        """)
    void isNotSealed(String what, String top) throws Exception {
        assertThat(sealOf(top.replace("~", "\r\n") + "\r\n" + TEXT, key("one.test")))
                .as(what)
                .isEmpty();
    }

    @Test
    void aMessageOfNobodyIsNotSealed() throws Exception {
        assertThat(sealOf(received(TEXT.replace("From:", "X-From:")), key("one.test")))
                .isEmpty();
    }

    @Test
    void ofAMessageThatIsNotSealedOnlyTheHeaderIsRead() {
        Sealer sealer = new Sealer();
        sealer.accept(bytes(TEXT.substring(0, TEXT.length() - 4)));
        assertThat(sealer.isSealable()).isFalse();

        Sealer other = new Sealer();
        other.accept(bytes(received(TEXT).substring(0, 40)));
        assertThat(other.isSealable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        (ARC-Seal: i=1;) a=rsa-sha256               | $1 a=ed25519-sha256 | fail unknown algorithm
        (ARC-Message-Signature: i=1;) a=rsa-sha256  | $1 a=rsa-sha1       | fail historic algorithm rsa-sha1
        (ARC-Seal: i=1;)                            | $1 h=from;          | fail malformed seal
        h=from:                                     | h=arc-seal:from:    | fail signature of a seal
        (ARC-Seal: i=1;)                            | ARC-Seal: i=0;      | fail malformed chain
        cv=none                                     | cv=maybe            | fail malformed chain
        """)
    void whatSealsAreNotIsRefused(String pattern, String replacement, String said) throws Exception {
        assertThat(said(forwarded(TEXT, "one.test").replaceFirst(pattern, replacement)))
                .isEqualTo(said);
    }

    /** No change of one octet in a chain goes unseen, but of those that do not count. */
    @Property(tries = 200)
    void oneOctetIsEnough(@ForAll @IntRange(max = 100_000) int where) throws Exception {
        String message = forwarded(forwarded(TEXT, "one.test"), "two.test");
        int end = message.indexOf("Authentication-Results: mx", message.indexOf("ARC-Authentication-Results") + 40);
        int at = where % end;
        char old = message.charAt(at);
        if (!Character.isLetterOrDigit(old)) {
            return;
        }
        char other = old == 'b' ? 'c' : 'b';
        if (Character.toLowerCase(old) == other) {
            other = 'd';
        }
        keys.put("b", new KeyAnswer.Published(List.of()));
        String changed = message.substring(0, at) + other + message.substring(at + 1);

        assertThat(statusOf(changed)).isNotEqualTo(ChainStatus.PASS);
    }

    private ChainStatus statusOf(String message) {
        BodyHashes hashes = new BodyHashes();
        ArcCheck[] check = new ArcCheck[1];
        MessageReader reader = new MessageReader(header -> {
            check[0] = ArcCheck.of(header, hashes);
            return hashes.all();
        });
        byte[] octets = bytes(message);
        reader.accept(octets, octets.length);
        if (reader.end().isEmpty()) {
            return ChainStatus.NONE;
        }
        Map<String, KeyAnswer> all = new HashMap<>(keys);
        check[0].keyNames().forEach(name -> all.putIfAbsent(name, new KeyAnswer.Published(List.of())));
        return check[0].result(all).status();
    }
}
