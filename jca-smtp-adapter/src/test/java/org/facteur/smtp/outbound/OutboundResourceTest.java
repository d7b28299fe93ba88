package org.facteur.smtp.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.facteur.api.MailStoreException;
import org.facteur.api.outbound.BranchId;
import org.facteur.api.outbound.Envelope;
import org.facteur.api.outbound.OutboundException;
import org.facteur.api.outbound.OutboundListener;
import org.facteur.api.outbound.OutboundMessage;
import org.facteur.api.outbound.RecipientsRefusedException;
import org.facteur.api.smtp.BodyType;
import org.facteur.api.smtp.RecipientDecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a transaction manager and an application do with a connection, in all orders that X/Open XA allows. */
class OutboundResourceTest {

    private static final String TEXT =
            "Subject: a\nDate: Sun, 1 Mar 2026 11:00:00 +0000\nMessage-ID: <1@x>\n\nHello.\n";

    @TempDir
    private Path folder;

    private final Taker taker = new Taker();

    /** Takes mail as a store would, in memory. */
    private static final class Taker implements OutboundListener {

        private final List<String> queued = new ArrayList<>();
        private final List<OutboundMessage> envelopes = new ArrayList<>();
        private final Map<BranchId, List<String>> prepared = new LinkedHashMap<>();
        private boolean isAway;

        private void requireHere() throws MailStoreException {
            if (isAway) {
                throw new MailStoreException(MailStoreException.Reason.UNAVAILABLE, "away");
            }
        }

        @Override
        public List<RecipientDecision> check(Envelope envelope) throws MailStoreException {
            requireHere();
            return envelope.rcptTo().stream()
                    .map(each -> switch (each.forwardPath().replaceAll("@.*", "")) {
                        case "nobody" -> RecipientDecision.UNKNOWN_USER;
                        case "full" -> RecipientDecision.OVER_QUOTA;
                        default -> RecipientDecision.ACCEPTED;
                    })
                    .toList();
        }

        @Override
        public void accept(List<OutboundMessage> messages) throws MailStoreException {
            requireHere();
            queued.addAll(texts(messages));
            envelopes.addAll(messages);
        }

        @Override
        public void prepare(BranchId branch, List<OutboundMessage> messages) throws MailStoreException {
            requireHere();
            prepared.put(branch, texts(messages));
        }

