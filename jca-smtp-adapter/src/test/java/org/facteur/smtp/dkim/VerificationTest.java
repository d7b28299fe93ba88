package org.facteur.smtp.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.api.signing.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of others, verified as RFC 6376 section 6.1 says. */
class VerificationTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_600_000_000);

    private static final KeyPair RSA = pair(2048);

    /** RFC 8463 appendix A.3. */
    private static final String DINNER = """
        DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
         d=football.example.com; i=@football.example.com;
         q=dns/txt; s=brisbane; t=1528637909; h=from : to :
         subject : date : message-id : from : subject : date;
         bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
         b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
         Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
        DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
         d=football.example.com; i=@football.example.com;
         q=dns/txt; s=test; t=1528637909; h=from : to : subject :
         date : message-id : from : subject : date;
         bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
         b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
         DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
         dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
        From: Joe SixPack <joe@football.example.com>
        To: Suzie Q <suzie@shopping.example.net>
        Subject: Is dinner ready?
        Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
        Message-ID: <20030712040037.46341.5F8J@football.example.com>

        Hi.

        We lost the game.  Are you hungry yet?

        Joe.
        """.replace("\n", "\r\n");

    private static final String TEXT = "From: alice@example.org\r\nSubject: Hello\r\n\r\nHello.\r\n";

    /** RFC 8463 appendix A.2. */
    private final Map<String, KeyAnswer> keys = new HashMap<>(Map.of(
            "brisbane._domainkey.football.example.com",
            published("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="),
            "test._domainkey.football.example.com",
            published(
                    "v=DKIM1; k=rsa;"
                            + " p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/"
                            + "J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB"),
            "s._domainkey.example.org",
            published(record(RSA))));

    private static KeyPair pair(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String record(KeyPair pair) {
        return "v=DKIM1; p="
                + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    private static KeyAnswer published(String... texts) {
        return new KeyAnswer.Published(List.of(texts));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private List<DkimResult> results(String message) {
        BodyHashes hashes = new BodyHashes();
        DkimCheck[] check = new DkimCheck[1];
        MessageReader reader = new MessageReader(header -> {
            check[0] = DkimCheck.of(header, hashes, NOW);
            return hashes.all();
        });
        byte[] octets = bytes(message);
        reader.accept(octets, octets.length);
        assertThat(reader.end()).isPresent();
        return check[0].results(keys);
    }

    /** As they are written into a result. */
    private List<String> said(String message) {
        return results(message).stream()
                .map(result -> (result.verdict().word() + " " + result.reason()).strip())
                .toList();
    }

    private static String signed(KeyPair pair, String message) throws Exception {
        MessageScan scan = new MessageScan();
        scan.accept(bytes(message));
        SigningKey key = new SigningKey("example.org", "s", SigningAlgorithm.RSA_SHA256, pair.getPrivate());
        return scan.end().orElseThrow().sign(key, NOW) + message;
    }

    /** Signs what h= names, with these tags before bh=. */
    private static String signed(String tags, String form, String message, String covered) throws Exception {
        int end = message.indexOf("\r\n\r\n") + 2;
        List<HeaderField> header =
                HeaderField.parse(bytes(message.substring(0, end))).orElseThrow();
        BodyHash hash =
                BodyHash.of(form.endsWith("relaxed") ? CanonicalForm.RELAXED : CanonicalForm.SIMPLE, BodyHash.WHOLE);
        byte[] body = bytes(covered);
        hash.accept(body, 0, body.length);
        String unsigned = " v=1; a=rsa-sha256; d=example.org; s=s; h=From:Subject:From; c=" + form + ";" + tags + " bh="
                + Base64.getEncoder().encodeToString(hash.hash()) + "; b=";
        CanonicalForm headerForm = form.startsWith("relaxed") ? CanonicalForm.RELAXED : CanonicalForm.SIMPLE;
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(headerForm.octets(SignedFields.selected(header, List.of("from", "subject", "from"))));
        headerForm.write(new HeaderField("DKIM-Signature", bytes(unsigned)), data);
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(RSA.getPrivate());
        signer.update(data.toByteArray());
        return "DKIM-Signature:" + unsigned + Base64.getEncoder().encodeToString(signer.sign()) + "\r\n" + message;
    }

    @Test
    void theExampleOfRfc8463Verifies() {
        assertThat(said(DINNER)).containsExactly("pass", "pass");
        assertThat(results(DINNER).get(1).signature().orElseThrow().keyName())
                .isEqualTo("test._domainkey.football.example.com");
    }

    @Test
    void whatIsChangedDoesNotVerify() {
        assertThat(said(DINNER.replace("hungry", "thirsty")))
                .containsExactly("fail body hash does not verify", "fail body hash does not verify");
        assertThat(said(DINNER.replace("Is dinner", "Is breakfast")))
                .containsExactly("fail signature does not verify", "fail signature does not verify");
        assertThat(said(DINNER.replace("From: Joe", "From: <mallory@example.org>\r\nFrom: Joe")))
                .containsExactly("fail signature does not verify", "fail signature does not verify");
    }

    @Test
    void whatOnlyLooksDifferentVerifies() {
        assertThat(said("Received: from there\r\n"
                        + DINNER.replace("Subject: Is", "SUBJECT : \t Is").replace("We lost", "We  \t lost")
                        + "\r\n\r\n"))
                .containsExactly("pass", "pass");
    }

    @Test
    void whatIsSignedHereVerifies() throws Exception {
        assertThat(said(signed(RSA, TEXT))).containsExactly("pass");
        assertThat(said(signed(RSA, TEXT + "More.\r\n").replace("More", "Moor")))
                .containsExactly("fail body hash does not verify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed"})
    void bothFormsOfHeaderAndBodyAreKnown(String form) throws Exception {
        String message = signed("", form, TEXT, "Hello.\r\n");

        assertThat(said(message)).containsExactly("pass");
        assertThat(said(message.replace("Subject: Hello", "subject:  Hello")))
                .containsExactly(form.startsWith("simple") ? "fail signature does not verify" : "pass");
        assertThat(said(message.replace("Hello.\r\n", "Hello. \r\n")))
                .containsExactly(form.endsWith("simple") ? "fail body hash does not verify" : "pass");
        assertThat(said(message + "\r\n\r\n")).containsExactly("pass");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''                                  | pass
        t=1599999999;                       | pass
        t=1600003700;                       | fail signed in the future
        t=1599999999; x=1600000001;         | pass
        t=1599999999; x=1599999998;         | permerror signature expires before it begins
        t=1500000000; x=1599999999;         | fail signature expired
        t=soon;                             | permerror malformed number in signature
        i=bob@example.org;                  | pass
        i=bob@news.example.org;             | pass
        i=bob@example.com;                  | permerror signed for another domain
        i=bob@badexample.org;               | permerror signed for another domain
        q=dns/txt;                          | pass
        q=dns/txt:http;                     | pass
        q=http;                             | permerror key is not in DNS
        z=From:whoever; unknown=1;          | pass
        t=1; t=2;                           | permerror malformed signature
        nothing;                            | permerror malformed signature
        l=8;                                | pass
        l=9;                                | permerror body is shorter than signed
        """)
    void tagsDecide(String tags, String said) throws Exception {
        assertThat(said(signed(" " + tags, "relaxed/relaxed", TEXT, "Hello.\r\n")))
                .containsExactly(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"d=", "s=", "i=@"})
    void aNameOfAnyLengthIsReadToItsEnd(String tag) throws Exception {
        String name = "a" + ".a".repeat(100_000);
        String signature =
                "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; i=@example.org; h=From; bh=YQ==; b=YQ==\r\n";

        assertThat(said(signature.replaceFirst(" " + tag + "[^;]*", " " + tag + name) + TEXT))
                .containsExactly("permerror malformed name in signature");
        assertThat(said(signature.replaceFirst(" " + tag + "[^;]*", " " + tag + "\u00e4" + name) + TEXT))
                .containsExactly("permerror malformed name in signature");
    }

    @Test
    void whatIsBehindTheSignedPartOfABodyIsNotSigned() throws Exception {
        String message = TEXT + "Buy this.\r\n";

        assertThat(said(signed(" l=8;", "simple/simple", message, "Hello.\r\n")))
                .containsExactly("policy body is longer than signed");
        assertThat(said(signed(" l=8;", "simple/simple", message, "Hallo.\r\n")))
                .containsExactly("fail body hash does not verify");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a=rsa-sha1     | permerror historic algorithm rsa-sha1
        a=rsa-md5      | permerror unknown algorithm
        v=2            | permerror unknown version of signature
        d=             | permerror signature without d
        d=-;x          | permerror malformed signature
        d=a..b         | permerror malformed name in signature
        d="a b"        | permerror malformed name in signature
        h=Subject      | permerror From is not signed
        c=relaxed/none | permerror unknown canonicalization
        bh=%           | permerror malformed signature
        b=%            | permerror malformed signature
        """)
    void whatNobodySignsSoIsNoSignature(String tag, String said) {
        String name = tag.substring(0, tag.indexOf('=') + 1);
        String signature =
                "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; c=simple/simple; h=From; bh=YQ==; b=YQ==;\r\n";

        assertThat(said(signature.replaceFirst(" " + name + "[^;]*", " " + tag.replace("$", "\\$")) + TEXT))
                .containsExactly(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        %s; t=y                     | pass key is for tests
        %s; t=s                     | pass
        %s; h=sha1:sha256; s=*:tlsrpt | pass
        %s; n=a note; g=*           | pass
        %s; h=sha1                  | permerror key of another kind
        %s; s=tlsrpt                | permerror key of another kind
        %s; k=ed25519               | permerror key of another kind
        v=DKIM1; p=                 | permerror key revoked
        v=DKIM1; p=AAAA             | permerror malformed key
        v=DKIM1; p=%%               | permerror malformed key
        v=DKIM2; p=AAAA             | permerror no key
        p=AAAA; v=DKIM1             | permerror no key
        v=spf1 -all                 | permerror no key
        """)
    void keysDecide(String text, String said) throws Exception {
        keys.put("s._domainkey.example.org", published(text.replace("%s", record(RSA))));

        assertThat(said(signed(RSA, TEXT))).containsExactly(said);
    }

    @Test
    void aKeyOfADomainAloneIsNotForThoseBelow() throws Exception {
        keys.put("s._domainkey.example.org", published(record(RSA) + "; t=s"));

        assertThat(said(signed(" i=@news.example.org;", "simple/simple", TEXT, "Hello.\r\n")))
                .containsExactly("permerror key is not for domains below");
    }

    @Test
    void aWrongSignatureOfADomainThatTriesIsNoWorseThanNone() throws Exception {
        keys.put("s._domainkey.example.org", published(record(RSA) + "; t=y:s"));

        assertThat(said(signed(RSA, TEXT).replace("Subject: Hello", "Subject: Hallo")))
                .containsExactly("neutral key is for tests");
    }

    @Test
    void oneKeyIsPublishedOrNone() throws Exception {
        String message = signed(RSA, TEXT);
        keys.put("s._domainkey.example.org", published("v=spf1 -all", record(RSA)));
        assertThat(said(message)).containsExactly("pass");
        keys.put("s._domainkey.example.org", published(record(RSA), record(RSA)));
        assertThat(said(message)).containsExactly("permerror several keys");
        keys.put("s._domainkey.example.org", published());
        assertThat(said(message)).containsExactly("permerror no key");
        keys.put("s._domainkey.example.org", new KeyAnswer.Unanswered());
        assertThat(said(message)).containsExactly("temperror no answer for the key");
    }

    @Test
    void aKeyMayBeWrittenWithoutItsAlgorithm() throws Exception {
        RSAPublicKey key = (RSAPublicKey) RSA.getPublic();
        byte[] whole = key.getEncoded();
        byte[] bare = Arrays.copyOfRange(whole, 24, whole.length);
        keys.put(
                "s._domainkey.example.org",
                published("p=" + Base64.getEncoder().encodeToString(bare).replaceFirst("(.{60})", "$1 ")));

        assertThat(said(signed(RSA, TEXT))).containsExactly("pass");
    }

    @Test
    void keysAreNeitherShortNorEndless() throws Exception {
        KeyPair tiny = pair(512);
        keys.put("s._domainkey.example.org", published(record(tiny)));
        assertThat(said(signed(tiny, TEXT))).containsExactly("permerror key too short");
        keys.put("s._domainkey.example.org", published(record(pair(1024))));
        assertThat(said(signed(RSA, TEXT))).containsExactly("fail signature does not verify");

        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(
                new RSAKeyGenParameterSpec(1024, BigInteger.ONE.shiftLeft(80).add(BigInteger.ONE)));
        keys.put("s._domainkey.example.org", published(record(generator.generateKeyPair())));
        assertThat(said(signed(RSA, TEXT))).containsExactly("permerror key too long");
    }

    @Test
    void onlySoManySignaturesAreLookedAt() {
        assertThat(said("DKIM-Signature: v=1\r\n".repeat(30) + TEXT))
                .hasSize(DkimCheck.MAX_SIGNATURES)
                .containsOnly("permerror signature without a");
    }

    @Property(tries = 300)
    void whateverIsWrittenThereIsAnAnswer(@ForAll @Size(max = 80) List<@IntRange(max = 0x7e) Integer> octets) {
        StringBuilder value = new StringBuilder();
        octets.forEach(octet -> value.append((char) (octet < ' ' ? ' ' : octet)));

        assertThat(results("DKIM-Signature: v=1; a=rsa-sha256;" + value + "\r\n" + TEXT))
                .singleElement()
                .satisfies(result -> assertThat(result.verdict()).isEqualTo(Verdict.PERMERROR));
    }

    /** No change of one octet of what is signed goes unseen. */
    @Property(tries = 100)
    void oneOctetIsEnough(@ForAll @IntRange(max = 10_000) int where) throws Exception {
        String message = signed("", "simple/simple", TEXT, "Hello.\r\n");
        int begin = message.indexOf("From: ");
        int at = begin + where % (message.length() - begin);
        char old = message.charAt(at);
        if (old == '\r' || old == '\n' || old == ':') {
            return;
        }
        String changed = message.substring(0, at) + (old == 'x' ? 'y' : 'x') + message.substring(at + 1);

        assertThat(results(changed))
                .singleElement()
                .satisfies(result -> assertThat(result.verdict()).isEqualTo(Verdict.FAIL));
    }
}
