package org.facteur.mailstore.sieve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.sieve.script.Disposition;
import org.facteur.mailstore.sieve.script.Envelope;
import org.facteur.mailstore.sieve.script.FilteredMessage;
import org.facteur.mailstore.sieve.script.Script;
import org.facteur.mailstore.sieve.script.ScriptFailureException;

/**
 * Asks the active script of each recipient what becomes of a message. Where there is none, and where one fails, the message is
 * kept in INBOX; a script costs no query that grows with the number of recipients.
 */
@ApplicationScoped
public class MailFilter {

    private static final System.Logger LOG = System.getLogger(MailFilter.class.getName());

    /** The field that each account puts before a message that it redirects. */
    public static final String REDIRECTED = "X-Sieve-Redirected-From";

    /** By how many accounts one message is redirected, one after the other. */
    private static final int MAX_REDIRECTIONS = 10;

    @Inject
    private CompiledScripts scripts;

    @Inject
    private MailboxRepository mailboxes;

    /**
     * @param recipients with the paths that led to each
     * @return for each of the recipients what is done with the message, in the same order
     */
    public Map<MailAccount, Disposition> decide(
            FilteredMessage message, String sender, Map<MailAccount, List<String>> recipients) {
        Map<MailAccount, Script> active = activeScripts(recipients.keySet());
        Map<AccountId, Set<MailboxName>> names = mailboxNames(active);
        Map<MailAccount, Disposition> decided = new LinkedHashMap<>();
        recipients.forEach((account, paths) -> {
            Script script = active.get(account);
            decided.put(
                    account, script == null ? Disposition.KEEP : run(script, account, message, sender, paths, names));
        });
        return decided;
    }

    private Map<MailAccount, Script> activeScripts(Set<MailAccount> accounts) {
        Set<Long> ids = new HashSet<>();
        for (MailAccount account : accounts) {
            Long id = account.activeScript();
            if (id != null) {
                ids.add(id);
            }
        }
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<Long, Script> compiled = scripts.of(ids);
        Map<MailAccount, Script> active = new HashMap<>();
        for (MailAccount account : accounts) {
            Script script = compiled.get(account.activeScript());
            if (script != null) {
                active.put(account, script);
            }
        }
        return active;
    }

    /** The mailboxes of those accounts whose scripts ask for them. */
    private Map<AccountId, Set<MailboxName>> mailboxNames(Map<MailAccount, Script> active) {
        List<AccountId> asking = new ArrayList<>();
        active.forEach((account, script) -> {
            if (script.asksForMailboxes()) {
                asking.add(account.id());
            }
        });
        Map<AccountId, Set<MailboxName>> names = new HashMap<>();
        for (Mailbox mailbox : mailboxes.findAll(asking)) {
            if (mailbox.isSelectable()) {
                mailbox.account()
                        .ifPresent(account -> names.computeIfAbsent(account, id -> new HashSet<>())
                                .add(mailbox.name()));
            }
        }
        return names;
    }

    private static Disposition run(
            Script script,
            MailAccount account,
            FilteredMessage message,
            String sender,
            List<String> paths,
            Map<AccountId, Set<MailboxName>> names) {
        try {
            boolean looping = script.redirects() && isLooping(account, message);
            return script.run(
                    message,
                    new Envelope(sender, paths, looping),
                    name -> names.getOrDefault(account.id(), Set.of()).contains(name));
        } catch (ScriptFailureException | IOException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The Sieve script of {0} failed, and the message is kept in INBOX: {1}",
                    account.address(),
                    e.getMessage());
            return Disposition.KEEP;
        }
    }

    /** Whether the account has redirected the message before, or so many others have that it may be on its way for ever. */
    private static boolean isLooping(MailAccount account, FilteredMessage message) throws IOException {
        List<String> before = message.fields(REDIRECTED);
        return before.size() >= MAX_REDIRECTIONS
                || before.stream().anyMatch(address -> address.strip().equalsIgnoreCase(account.address()));
    }
}
