package org.facteur.mailstore.url;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.imap.OpenedUrl;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.index.MailboxIndex;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.message.MailboxLocks;
import org.facteur.mailstore.persistence.StoreBoundary;
import org.jspecify.annotations.Nullable;

/**
 * Knows again the URLs that owners of mailboxes have given away: a token is the HMAC-SHA-256 of a URL under the key of its mailbox,
 * which is made with the first one and never leaves the store.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(StoreBoundary.class)
public class UrlService {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_OCTETS = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    private AccountRepository accounts;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private MailboxLocks locks;

    @Inject
    private MailboxIndex index;

    @Inject
    private UrlKeyRepository keys;

    /** As {@link ImapListener#urlToken}. */
    public byte[] token(AccountId account, MailboxName name, String url) throws MailStoreException {
        MailboxId mailbox = own(account, name);
        Optional<byte[]> known = keys.find(mailbox);
        return hmac(known.isPresent() ? known.get() : makeKey(mailbox), url);
    }

    /** A mailbox that the account has itself: nobody gives away what belongs to others. */
    private MailboxId own(AccountId account, MailboxName name) throws MailStoreException {
        return mailboxes
                .find(account, name)
                .filter(Mailbox::isSelectable)
                .map(Mailbox::id)
                .orElseThrow(() -> new MailStoreException(Reason.NO_SUCH_MAILBOX, "You have no such mailbox"));
    }

    private byte[] makeKey(MailboxId mailbox) throws MailStoreException {
        locks.lock(mailbox);
        Optional<byte[]> meanwhile = keys.find(mailbox);
        if (meanwhile.isPresent()) {
            return meanwhile.get();
        }
        byte[] key = new byte[KEY_OCTETS];
        RANDOM.nextBytes(key);
        keys.add(mailbox, key);
        return key;
    }

    /** As {@link ImapListener#openUrl}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<OpenedUrl> open(String owner, MailboxName name, String url, byte[] token)
            throws MailStoreException {
        Optional<Mailbox> mailbox = MailAddress.parse(owner)
                .flatMap(accounts::find)
                .filter(MailAccount::isEnabled)
                .flatMap(account -> mailboxes.find(account.id(), name))
                .filter(Mailbox::isSelectable)
                .filter(found -> keys.find(found.id())
                        .filter(key -> MessageDigest.isEqual(hmac(key, url), token))
                        .isPresent());
        Optional<AccountId> account = mailbox.flatMap(Mailbox::account);
        return account.isEmpty()
                ? Optional.empty()
                : Optional.of(new OpenedUrl(
                        account.get(), index.snapshot(mailbox.get().id())));
    }

    /** As {@link ImapListener#resetUrlKeys}. */
    public void reset(AccountId account, @Nullable MailboxName name) throws MailStoreException {
        if (name == null) {
            keys.removeAll(account);
        } else {
            keys.remove(own(account, name));
        }
    }

    private static byte[] hmac(byte[] key, String url) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(url.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
