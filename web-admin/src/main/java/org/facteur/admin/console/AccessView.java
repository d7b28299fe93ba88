package org.facteur.admin.console;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.facteur.api.mailbox.AclEntry;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.Rights;
import org.facteur.mailstore.access.MailboxSharing;
import org.facteur.mailstore.access.SharingService;
import org.facteur.mailstore.administration.AdministrationException;
import org.jspecify.annotations.Nullable;

/**
 * {@code accounts/access.xhtml}: what others may do with the mailboxes of an account. What is taken away is named by the lines
 * themselves, so that a list that changed meanwhile does no harm.
 */
@Named
@ViewScoped
public class AccessView implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Rights that go together for people; any others are shown by their letters. */
    public enum Level {
        READ("lrs"),
        WRITE("lrswiten"),
        MANAGE("lrswipkxtean");

        private final String letters;

        Level(String letters) {
            this.letters = letters;
        }

        Rights rights() {
            return Rights.parse(letters).orElseThrow();
        }
    }

    /**
     * A line of the list.
     *
     * @param key what names it when it is chosen
     * @param level of its rights, or null
     */
    public record Line(
            String key,
            String mailbox,
            String who,
            boolean denied,
            @Nullable Level level,
            String letters) {

        static Line of(MailboxName mailbox, AclEntry entry) {
            boolean denied = entry.identifier().charAt(0) == AclEntry.NEGATIVE;
            return new Line(
                    entry.identifier() + " " + mailbox.value(),
                    mailbox.value(),
                    denied ? entry.identifier().substring(1) : entry.identifier(),
                    denied,
                    Arrays.stream(Level.values())
                            .filter(level -> level.rights().equals(entry.rights()))
                            .findFirst()
                            .orElse(null),
                    entry.rights().letters());
        }
    }

    @Inject
    private SharingService sharing;

    @Inject
    private Feedback feedback;

    private String address = "";
    private String mailbox = MailboxName.INBOX.value();
    private String identifier = "";
    private Level level = Level.READ;
    private transient @Nullable List<MailboxSharing> mailboxes;
    /** The request for which they have been read. */
    private transient @Nullable FacesContext readFor;

    public void load() {
        if (mailboxes().isEmpty()) {
            feedback.notFound();
        }
    }

    /** As they are at this request; of an account that is not there, none: any other has its INBOX. */
    private List<MailboxSharing> mailboxes() {
        List<MailboxSharing> read = mailboxes;
        if (read == null || readFor != FacesContext.getCurrentInstance()) {
            readFor = FacesContext.getCurrentInstance();
            try {
                read = sharing.list(address);
            } catch (AdministrationException noSuchAccount) {
                read = List.of();
            }
            mailboxes = read;
        }
        return read;
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String grant() {
        return change(
                "access.granted",
                () -> sharing.grant(address, new MailboxName(mailbox), identifier.strip(), level.rights()));
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String revoke() {
        List<String> chosen = Arrays.asList(FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterValuesMap()
                .getOrDefault("chosen", new String[0]));
        List<Line> lines =
                getLines().stream().filter(line -> chosen.contains(line.key())).toList();
        if (lines.isEmpty()) {
            feedback.failed("access.none-chosen");
            return null;
        }
        return change("access.revoked", () -> {
            for (Line line : lines) {
                String who = line.denied() ? AclEntry.NEGATIVE + line.who() : line.who();
                sharing.revoke(address, new MailboxName(line.mailbox()), who);
            }
        });
    }

    private interface Change {
        void make() throws AdministrationException;
    }

    private @Nullable String change(String done, Change change) {
        try {
            change.make();
        } catch (AdministrationException refusal) {
            feedback.refused(refusal);
            mailboxes = null;
            return null;
        }
        feedback.done(done);
        return "/admin/accounts/access?faces-redirect=true&includeViewParams=true";
    }

    /** What others are given or denied, mailbox by mailbox. */
    public List<Line> getLines() {
        List<Line> lines = new ArrayList<>();
        for (MailboxSharing each : mailboxes()) {
            each.entries().forEach(entry -> lines.add(Line.of(each.name(), entry)));
        }
        return lines;
    }

    /** The names of the mailboxes. */
    public List<String> getMailboxes() {
        return mailboxes().stream().map(each -> each.name().value()).toList();
    }

    public List<Level> getLevels() {
        return List.of(Level.values());
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public String getMailbox() {
        return mailbox;
    }

    public void setMailbox(String mailbox) {
        this.mailbox = mailbox;
    }

    public String getIdentifier() {
        return identifier;
    }

    public void setIdentifier(@Nullable String identifier) {
        this.identifier = Optional.ofNullable(identifier).orElse("");
    }

    public Level getLevel() {
        return level;
    }

    public void setLevel(Level level) {
        this.level = level;
    }
}
