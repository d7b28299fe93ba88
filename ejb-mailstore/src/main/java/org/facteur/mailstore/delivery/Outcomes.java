package org.facteur.mailstore.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.routing.Leaf;
import org.facteur.mailstore.routing.Resolution;
import org.facteur.mailstore.sieve.script.Disposition;
import org.jspecify.annotations.Nullable;

/** What refusals of scripts mean for the recipients that the sender has named: a refusal that nobody could be told of is none. */
final class Outcomes {

    private final List<String> recipients;
    private final List<RecipientDecision> decisions;
    private final Map<String, Resolution> resolutions;
    private final Map<String, MailAccount> accounts;

    Outcomes(
            List<String> recipients,
            List<RecipientDecision> decisions,
            Map<String, Resolution> resolutions,
            Map<String, MailAccount> accounts) {
        this.recipients = recipients;
        this.decisions = decisions;
        this.resolutions = resolutions;
        this.accounts = accounts;
    }

    /** Where one answer stands for all, what some refuse and others do not is kept by all. */
    Map<MailAccount, Disposition> forAll(Map<MailAccount, Disposition> wanted, boolean isForAccountsOnly) {
        return isForAccountsOnly && wanted.values().stream().allMatch(Disposition::refused)
                ? wanted
                : keptUnless(wanted, Set.of());
    }

    /** Where each recipient has an answer, one that leads to several accounts is refused if all of them do. */
    Map<MailAccount, Disposition> forEach(Map<MailAccount, Disposition> wanted) {
        Set<MailAccount> refusing = new HashSet<>();
        Set<MailAccount> keeping = new HashSet<>();
        for (String recipient : recipients) {
            (isRefused(recipient, wanted) ? refusing : keeping).addAll(inboxes(recipient));
        }
        refusing.removeAll(keeping);
        return keptUnless(wanted, refusing);
    }

    private static Map<MailAccount, Disposition> keptUnless(
            Map<MailAccount, Disposition> wanted, Set<MailAccount> refusing) {
        Map<MailAccount, Disposition> done = new LinkedHashMap<>(wanted);
        done.replaceAll((account, disposition) ->
                disposition.refused() && !refusing.contains(account) ? Disposition.KEEP : disposition);
        return done;
    }

    /** The answers, once it is known what the scripts have done. */
    List<RecipientDecision> after(Map<MailAccount, Disposition> done) {
        List<RecipientDecision> outcomes = new ArrayList<>(decisions);
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) == RecipientDecision.ACCEPTED && isRefused(recipients.get(i), done)) {
                outcomes.set(i, RecipientDecision.REFUSED);
            }
        }
        return outcomes;
    }

    private boolean isRefused(String recipient, Map<MailAccount, Disposition> dispositions) {
        boolean hasRefusal = false;
        for (Leaf leaf : leaves(recipient)) {
            @Nullable
            MailAccount account = leaf instanceof Leaf.Inbox inbox
                    ? accounts.get(inbox.address().toString())
                    : null;
            if (account == null) {
                if (leaf instanceof Leaf.Remote) {
                    return false;
                }
                continue;
            }
            Disposition disposition = dispositions.get(account);
            if (disposition != null && !disposition.refused()) {
                return false;
            }
            hasRefusal |= disposition != null;
        }
        return hasRefusal;
    }

    private List<MailAccount> inboxes(String recipient) {
        List<MailAccount> inboxes = new ArrayList<>();
        for (Leaf leaf : leaves(recipient)) {
            MailAccount account = leaf instanceof Leaf.Inbox inbox
                    ? accounts.get(inbox.address().toString())
                    : null;
            if (account != null) {
                inboxes.add(account);
            }
        }
        return inboxes;
    }

    private List<Leaf> leaves(String recipient) {
        return Objects.requireNonNull(resolutions.get(recipient)).leaves();
    }
}
