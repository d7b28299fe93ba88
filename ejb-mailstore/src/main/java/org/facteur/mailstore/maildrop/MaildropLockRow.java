package org.facteur.mailstore.maildrop;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.facteur.api.account.AccountId;
import org.facteur.api.pop3.MaildropLock;

/**
 * Says who has a maildrop open, or had it last. It is given back with the session, taken away when its server starts again, and ends with its lease
 * if the server does not; it is changed under the lock of the account.
 */
@Entity
@Table(name = "maildrop_lock")
public class MaildropLockRow {

    @Id
    @Column(name = "account_id")
    private long accountId;

    private String token = "";
    private Instant expires = Instant.EPOCH;

    /** The server that the session is on. */
    @SuppressWarnings("UnusedVariable") // read by a statement
    private String server = "";

    /** For JPA. */
    protected MaildropLockRow() {}

    MaildropLockRow(AccountId account) {
        this.accountId = account.value();
    }

    boolean isHeld(Instant now) {
        return now.isBefore(expires);
    }

    boolean isHeldBy(MaildropLock lock) {
        return token.equals(lock.token()) && expires.isAfter(Instant.EPOCH);
    }

    /** When the account logged in last, if that is known. */
    Optional<Instant> began() {
        return SessionToken.began(token);
    }

    /** Ends the session, and keeps when it began. */
    void giveBack() {
        expires = Instant.EPOCH;
    }

    /** Begins a session: no earlier holder has this token. */
    MaildropLock take(Instant now, String server) {
        this.server = server;
        token = SessionToken.begin(now);
        renew(now);
        return new MaildropLock(new AccountId(accountId), token);
    }

    void renew(Instant now) {
        expires = now.plus(MaildropLock.LEASE);
    }
}
