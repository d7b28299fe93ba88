package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.facteur.api.MailStoreException;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.AnnotationQuery;
import org.facteur.api.mailbox.AnnotationQuery.Depth;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.imap.command.ImapCommand.ListMailboxes;
import org.facteur.imap.command.ListReturn;
import org.facteur.imap.handler.MailboxHierarchy.Listed;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a LIST: a line for each name, and behind it what else the client wants to know of that mailbox. All of it comes
 * with the names, but annotations, which may be long: they are read for some names at a time, as the client takes them.
 */
final class ListReply implements Reply {

    private final ListMailboxes command;
    private final ClientState client;
    private final MailboxHierarchy mailboxes;
    private final List<Listed> listed;
    private final StatusAnswer status;
    private final AnnotationQuery query;
    private Map<MailboxName, List<Annotation>> annotations = Map.of();
    /** Mailboxes whose annotations are asked for next: no more than twice what was answered last, the others were measured in vain. */
    private int atOnce = ImapListener.MAX_ANNOTATED;

    private int next;
    private @Nullable Completion failure;

    private ListReply(
            ListMailboxes command,
            ClientState client,
            MailboxHierarchy mailboxes,
            List<Listed> listed,
            StatusAnswer status) {
        this.command = command;
        this.client = client;
        this.mailboxes = mailboxes;
        this.listed = listed;
        this.status = status;
        this.query = new AnnotationQuery(command.annotations(), Depth.ZERO);
    }

    static ListReply to(ListMailboxes command, ClientState client) throws MailStoreException {
        MailboxHierarchy mailboxes = new MailboxHierarchy(client.store().list(client.account()));
        List<Listed> listed = mailboxes.matching(command).toList();
        List<MailboxStatus> statuses = new ArrayList<>();
        if (!command.status().isEmpty()) {
            for (Listed each : listed) {
                MailboxStatus known = each.mailbox().status();
                if (known != null) {
                    statuses.add(known);
                }
            }
        }
        StatusAnswer status = StatusAnswer.about(statuses, command.status(), client);
        return new ListReply(command, client, mailboxes, listed, status);
    }

    @Override
    public boolean writeNext(ResponseWriter out) {
        while (next < listed.size() && out.written() < PIECE) {
            try {
                readAnnotations();
            } catch (MailStoreException e) {
                failure = client.failed(e);
                return false;
            }
            write(listed.get(next++), out);
        }
        return next < listed.size();
    }

    /** Of the next names, if what was read before does not hold those of the next one. */
    private void readAnnotations() throws MailStoreException {
        MailboxListing mailbox = listed.get(next).mailbox();
        if (command.annotations().isEmpty() || !mailbox.exists() || annotations.containsKey(mailbox.name())) {
            return;
        }
        List<MailboxName> names = listed.subList(next, listed.size()).stream()
                .map(Listed::mailbox)
                .filter(MailboxListing::exists)
                .map(MailboxListing::name)
                .limit(atOnce)
                .toList();
        annotations = client.store().annotations(client.account(), names, query);
        atOnce = Math.min(ImapListener.MAX_ANNOTATED, 2 * Math.max(1, annotations.size()));
    }

    private void write(Listed each, ResponseWriter out) {
        MailboxListing mailbox = each.mailbox();
        out.write(mailboxes.line(each, command));
        if (mailbox.exists() && command.returned().contains(ListReturn.MYRIGHTS)) {
            out.write(new ImapResponse.MyRights(mailbox.name(), mailbox.rights()));
        }
        MailboxStatus known = mailbox.status();
        if (known != null && !command.status().isEmpty()) {
            out.write(status.of(known));
        }
        if (mailbox.exists() && !command.annotations().isEmpty()) {
            List<Annotation> found = annotations.getOrDefault(mailbox.name(), List.of());
            out.write(new ImapResponse.Metadata(mailbox.name(), AnnotationAnswer.complete(query, found)));
        }
    }

    @Override
    public Completion completion() {
        return failure == null ? Completion.ok("LIST completed") : failure;
    }
}
