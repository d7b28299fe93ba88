package org.facteur.mailstore.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.history.Fate;
import org.facteur.mailstore.history.Origin;
import org.facteur.mailstore.history.RecipientFate;
import org.facteur.mailstore.sieve.script.Disposition;

/** A message on its way through a delivery, and what the history will say of it. */
final class Passage {

    /** Why nobody got it: somebody else refused it, and there is one answer for all. */
    private static final String WITH_ANOTHER = "WITH_ANOTHER";

    private static final String BY_SCRIPT = "SCRIPT";

    private final long id;
    private final Origin origin;
    private final InboundMessage message;
    private final Map<MailAccount, List<MailboxName>> mailboxes = new LinkedHashMap<>();

    /** @param id under which the history has it */
    Passage(long id, Origin origin, InboundMessage message) {
        this.id = id;
        this.origin = origin;
        this.message = message;
    }

    long id() {
        return id;
    }

    Origin origin() {
        return origin;
    }

    InboundMessage message() {
        return message;
    }

    void kept(MailAccount account, MailboxName mailbox) {
        mailboxes.computeIfAbsent(account, each -> new ArrayList<>()).add(mailbox);
    }

    /** Of a message that nobody got. */
    List<RecipientFate> refused(List<RecipientDecision> decisions) {
        List<RecipientFate> fates = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            RecipientDecision decision = decisions.get(i);
            fates.add(refused(path(i), "", decision.isAccepted() ? WITH_ANOTHER : decision.name()));
        }
        return fates;
    }

    /** Of a message that somebody got, or everybody's script refused. */
    List<RecipientFate> fates(
            Distribution distribution, Map<MailAccount, Disposition> done, List<RecipientDecision> decisions) {
        List<RecipientFate> fates = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (MailAccount account : distribution.accounts()) {
            Disposition disposition = done.getOrDefault(account, Disposition.KEEP);
            for (String path : distribution.paths(account)) {
                told.add(path);
                fates.addAll(fates(path, account, disposition));
            }
        }
        for (List<RcptTo> remotes : distribution.remotes().values()) {
            for (RcptTo remote : remotes) {
                told.add(remote.forwardPath());
                fates.add(RecipientFate.queued(remote));
            }
        }
        for (int i = 0; i < decisions.size(); i++) {
            if (told.add(path(i))) {
                RecipientDecision decision = decisions.get(i);
                fates.add(
                        decision.isAccepted()
                                ? new RecipientFate(path(i), Fate.LED_ON, "", "")
                                : refused(path(i), "", decision.name()));
            }
        }
        return fates;
    }

    private List<RecipientFate> fates(String path, MailAccount account, Disposition disposition) {
        String other = path.toLowerCase(Locale.ROOT).equals(account.address()) ? "" : account.address();
        if (disposition.refused()) {
            return List.of(refused(path, other, BY_SCRIPT));
        }
        List<RecipientFate> fates = new ArrayList<>();
        for (MailboxName mailbox : mailboxes.getOrDefault(account, List.of())) {
            fates.add(new RecipientFate(path, Fate.DELIVERED, other, mailbox.value()));
        }
        for (String address : disposition.redirects()) {
            fates.add(new RecipientFate(path, Fate.LED_ON, other, address));
        }
        return fates.isEmpty() ? List.of(new RecipientFate(path, Fate.DISCARDED, other, "")) : fates;
    }

    private static RecipientFate refused(String path, String account, String why) {
        return new RecipientFate(path, Fate.REFUSED, account, why);
    }

    private String path(int recipient) {
        return message.rcptTo().get(recipient).forwardPath();
    }
}
