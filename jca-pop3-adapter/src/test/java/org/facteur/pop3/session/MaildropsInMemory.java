package org.facteur.pop3.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.facteur.api.pop3.MaildropPolicy;
import org.facteur.api.pop3.Pop3Listener;
import org.jspecify.annotations.Nullable;

/**
 * Maildrops in memory, of alice and bob, whose passwords are their names. {@code gone@} and {@code off@example.test} fail as a
 * lost store and a disabled account do.
 */
public final class MaildropsInMemory implements Pop3Listener {

    /** The UIDVALIDITY of every maildrop. */
    public static final long UID_VALIDITY = 17;

    private static final String DOMAIN = "@example.test";

    private final Map<AccountId, TreeMap<Long, ContentId>> maildrops = new HashMap<>();
    private final Map<ContentId, byte[]> contents = new HashMap<>();
    private final Map<AccountId, MaildropLock> locks = new HashMap<>();
    private int tokens;

    /** Whether every call fails, as when the database is gone. */
    public boolean unavailable;

    /** What is announced. */
    public MaildropPolicy policy = MaildropPolicy.NONE;

    /** What is announced to who is logged in; null if it is the same. */
    public @Nullable MaildropPolicy ownPolicy;

    /** Whether every login is one too many. */
    public boolean tooSoon;

    /** How often {@link #read} was called, and how many ranges it was asked for. */
    public int reads;

    public int ranges;
    public int renewals;

    public synchronized void add(String user, byte[] message) {
        ContentId content = new ContentId(contents.size() + 1L);
        contents.put(content, message);
        TreeMap<Long, ContentId> maildrop = maildrops.computeIfAbsent(id(user), each -> new TreeMap<>());
        maildrop.put(contents.size() + 100L, content);
    }

    public synchronized void clear(String user) {
        maildrops.remove(id(user));
    }

    public synchronized int count(String user) {
        return maildrops.getOrDefault(id(user), new TreeMap<>()).size();
    }

    public synchronized boolean isLocked(String user) {
        return locks.containsKey(id(user));
    }

    /** As when the lease of a lock ended and another session took it. */
    public synchronized void steal(String user) {
        locks.put(id(user), new MaildropLock(id(user), "stolen"));
    }

    private static AccountId id(String user) {
        return new AccountId(user.startsWith("alice") ? 1 : 2);
    }

    private void check() throws MailStoreException {
        if (unavailable) {
            throw new MailStoreException(Reason.UNAVAILABLE, "gone");
        }
    }

    private void check(MaildropLock lock) throws MailStoreException {
        check();
        if (!lock.equals(locks.get(lock.account()))) {
            throw new MailStoreException(Reason.IN_USE, "lost");
        }
    }

    @Override
    public synchronized Account authenticate(Credentials credentials) throws MailStoreException {
        check();
        String name = credentials.name();
        String local = name.endsWith(DOMAIN) ? name.substring(0, name.length() - DOMAIN.length()) : name;
        if (local.equals("gone")) {
            throw new MailStoreException(Reason.UNAVAILABLE, "gone");
        }
        if (local.equals("off")) {
            throw new MailStoreException(Reason.ACCOUNT_DISABLED, "off");
        }
        if (local.equals("guessed")) {
            throw new MailStoreException(Reason.LOGIN_SUSPENDED, "many");
        }
        boolean known = List.of("alice", "bob").contains(local);
        if (!known || !credentials.password().reveal().equals(local)) {
            throw new MailStoreException(Reason.AUTHENTICATION_FAILED, "no");
        }
        return new Account(id(local), local + DOMAIN);
    }

    @Override
    public synchronized MaildropPolicy policy() {
        return policy;
    }

    @Override
    public synchronized MaildropPolicy policy(AccountId account) {
        return ownPolicy == null ? policy : ownPolicy;
    }

    @Override
    public synchronized Maildrop open(AccountId account) throws MailStoreException {
        check();
        if (tooSoon) {
            throw new MailStoreException(Reason.TOO_SOON, "often");
        }
        if (locks.containsKey(account)) {
            throw new MailStoreException(Reason.IN_USE, "busy");
        }
        MaildropLock lock = new MaildropLock(account, "token " + ++tokens);
        locks.put(account, lock);
        List<Maildrop.Message> messages = new ArrayList<>();
        maildrops
                .getOrDefault(account, new TreeMap<>())
                .forEach((uid, content) -> messages.add(new Maildrop.Message(
                        uid, Optional.ofNullable(contents.get(content)).orElseThrow().length, content)));
        return new Maildrop(lock, UID_VALIDITY, messages);
    }

    @Override
    public synchronized void renew(MaildropLock lock) throws MailStoreException {
        check(lock);
        renewals++;
    }

    @Override
    public synchronized void close(MaildropLock lock, UidSet deletions) throws MailStoreException {
        check(lock);
        deletions.forEach(uid -> maildrops.get(lock.account()).remove(uid));
        locks.remove(lock.account());
    }

    @Override
    public synchronized void abandon(MaildropLock lock) throws MailStoreException {
        check();
        locks.remove(lock.account(), lock);
    }

    @Override
    public synchronized List<byte[]> read(List<ContentRange> wanted) throws MailStoreException {
        check();
        reads++;
        ranges += wanted.size();
        List<byte[]> octets = new ArrayList<>();
        int total = 0;
        for (ContentRange range : wanted) {
            total += range.length();
            byte[] content = contents.get(range.content());
            int from = (int) Math.min(range.offset(), content.length);
            octets.add(Arrays.copyOfRange(content, from, Math.min(content.length, from + range.length())));
        }
        if (total > MAX_READ) {
            throw new IllegalArgumentException("too much at once: " + total);
        }
        return octets;
    }
}