        private static List<String> texts(List<OutboundMessage> messages) {
            List<String> texts = new ArrayList<>();
            for (OutboundMessage message : messages) {
                try (InputStream octets = message.source().open()) {
                    texts.add(new String(octets.readAllBytes(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
            return texts;
        }

        @Override
        public boolean commit(BranchId branch) throws MailStoreException {
            requireHere();
            List<String> texts = prepared.remove(branch);
            if (texts != null) {
                queued.addAll(texts);
            }
            return texts != null;
        }

        @Override
        public boolean rollBack(BranchId branch) throws MailStoreException {
            requireHere();
            return prepared.remove(branch) != null;
        }

        @Override
        public List<BranchId> prepared() throws MailStoreException {
            requireHere();
            return List.copyOf(prepared.keySet());
        }
    }

    private Outbound outbound(Executor workers) {
        return new Outbound(
                new OutboundSettings("mail.example.test", folder, 1_000_000, 3, 5, 10, 2_000_000),
                taker,
                workers,
                Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC));
    }

    private OutboundResource resource() {
        return new OutboundResource(outbound(Runnable::run));
    }

    private static Xid xid(int number) {
        return new BranchId("fffffffe:0a0b0%x:01".formatted(number)).xid();
    }

    private static Envelope to(String... recipients) {
        return Envelope.from("shop@example.test").to(recipients);
    }

    private static void send(OutboundResource resource, Envelope envelope, String text) throws OutboundException {
        resource.send(envelope, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void send(OutboundResource resource, String text) throws OutboundException {
        send(resource, to("alice@example.test"), text);
    }

    @Test
    void aNameIsTheSameAfterItHasBeenWritten() {
        Xid xid = xid(7);

        assertThat(xid.getFormatId()).isEqualTo(-2);
        assertThat(xid.getGlobalTransactionId()).containsExactly(0x0a, 0x0b, 0x07);
        assertThat(BranchId.of(xid)).isEqualTo(BranchId.of(BranchId.of(xid).xid()));
    }

    @Test
    void withoutATransactionAMessageIsQueuedAtOnce() throws Exception {
        send(resource(), TEXT);

        assertThat(taker.queued)
                .singleElement()
                .asString()
                .startsWith("Received: by mail.example.test (from an")
                .endsWith("\r\n"
                        + "Subject: a\r\n"
                        + "Date: Sun, 1 Mar 2026 11:00:00 +0000\r\n"
                        + "Message-ID: <1@x>\r\n\r\n"
                        + "Hello.\r\n");
    }

    @Test
    void inOnePhaseMessagesAreQueuedWithTheCommitInTheirOrder() throws Exception {
        OutboundResource resource = resource();
        resource.start(xid(1), XAResource.TMNOFLAGS);
        send(resource, "Subject: 1\n\n" + "x".repeat(400_000) + "\n");
        send(resource, "Subject: 2\n\n" + "y".repeat(10) + "\n");
        resource.end(xid(1), XAResource.TMSUCCESS);
        assertThat(taker.queued).isEmpty();

        resource.commit(xid(1), true);

        assertThat(taker.queued).hasSize(2);
        assertThat(taker.queued.get(0)).contains("Subject: 1\r\n").endsWith("\r\n\r\n" + "x".repeat(400_000) + "\r\n");
        assertThat(taker.queued.get(1)).contains("Subject: 2\r\n").endsWith("\r\n\r\nyyyyyyyyyy\r\n");
    }

    @Test
    void inTwoPhasesTheyArePreparedFirst() throws Exception {
        OutboundResource resource = resource();
        resource.start(xid(1), XAResource.TMNOFLAGS);
        send(resource, TEXT);
        resource.end(xid(1), XAResource.TMSUCCESS);

        assertThat(resource.prepare(xid(1))).isEqualTo(XAResource.XA_OK);
        assertThat(taker.queued).isEmpty();
        assertThat(resource.recover(XAResource.TMSTARTRSCAN))
                .extracting(BranchId::of)
                .containsExactly(BranchId.of(xid(1)));
        assertThat(resource.recover(XAResource.TMNOFLAGS)).isEmpty();
        resource.commit(xid(1), false);

        assertThat(taker.queued).hasSize(1);
        assertThatThrownBy(() -> resource.commit(xid(1), false))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XAER_NOTA));
    }

    @Test
    void whatIsRolledBackIsGoneBeforeAndAfterItIsPrepared() throws Exception {
        OutboundResource resource = resource();
        for (boolean prepared : new boolean[] {false, true}) {
            resource.start(xid(1), XAResource.TMNOFLAGS);
            send(resource, TEXT);
            resource.end(xid(1), XAResource.TMSUCCESS);
            if (prepared) {
                resource.prepare(xid(1));
            }
            resource.rollback(xid(1));
        }

        assertThat(taker.queued).isEmpty();
        assertThat(taker.prepared).isEmpty();
    }

    @Test
    void nothingSentIsNothingToCommit() throws Exception {
        OutboundResource resource = resource();
        resource.start(xid(1), XAResource.TMNOFLAGS);
        resource.end(xid(1), XAResource.TMSUCCESS);

        assertThat(resource.prepare(xid(1))).isEqualTo(XAResource.XA_RDONLY);
        assertThat(taker.prepared).isEmpty();
    }

    @Test
    void twoConnectionsOfOneTransactionHaveOneBranch() throws Exception {
        Outbound outbound = outbound(Runnable::run);
        OutboundResource one = new OutboundResource(outbound);
        OutboundResource two = new OutboundResource(outbound);
        assertThat(one.isSameRM(two)).isTrue();
        assertThat(one.isSameRM(resource())).isFalse();

        one.start(xid(1), XAResource.TMNOFLAGS);
        two.start(xid(1), XAResource.TMJOIN);
        send(one, "Subject: 1\n\n");
        send(two, "Subject: 2\n\n");
        one.end(xid(1), XAResource.TMSUCCESS);
        two.end(xid(1), XAResource.TMSUCCESS);
        two.commit(xid(1), true);

        assertThat(taker.queued).hasSize(2);
    }

    @Test
    void aTransactionThatIsSuspendedDoesNotGetTheMessagesOfAnother() throws Exception {
        OutboundResource resource = resource();
        resource.start(xid(1), XAResource.TMNOFLAGS);
        send(resource, "Subject: 1\n\n");
        resource.end(xid(1), XAResource.TMSUSPEND);
        resource.start(xid(2), XAResource.TMNOFLAGS);
        send(resource, "Subject: 2\n\n");
        resource.end(xid(2), XAResource.TMSUCCESS);
        resource.rollback(xid(2));
        resource.start(xid(1), XAResource.TMRESUME);
        resource.end(xid(1), XAResource.TMSUCCESS);
        resource.commit(xid(1), true);

        assertThat(taker.queued).singleElement().asString().contains("Subject: 1");
    }

    @Test
    void aBranchThatHasFailedCanOnlyBeRolledBack() throws Exception {
        OutboundResource resource = resource();
        resource.start(xid(1), XAResource.TMNOFLAGS);
        send(resource, TEXT);
        resource.end(xid(1), XAResource.TMFAIL);

        assertThatThrownBy(() -> resource.prepare(xid(1)))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XA_RBROLLBACK));
        assertThat(taker.prepared).isEmpty();
    }

    @Test
    void aStoreThatIsAwayRollsBackOrIsAskedAgain() throws Exception {
        OutboundResource resource = resource();
        resource.start(xid(1), XAResource.TMNOFLAGS);
        send(resource, TEXT);
        resource.end(xid(1), XAResource.TMSUCCESS);
        resource.start(xid(2), XAResource.TMNOFLAGS);
        send(resource, TEXT);
        resource.end(xid(2), XAResource.TMSUCCESS);
        resource.prepare(xid(2));

        taker.isAway = true;

        assertThatThrownBy(() -> resource.commit(xid(1), true))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XA_RBOTHER));
        assertThatThrownBy(() -> resource.commit(xid(2), false))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XAER_RMFAIL));
        taker.isAway = false;
        resource.commit(xid(2), false);
        assertThat(taker.queued).hasSize(1);
    }

    @Test
    void whoCannotHaveAMessageIsNamedAndTheTransactionGoesOn() throws Exception {
        OutboundResource resource = resource();
        resource.start(xid(1), XAResource.TMNOFLAGS);
        send(resource, "Subject: 1\n\n");

        assertThatThrownBy(() -> send(resource, to("full@example.test", "nobody@example.test", "a@example.test"), TEXT))
                .isInstanceOfSatisfying(RecipientsRefusedException.class, e -> {
                    assertThat(e.status()).isEqualTo("5.1.1");
                    assertThat(e.refused()).containsOnlyKeys("full@example.test", "nobody@example.test");
                });
        resource.end(xid(1), XAResource.TMSUCCESS);
        resource.commit(xid(1), true);

        assertThat(taker.queued).hasSize(1);
    }

    @Test
    void everyLimitAndMistakeHasItsStatus() {
        OutboundResource resource = resource();

        assertThat(refusal(resource, to(), TEXT)).isEqualTo("5.5.4");
        assertThat(refusal(resource, to("no address"), TEXT)).isEqualTo("5.1.3");
        assertThat(refusal(resource, to("a@b.test", "c@b.test", "d@b.test", "e@b.test"), TEXT))
                .isEqualTo("5.5.3");
        assertThat(refusal(resource, Envelope.from("nobody at all").to("a@b.test"), TEXT))
                .isEqualTo("5.1.7");
        assertThat(refusal(resource, to("a@b.test"), "x".repeat(1_000_001))).isEqualTo("5.3.4");
        assertThat(refusal(resource, to("a@b.test"), "Subject: a\n\n\0")).isEqualTo("5.6.0");
        assertThat(refusal(resource, to("a@b.test"), "Received: x\n".repeat(6) + "\n"))
                .isEqualTo("5.4.6");
        assertThat(taker.queued).isEmpty();
    }

    private static String refusal(OutboundResource resource, Envelope envelope, String text) {
        try {
            send(resource, envelope, text);
            return "";
        } catch (OutboundException e) {
            return e.status();
        }
    }

    @Test
    void aTransactionHasSoManyMessagesAndOctets() throws Exception {
        OutboundResource resource = resource();
        resource.start(xid(1), XAResource.TMNOFLAGS);
        for (int i = 0; i < 10; i++) {
            send(resource, TEXT);
        }
        assertThat(refusal(resource, to("a@b.test"), TEXT)).isEqualTo("5.3.0");
        resource.end(xid(1), XAResource.TMSUCCESS);
        resource.start(xid(2), XAResource.TMNOFLAGS);
        send(resource, "Subject: 1\n\n" + "x".repeat(900_000));
        send(resource, "Subject: 2\n\n" + "x".repeat(900_000));
        assertThat(refusal(resource, to("a@b.test"), "Subject: 3\n\n" + "x".repeat(900_000)))
                .isEqualTo("5.3.4");
    }

    @Test
    void whatTheOctetsNeedIsSeen() throws Exception {
        OutboundResource resource = resource();
        send(resource, "Subject: a\r\n\r\nplain\r\n");
        send(resource, "Subject: a\r\n\r\nfour \u20ac\r\n");
        send(resource, "Subject: \u20ac\r\n\r\nplain\r\n");
        send(resource, to("J\u00fcrgen@example.test"), "Subject: a\r\n\r\nplain\r\n");

        assertThat(taker.envelopes)
                .extracting(each -> each.envelope().mailFrom().parameters().body())
                .containsExactly(
                        BodyType.SEVEN_BIT, BodyType.EIGHT_BIT_MIME, BodyType.EIGHT_BIT_MIME, BodyType.SEVEN_BIT);
        assertThat(taker.envelopes)
                .extracting(each -> each.envelope().mailFrom().parameters().smtpUtf8())
                .containsExactly(false, false, true, true);
    }

    @Test
    void aHeaderIsCompletedAndBlindCopiesStayBlind() throws Exception {
        send(resource(), "Bcc: secret@example.test\rSubject: a\n\rbody\n\nend");

        assertThat(taker.queued.get(0))
                .doesNotContain("secret")
                .contains("\r\nDate: Sun, 1 Mar 2026 12:00:00 +0000\r\n", "\r\nMessage-ID: <")
                .endsWith("\r\n\r\nbody\r\n\r\nend\r\n");
    }

    @Test
    void aReaderThatFailsTakesItsMessageOnly() throws Exception {
        OutboundResource resource = resource();
        resource.start(xid(1), XAResource.TMNOFLAGS);
        assertThatThrownBy(() -> resource.send(to("a@b.test"), out -> {
                    out.write(TEXT.getBytes(StandardCharsets.US_ASCII));
                    throw new IOException("lost");
                }))
                .isInstanceOfSatisfying(
                        OutboundException.class, e -> assertThat(e.mayPass()).isTrue());
        send(resource, "Subject: 2\n\n");
        resource.end(xid(1), XAResource.TMSUCCESS);
        resource.commit(xid(1), true);

        assertThat(taker.queued).singleElement().asString().contains("Subject: 2");
    }

    @Test
    void aServerWithoutThreadsSaysSo() {
        OutboundResource resource = new OutboundResource(outbound(task -> {
            throw new RejectedExecutionException();
        }));

        assertThat(refusal(resource, to("a@b.test"), TEXT)).isEqualTo("4.3.0");
    }
}
