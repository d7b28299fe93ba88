package org.facteur.pop3.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Credentials;
import org.facteur.api.content.ContentId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.pop3.Maildrop;
import org.facteur.api.pop3.MaildropLock;
import org.facteur.api.pop3.Pop3Listener;

/** One account with its maildrop in memory; a message's UID is its content's id, too. */
final class InMemoryPop3Listener implements Pop3Listener {

    private static final AccountId ACCOUNT = new AccountId(1);
    private static final long UID_VALIDITY = 1_760_000_000;

    private final String address;
    private final String password;
    private final NavigableMap<Long, byte[]> messages = new TreeMap<>();
    private Optional<MaildropLock> holder = Optional.empty();
    private int openings;

    InMemoryPop3Listener(String address, String password, List<byte[]> messages) {
        this.address = address;
        this.password = password;
        for (byte[] message : messages) {
            this.messages.put(this.messages.size() + 1L, message);
        }
    }

    @Override
    public Account authenticate(Credentials credentials) throws MailStoreException {
        if (!credentials.name().equals(address)
                || !credentials.password().reveal().equals(password)) {
            throw new MailStoreException(Reason.AUTHENTICATION_FAILED, "Wrong name or password");
        }
        return new Account(ACCOUNT, address);
    }

    @Override
    public Maildrop open(AccountId account) throws MailStoreException {
        if (holder.isPresent()) {
            throw new MailStoreException(Reason.IN_USE, "Locked");
        }
        MaildropLock lock = new MaildropLock(account, "opening " + ++openings);
        holder = Optional.of(lock);
        return new Maildrop(
                lock,
                UID_VALIDITY,
                messages.entrySet().stream()
                        .map(message -> new Maildrop.Message(
                                message.getKey(), message.getValue().length, new ContentId(message.getKey())))
                        .toList());
    }

    @Override
    public List<byte[]> read(List<ContentRange> ranges) {
        List<byte[]> read = new ArrayList<>();
        for (ContentRange range : ranges) {
            byte[] content = messages.get(range.content().value());
            int from = (int) Math.min(range.offset(), content.length);
            int to = (int) Math.min(range.offset() + range.length(), content.length);
            read.add(Arrays.copyOfRange(content, from, to));
        }
        return read;
    }

    @Override
    public void renew(MaildropLock lock) throws MailStoreException {
        if (!holder.equals(Optional.of(lock))) {
            throw new MailStoreException(Reason.IN_USE, "The lock has been lost");
        }
    }

    @Override
    public void close(MaildropLock lock, UidSet deletions) throws MailStoreException {
        renew(lock);
        messages.keySet().removeIf(deletions::contains);
        holder = Optional.empty();
    }

    @Override
    public void abandon(MaildropLock lock) {
        if (holder.equals(Optional.of(lock))) {
            holder = Optional.empty();
        }
    }
}
