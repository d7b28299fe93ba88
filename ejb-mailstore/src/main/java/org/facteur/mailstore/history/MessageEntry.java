package org.facteur.mailstore.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Optional;
import org.facteur.api.account.Account;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.mailstore.message.WrittenContent;

/** A message that came in, and what became of it at once. Written with the message, read by statements, never changed. */
@Entity
@Table(name = "history_message")
@SuppressWarnings("UnusedVariable") // the columns are read by queries
public class MessageEntry {

    private static final int MAX_ADDRESS = 1_000;
    private static final int MAX_NAME = 255;
    private static final int MAX_TLS = 100;
    private static final int MAX_CLIENT = 45;
    private static final int MAX_CHECKS = 1_000;

    @Id
    private long id;

    private String service = "";
    private String client = "";
    private String helo = "";
    private String tls = "";
    private String account = "";
    private String checks = "";
    private String sender = "";

    @Column(name = "message_id")
    private String messageId = "";

    private long size;
    private String recipients = "";

    /** For JPA. */
    protected MessageEntry() {}

    MessageEntry(long id, Origin origin, InboundMessage message, WrittenContent content, List<RecipientFate> fates) {
        SmtpClient from = message.client();
        Optional<Account> login = from.account();
        String written = content.messageId();
        this.id = id;
        this.service = origin.name();
        this.client = origin == Origin.OWN
                ? ""
                : RecordedText.of(from.address().getAddress().getHostAddress(), MAX_CLIENT);
        this.helo = RecordedText.of(from.helo(), MAX_NAME);
        this.tls = RecordedText.of(from.tls().orElse(""), MAX_TLS);
        this.account = login.map(Account::address).orElse("");
        this.checks = RecordedText.of(
                ((from.trusted() ? Check.ALLOW_LIST.name() + " " : "") + message.results()).strip(), MAX_CHECKS);
        this.sender = RecordedText.of(message.sender(), MAX_ADDRESS);
        this.messageId = written == null ? "" : RecordedText.of(written, MAX_NAME);
        this.size = content.size();
        this.recipients = RecipientLines.write(fates);
    }
}
