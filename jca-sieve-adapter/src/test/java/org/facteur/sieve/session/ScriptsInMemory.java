package org.facteur.sieve.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Credentials;
import org.facteur.api.sieve.ScriptListing;
import org.facteur.api.sieve.ScriptName;
import org.facteur.api.sieve.ScriptResult;
import org.facteur.api.sieve.ScriptResult.Outcome;
import org.facteur.api.sieve.SieveListener;

/**
 * The scripts of alice in memory, as many as {@link #hold} says, whose password is her name. {@code gone@} and {@code off@example.test} fail as
 * a lost store and a disabled account do.
 */
public final class ScriptsInMemory implements SieveListener {

    private static final int MAX_SCRIPTS = 10;
    private static final int MAX_SIZE = 1000;
    private static final AccountId ALICE = new AccountId(1);

    private final Map<String, byte[]> scripts = new TreeMap<>();
    private String active = "";
    private int room = MAX_SCRIPTS;

    /** Whether every call fails, as when the database is gone. */
    public boolean unavailable;

    /** How often {@link #extensions} was called. */
    public int askedForExtensions;

    public synchronized void clear() {
        scripts.clear();
        active = "";
    }

    public void hold(int most) {
        room = most;
    }

    private void check() throws MailStoreException {
        if (unavailable) {
            throw new MailStoreException(Reason.UNAVAILABLE, "gone");
        }
    }

    @Override
    public Account authenticate(Credentials credentials) throws MailStoreException {
        check();
        switch (credentials.name()) {
            case "gone@example.test" -> throw new MailStoreException(Reason.UNAVAILABLE, "gone");
            case "guessed@example.test" -> throw new MailStoreException(Reason.LOGIN_SUSPENDED, "many");
            case "off@example.test" -> throw new MailStoreException(Reason.ACCOUNT_DISABLED, "off");
            default -> {
                boolean known = credentials.name().equals("alice@example.test")
                        && credentials.password().reveal().equals("alice");
                if (!known) {
                    throw new MailStoreException(Reason.AUTHENTICATION_FAILED, "no");
                }
                return new Account(ALICE, credentials.name());
            }
        }
    }

    @Override
    public synchronized List<String> extensions() throws MailStoreException {
        check();
        askedForExtensions++;
        return List.of("fileinto", "copy");
    }

    @Override
    public synchronized List<ScriptListing> list(AccountId account) throws MailStoreException {
        check();
        return scripts.keySet().stream()
                .map(name -> new ScriptListing(new ScriptName(name), name.equals(active)))
                .toList();
    }

    @Override
    public synchronized Optional<byte[]> read(AccountId account, ScriptName name) throws MailStoreException {
        check();
        return Optional.ofNullable(scripts.get(name.value()));
    }

    @Override
    public synchronized ScriptResult checkSpace(AccountId account, ScriptName name, long size)
            throws MailStoreException {
        check();
        if (size > MAX_SIZE) {
            return ScriptResult.of(Outcome.TOO_LARGE);
        }
        return !scripts.containsKey(name.value()) && scripts.size() >= room
                ? ScriptResult.of(Outcome.TOO_MANY)
                : ScriptResult.DONE;
    }

    @Override
    public ScriptResult check(AccountId account, byte[] script) throws MailStoreException {
        check();
        String text = new String(script, StandardCharsets.UTF_8);
        if (text.contains("unheard-of")) {
            return new ScriptResult(
                    Outcome.INVALID,
                    text.indexOf("unheard-of") == text.lastIndexOf("unheard-of")
                            ? List.of("line 1: Unknown command")
                            : List.of("line 1: Unknown command", "line 2: Unknown command"));
        }
        return text.contains("questionable")
                ? new ScriptResult(Outcome.DONE, List.of("line 1: is that so"))
                : ScriptResult.DONE;
    }

    @Override
    public synchronized ScriptResult put(AccountId account, ScriptName name, byte[] script) throws MailStoreException {
        ScriptResult space = checkSpace(account, name, script.length);
        ScriptResult result = space.outcome() == Outcome.DONE ? check(account, script) : space;
        if (result.outcome() == Outcome.DONE) {
            scripts.put(name.value(), script);
        }
        return result;
    }

    @Override
    public synchronized ScriptResult activate(AccountId account, ScriptName name) throws MailStoreException {
        check();
        if (!scripts.containsKey(name.value())) {
            return ScriptResult.of(Outcome.NONEXISTENT);
        }
        active = name.value();
        return ScriptResult.DONE;
    }

    @Override
    public synchronized void deactivate(AccountId account) throws MailStoreException {
        check();
        active = "";
    }

    @Override
    public synchronized ScriptResult delete(AccountId account, ScriptName name) throws MailStoreException {
        check();
        if (name.value().equals(active)) {
            return ScriptResult.of(Outcome.ACTIVE);
        }
        return scripts.remove(name.value()) == null ? ScriptResult.of(Outcome.NONEXISTENT) : ScriptResult.DONE;
    }

    @Override
    public synchronized ScriptResult rename(AccountId account, ScriptName from, ScriptName to)
            throws MailStoreException {
        check();
        byte[] script = scripts.get(from.value());
        if (script == null) {
            return ScriptResult.of(Outcome.NONEXISTENT);
        }
        if (scripts.containsKey(to.value())) {
            return ScriptResult.of(Outcome.ALREADY_EXISTS);
        }
        scripts.remove(from.value());
        scripts.put(to.value(), script);
        active = active.equals(from.value()) ? to.value() : active;
        return ScriptResult.DONE;
    }
}
