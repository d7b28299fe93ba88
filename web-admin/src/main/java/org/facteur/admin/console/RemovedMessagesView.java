package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.removal.RemovedMessage;
import org.facteur.mailstore.removal.RemovedMessageId;
import org.facteur.mailstore.removal.RemovedMessageService;
import org.facteur.mailstore.removal.RemovedPage;
import org.facteur.mailstore.removal.RemovedPosition;
import org.facteur.mailstore.removal.RemovedQuery;
import org.facteur.mailstore.removal.RemovedSelection;
import org.jspecify.annotations.Nullable;

/**
 * {@code accounts/removed.xhtml}: what the owner of an account has removed, and the way back for it. What it shows is in its
 * address; what it restores is named by the messages themselves, so that a list that changed meanwhile does no harm.
 */
@Named
@RequestScoped
public class RemovedMessagesView {

    static final int ROWS = 25;

    @Inject
    private RemovedMessageService messages;

    @Inject
    private Feedback feedback;

    private String address = "";
    private @Nullable String mailbox;
    private @Nullable String subject;
    private @Nullable String sender;
    private @Nullable String since;
    private @Nullable String after;

    private RemovedPage page = new RemovedPage(List.of(), null);

    public void load() {
        try {
            page = messages.list(
                    address,
                    new RemovedQuery(
                            selection(),
                            text(subject),
                            text(sender),
                            after == null ? null : RemovedPosition.parse(after).orElse(null),
                            ROWS));
        } catch (AdministrationException noSuchAccount) {
            feedback.notFound();
        }
    }

    private RemovedSelection selection() {
        return new RemovedSelection(
                mailboxNamed(mailbox).orElse(null), beginning(text(since)).orElse(null), null);
    }

    private static String text(@Nullable String parameter) {
        return parameter == null ? "" : parameter.strip();
    }

    /** What is no name of a mailbox, or no day, is no error: the address is a person's to write. */
    private static Optional<MailboxName> mailboxNamed(@Nullable String name) {
        try {
            return text(name).isEmpty() ? Optional.empty() : Optional.of(new MailboxName(text(name)));
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> beginning(String day) {
        try {
            return day.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(day)
                            .atStartOfDay(ZoneId.systemDefault())
                            .toInstant());
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String restore() {
        List<RemovedMessageId> chosen = Arrays.stream(FacesContext.getCurrentInstance()
                        .getExternalContext()
                        .getRequestParameterValuesMap()
                        .getOrDefault("chosen", new String[0]))
                .map(RemovedMessageId::parse)
                .flatMap(Optional::stream)
                .limit(ROWS)
                .toList();
        if (chosen.isEmpty()) {
            feedback.failed("removed.none-chosen");
            load();
            return null;
        }
        return restore(() -> messages.restore(address, chosen, null));
    }

    /** Restores what the page shows and what follows; only offered where nothing is searched for in the messages. */
    public @Nullable String restoreAll() {
        return restore(() -> messages.restoreAll(address, selection(), null));
    }

    private interface Restoring {
        long run() throws AdministrationException;
    }

    private @Nullable String restore(Restoring restoring) {
        try {
            feedback.done("removed.restored", restoring.run());
            return "/admin/accounts/removed?faces-redirect=true&includeViewParams=true";
        } catch (AdministrationException refusal) {
            feedback.refused(refusal);
            load();
            return null;
        }
    }

    public List<RemovedMessage> getMessages() {
        return page.messages();
    }

    /** Where the list goes on; null at its end. */
    public @Nullable String getNext() {
        return page.next() == null ? null : page.next().toString();
    }

    public boolean isFiltered() {
        return mailbox != null || since != null || isSearched();
    }

    /** Whether something is looked for in the messages themselves. */
    public boolean isSearched() {
        return subject != null || sender != null;
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public @Nullable String getMailbox() {
        return mailbox;
    }

    public void setMailbox(@Nullable String mailbox) {
        this.mailbox = mailbox;
    }

    public @Nullable String getSubject() {
        return subject;
    }

    public void setSubject(@Nullable String subject) {
        this.subject = subject;
    }

    public @Nullable String getSender() {
        return sender;
    }

    public void setSender(@Nullable String sender) {
        this.sender = sender;
    }

    public @Nullable String getSince() {
        return since;
    }

    public void setSince(@Nullable String since) {
        this.since = since;
    }

    public @Nullable String getAfter() {
        return after;
    }

    public void setAfter(@Nullable String after) {
        this.after = after;
    }
}
