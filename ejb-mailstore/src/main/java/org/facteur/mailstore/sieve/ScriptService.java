package org.facteur.mailstore.sieve;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.sieve.ScriptListing;
import org.facteur.api.sieve.ScriptName;
import org.facteur.api.sieve.ScriptResult;
import org.facteur.api.sieve.ScriptResult.Outcome;
import org.facteur.api.sieve.SieveListener;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.persistence.StoreBoundary;
import org.facteur.mailstore.sieve.script.Extension;
import org.facteur.mailstore.sieve.script.ScriptCompiler;
import org.facteur.mailstore.sieve.syntax.InvalidScriptException;

/** Keeps the scripts of accounts. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(StoreBoundary.class)
public class ScriptService {

    @Inject
    private AccountRepository accounts;

    @Inject
    private ScriptRepository scripts;

    @Inject
    @ConfigProperty(name = "facteur.sieve.scripts", defaultValue = "32")
    private int maxScripts;

    @Inject
    @ConfigProperty(name = "facteur.sieve.size", defaultValue = "65536")
    private int maxSize;

    /** As {@link SieveListener#extensions}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<String> extensions() {
        return Extension.names();
    }

    /** As {@link SieveListener#list}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<ScriptListing> list(AccountId account) throws MailStoreException {
        Long active = find(account).activeScript();
        Map<String, ScriptListing> listings = new TreeMap<>();
        scripts.names(account)
                .forEach((name, id) -> listings.put(name.value(), new ScriptListing(name, id.equals(active))));
        return List.copyOf(listings.values());
    }

    /** As {@link SieveListener#read}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<byte[]> read(AccountId account, ScriptName name) throws MailStoreException {
        return scripts.find(account, name).map(StoredScript::octets);
    }

    /** As {@link SieveListener#checkSpace}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public ScriptResult checkSpace(AccountId account, ScriptName name, long size) throws MailStoreException {
        if (size > maxSize) {
            return ScriptResult.of(Outcome.TOO_LARGE);
        }
        return scripts.count(account) >= maxScripts
                        && scripts.idOf(account, name).isEmpty()
                ? ScriptResult.of(Outcome.TOO_MANY)
                : ScriptResult.DONE;
    }

    /** As {@link SieveListener#check}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public ScriptResult check(byte[] script) throws MailStoreException {
        if (script.length > maxSize) {
            return ScriptResult.of(Outcome.TOO_LARGE);
        }
        try {
            ScriptCompiler.compile(script);
            return ScriptResult.DONE;
        } catch (InvalidScriptException e) {
            return new ScriptResult(Outcome.INVALID, List.of(e.remark()));
        }
    }

    /** As {@link SieveListener#put}. */
    public ScriptResult put(AccountId accountId, ScriptName name, byte[] script) throws MailStoreException {
        ScriptResult checked = check(script);
        if (checked.outcome() != Outcome.DONE) {
            return checked;
        }
        MailAccount account = lock(accountId);
        Optional<StoredScript> replaced = scripts.find(accountId, name);
        if (replaced.isEmpty() && scripts.count(accountId) >= maxScripts) {
            return ScriptResult.of(Outcome.TOO_MANY);
        }
        boolean wasActive = replaced.isPresent() && isActive(replaced.get(), account);
        replaced.ifPresent(scripts::remove);
        StoredScript added = new StoredScript(accountId, name, script);
        scripts.add(added);
        if (wasActive) {
            account.activate(added.id());
        }
        return checked;
    }

    /** As {@link SieveListener#activate}. */
    public ScriptResult activate(AccountId accountId, ScriptName name) throws MailStoreException {
        MailAccount account = lock(accountId);
        Optional<Long> script = scripts.idOf(accountId, name);
        script.ifPresent(account::activate);
        return script.isPresent() ? ScriptResult.DONE : ScriptResult.of(Outcome.NONEXISTENT);
    }

    /** As {@link SieveListener#deactivate}. */
    public void deactivate(AccountId account) throws MailStoreException {
        lock(account).activate(null);
    }

    /** As {@link SieveListener#delete}. */
    public ScriptResult delete(AccountId accountId, ScriptName name) throws MailStoreException {
        MailAccount account = lock(accountId);
        Optional<StoredScript> script = scripts.find(accountId, name);
        if (script.isEmpty()) {
            return ScriptResult.of(Outcome.NONEXISTENT);
        }
        if (isActive(script.get(), account)) {
            return ScriptResult.of(Outcome.ACTIVE);
        }
        scripts.remove(script.get());
        return ScriptResult.DONE;
    }

    /** As {@link SieveListener#rename}. */
    public ScriptResult rename(AccountId account, ScriptName from, ScriptName to) throws MailStoreException {
        lock(account);
        Optional<StoredScript> script = scripts.find(account, from);
        if (script.isEmpty()) {
            return ScriptResult.of(Outcome.NONEXISTENT);
        }
        if (scripts.idOf(account, to).isPresent()) {
            return ScriptResult.of(Outcome.ALREADY_EXISTS);
        }
        script.get().rename(to);
        return ScriptResult.DONE;
    }

    private static boolean isActive(StoredScript script, MailAccount account) {
        Long active = account.activeScript();
        return active != null && active == script.id();
    }

    private MailAccount find(AccountId account) throws MailStoreException {
        return accounts.find(account).orElseThrow(ScriptService::gone);
    }

    private MailAccount lock(AccountId account) throws MailStoreException {
        return accounts.lock(account).orElseThrow(ScriptService::gone);
    }

    private static MailStoreException gone() {
        return new MailStoreException(Reason.NO_SUCH_MAILBOX, "The account has been deleted");
    }
}
