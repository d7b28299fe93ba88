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
import org.facteur.api.content.ContentId;
import org.facteur.api.smtp.BodyType;
import org.facteur.api.smtp.DeliverBy;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.Ret;
import org.facteur.mailstore.domain.DomainName;
import org.jspecify.annotations.Nullable;

/** A message on its way out. It never changes, and goes with the last of its recipients. */
@Entity
@Table(name = "queue_message")
public class MessageRow {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "queue_message_seq")
    @SequenceGenerator(name = "queue_message_seq", sequenceName = "queue_message_seq", allocationSize = 100)
    private long id;

    @Column(name = "content_id")
    private long contentId;

    @Column(name = "content_offset")
    private int offset;

    private long size;

    @Column(name = "reverse_path")
    private String reversePath = "";

    private Instant received = Instant.EPOCH;
    private String body = BodyType.SEVEN_BIT.name();

    @Column(name = "smtp_utf8")
    private boolean smtpUtf8;

    @Column(name = "require_tls")
    private boolean requireTls;

    @Column(name = "tls_waived")
    private boolean tlsWaived;

    private @Nullable String envid;
    private @Nullable String ret;

    @Column(name = "mt_priority")
    private int priority;

    @Column(name = "deliver_by")
    private @Nullable Instant deliverBy;

    @Column(name = "by_mode")
    private @Nullable String byMode;

    @Column(name = "by_trace")
    private boolean byTrace;

    @Column(name = "author_domain")
    private @Nullable String authorDomain;

    @Column(name = "forwarder_domain")
    private @Nullable String forwarderDomain;

    @Column(name = "history_id")
    private long historyId;

    /** For JPA. */
    protected MessageRow() {}

    MessageRow(OutgoingMessage message) {
        MailParameters parameters = message.mailFrom().parameters();
        this.contentId = message.content().id().value();
        this.offset = message.offset();
        this.size = message.content().size() - offset;
        this.reversePath = message.mailFrom().reversePath();
        this.received = message.received();
        this.authorDomain = message.author().map(DomainName::value).orElse(null);
        this.forwarderDomain = message.forwarder().map(DomainName::value).orElse(null);
        this.historyId = message.historyId();
        this.body = parameters.body().name();
        this.smtpUtf8 = parameters.smtpUtf8();
        this.requireTls = parameters.requireTls();
        this.tlsWaived = message.tlsWaived();
        this.envid = parameters.envid().orElse(null);
        this.ret = parameters.ret().map(Ret::name).orElse(null);
        this.priority = parameters.mtPriority();
        DeliverBy by = parameters.deliverBy().orElse(null);
        if (by != null) {
            this.deliverBy = by.deadline();
            this.byMode = by.mode().name();
            this.byTrace = by.trace();
        }
    }

    long id() {
        return id;
    }

    ContentId content() {
        return new ContentId(contentId);
    }

    /** Octets of the content that are not sent. */
    int offset() {
        return offset;
    }

    /** Octets that are sent. */
    long size() {
        return size;
    }

    boolean isTlsWaived() {
        return tlsWaived;
    }

    Instant received() {
        return received;
    }

    /** The domain of its author, if the message is of this server. */
    Optional<String> authorDomain() {
        return Optional.ofNullable(authorDomain);
    }

    /** The domain that passes it on, if the message is of somebody else. */
    Optional<String> forwarderDomain() {
        return Optional.ofNullable(forwarderDomain).filter(domain -> authorDomain == null);
    }

    /** Under which the history has it. */
    long historyId() {
        return historyId;
    }

    /** As the client said it; how long to hold the message is a matter of its recipients. */
    MailFrom mailFrom() {
        MailParameters.Builder parameters =
                MailParameters.builder().size(size).body(BodyType.valueOf(body)).mtPriority(priority);
        if (smtpUtf8) {
            parameters.smtpUtf8();
        }
        if (requireTls) {
            parameters.requireTls();
        }
        if (envid != null) {
            parameters.envid(envid);
        }
        if (ret != null) {
            parameters.ret(Ret.valueOf(ret));
        }
        if (deliverBy != null && byMode != null) {
            parameters.deliverBy(new DeliverBy(deliverBy, DeliverBy.Mode.valueOf(byMode), byTrace));
        }
        return new MailFrom(reversePath, parameters.build());
    }
}
