package org.facteur.api;

/**
 * The one failure of every listener interface; each adapter turns its {@link Reason} into the reply of its protocol.
 *
 * <p>It is an application exception that rolls the transaction back. Whatever else a listener throws (a lost database,
 * a defect) is answered as {@link Reason#UNAVAILABLE}.
 */
public final class MailStoreException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why a request could not be fulfilled. */
    public enum Reason {
        /** The credentials do not match; the text never says which part is wrong. */
        AUTHENTICATION_FAILED,
        /** The account exists and its credentials match, but it may not log in. */
        ACCOUNT_DISABLED,
        /** Too many logins to the account have failed of late: none is looked at now from where its owner has not been. */
        LOGIN_SUSPENDED,
        /** The named mailbox does not exist, or has been deleted since it was selected. */
        NO_SUCH_MAILBOX,
        /** A mailbox of that name exists already. */
        ALREADY_EXISTS,
        /** The name exists in the hierarchy only and holds no messages. */
        NOT_SELECTABLE,
        /** What was asked is never allowed, such as deleting INBOX. */
        NOT_ALLOWED,
        /** The account lacks a right that this takes (RFC 4314); it may know that the mailbox is there. */
        NOT_PERMITTED,
        /** Another mailbox of the account has this special use, or none can have it (RFC 6154 section 3). */
        SPECIAL_USE_TAKEN,
        /** The account has no room for this message. */
        OVER_QUOTA,
        /** A configured limit is reached: keywords of a mailbox, mailboxes of an account, UIDs. */
        LIMIT_REACHED,
        /** Another session holds the exclusive lock of the maildrop. */
        IN_USE,
        /** The account has logged in already within the time that has to pass between logins. */
        TOO_SOON,
        /** The store cannot answer now; the same request may succeed later. */
        UNAVAILABLE
    }

    private final Reason reason;

    /**
     * @param reason what the adapter answers with
     * @param message text for the client: no secret, no name of an internal class
     */
    public MailStoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** A failure of the store itself, with its cause for the log. */
    public MailStoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
