package org.facteur.mailstore.queue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.facteur.api.queue.ConnectionTls;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.api.smtp.OriginalRecipient;
import org.facteur.api.smtp.RcptParameters;
import org.facteur.api.smtp.RcptTo;
import org.jspecify.annotations.Nullable;

/**
 * A recipient of a message on its way out, from the moment of its acceptance until it is done. It is due, then claimed for an
 * attempt, then due again later, or gone; statements over many of them change it.
 */
@Entity
@Table(name = "queue_recipient")
@SuppressWarnings("UnusedVariable") // the server is read by queries
public class RecipientRow {

    /** When what is held is due: the end of the year 9999. */
    static final Instant NEVER = Instant.ofEpochSecond(253_402_300_799L);

    /** When what is prepared in an undecided transaction is due: a second before that. */
    static final Instant UNDECIDED = NEVER.minusSeconds(1);

    /** The claim of an undecided transaction: no one else's has this number. */
    private static final long OF_A_TRANSACTION = -1;

    private static final int LONGEST_HOST = 320;
    private static final int LONGEST_STATUS = 16;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "queue_recipient_seq")
    @SequenceGenerator(name = "queue_recipient_seq", sequenceName = "queue_recipient_seq", allocationSize = 1000)
    private long id;

    @Column(name = "message_id")
    private long messageId;

    private String address = "";
    private String destination = "";

    @Column(name = "notify_on")
    private int notifyOn;

    @Column(name = "orcpt_type")
    private @Nullable String orcptType;

    private @Nullable String orcpt;
    private Instant due = Instant.EPOCH;
    private long claim;
    private @Nullable String server;
    private int attempts;
    private Instant expires = Instant.EPOCH;
    private Instant look = Instant.EPOCH;
    private boolean warned;
    private @Nullable Instant attempted;

    @Column(name = "last_host")
    private @Nullable String lastHost;

    @Column(name = "last_code")
    private @Nullable Integer lastCode;

    @Column(name = "last_status")
    private @Nullable String lastStatus;

    @Column(name = "last_text")
    private @Nullable String lastText;

    @Column(name = "last_tls")
    private @Nullable String lastTls;

    /** For JPA. */
    protected RecipientRow() {}

    RecipientRow(MessageRow message, RcptTo rcptTo, Destination destination, Timing timing) {
        this.messageId = message.id();
        this.address = rcptTo.forwardPath();
        this.destination = destination.name();
        this.notifyOn = NotifyBits.of(rcptTo.parameters().notifyOn());
        Optional<OriginalRecipient> original = rcptTo.parameters().orcpt();
        this.orcptType = original.map(OriginalRecipient::addressType).orElse(null);
        this.orcpt = original.map(OriginalRecipient::address).orElse(null);
        this.due = timing.due();
        this.expires = timing.expires();
        this.look = timing.look();
    }

    long id() {
        return id;
    }

    long messageId() {
        return messageId;
    }

    String address() {
        return address;
    }

    String destination() {
        return destination;
    }

    /** When it is tried next, or until when somebody works on it. */
    Instant due() {
        return due;
    }

    /** Whether it waits until an administrator says otherwise. */
    boolean isHeld() {
        return due.equals(NEVER);
    }

    RcptTo rcptTo() {
        return new RcptTo(
                address,
                new RcptParameters(
                        NotifyBits.in(notifyOn),
                        orcptType == null || orcpt == null
                                ? Optional.empty()
                                : Optional.of(new OriginalRecipient(orcptType, orcpt))));
    }

    /** How often it has been tried. */
    int attempts() {
        return attempts;
    }

    Instant expires() {
        return expires;
    }

    /** Whether its time is over. */
    boolean isExpired(Instant now) {
        return !expires.isAfter(now);
    }

    /** Whether somebody works on it, as far as can be known. */
    boolean isClaimed(Instant now) {
        return claim != 0 && due.isAfter(now);
    }

    /** An attempt has failed in a way that may pass. */
    void deferred(RemoteAnswer answer, Instant now, Instant next) {
        attempts++;
        attempted = now;
        lastHost = cut(answer.host(), LONGEST_HOST);
        lastCode = answer.code();
        lastStatus = cut(answer.status(), LONGEST_STATUS);
        lastText = answer.text();
        lastTls = answer.tls().map(ConnectionTls::toString).orElse(null);
        claim = 0;
        due = next;
    }

    /**
     * It goes to somebody else, at once. To its sender it stays the recipient that it was (RFC 3461 section 5.2.7.1).
     *
     * @param path where it goes, which is in that destination
     */
    void redirected(String path, Destination target, Instant now) {
        if (orcpt == null) {
            boolean isAscii = address.chars().allMatch(c -> c < 0x80);
            orcptType = isAscii ? "rfc822" : "utf-8";
            orcpt = address;
        }
        address = path;
        destination = target.name();
        claim = 0;
        due = now;
    }

    /** Nobody takes it before its transaction has been decided. */
    void awaitDecision() {
        claim = OF_A_TRANSACTION;
        due = UNDECIDED;
    }

    /** Nobody has tried it: the next one may. */
    void untried(Instant now) {
        claim = 0;
        due = now;
    }

    /** Its sender has been told that it is late; the next thing to be said is that it has been given up. */
    void warned() {
        warned = true;
        look = expires;
    }

    boolean isWarned() {
        return warned;
    }

    /** What was said when it was last tried. */
    Optional<RemoteAnswer> lastAnswer() {
        return lastStatus == null || lastText == null || lastHost == null || lastCode == null
                ? Optional.empty()
                : Optional.of(new RemoteAnswer(
                        lastHost,
                        lastCode,
                        lastStatus,
                        lastText,
                        Optional.ofNullable(lastTls).flatMap(ConnectionTls::parse)));
    }

    Optional<Instant> lastAttempt() {
        return Optional.ofNullable(attempted);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
