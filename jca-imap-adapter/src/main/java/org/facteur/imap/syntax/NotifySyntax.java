package org.facteur.imap.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.facteur.imap.command.EventGroup;
import org.facteur.imap.command.EventGroup.Event;
import org.facteur.imap.command.FetchItem;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.MailboxFilter;
import org.facteur.imap.response.ResponseCode;

/**
 * RFC 5465 section 8.
 *
 * <pre>
 * notify       = "NOTIFY" SP ("SET" [SP "STATUS"] SP event-group *(SP event-group) / "NONE")
 * event-group  = "(" ("selected-delayed" / filter-mailboxes) SP events ")"
 * events       = "(" event *(SP event) ")" / "NONE"
 * event        = "MessageNew" [SP "(" fetch-att *(SP fetch-att) ")"] / "MessageExpunge" / "FlagChange" / "AnnotationChange" /
 *                "MailboxName" / "SubscriptionChange" / "MailboxMetadataChange" / "ServerMetadataChange"
 * </pre>
 */
final class NotifySyntax implements CommandSyntax {

    /** Groups of one command. */
    static final int MAX_GROUPS = 100;

    private static final List<String> EVENTS =
            Arrays.stream(Event.values()).map(Event::wireName).toList();

    @Override
    public String name() {
        return "NOTIFY";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        if (in.keyword("NONE")) {
            return ImapCommand.Notify.NONE;
        }
        if (!in.keyword("SET")) {
            throw in.bad("Either SET or NONE");
        }
        in.expectSp();
        boolean status = in.keyword("STATUS");
        if (status) {
            in.expectSp();
        }
        List<EventGroup> groups = new ArrayList<>();
        in.expectRepeated(() -> groups.add(expectGroup(in, groups.size())));
        if (groups.stream().filter(EventGroup::isOfSelected).count() > 1) {
            throw in.bad("One group can be about the selected mailbox");
        }
        return new ImapCommand.Notify(groups, status);
    }

    private static EventGroup expectGroup(ImapDecoder in, int before) throws ImapSyntaxException {
        if (before == MAX_GROUPS) {
            throw in.no(ResponseCode.Word.LIMIT, "At most " + MAX_GROUPS + " groups");
        }
        in.expectSpecial('(');
        MailboxFilter mailboxes = in.keyword("SELECTED-DELAYED")
                ? new MailboxFilter.Selected(true)
                : MailboxFilterSyntax.expectFilter(in);
        in.expectSp();
        Set<Event> events = EnumSet.noneOf(Event.class);
        List<FetchItem> fetched = new ArrayList<>();
        if (!in.keyword("NONE")) {
            in.expectList(() -> events.add(expectEvent(in, fetched)));
        }
        in.expectSpecial(')');
        EventGroup group = new EventGroup(mailboxes, events, fetched);
        check(in, group);
        return group;
    }

    private static Event expectEvent(ImapDecoder in, List<FetchItem> fetched) throws ImapSyntaxException {
        Event event = Event.named(in.expectAtom("an event"))
                .orElseThrow(() -> in.no(new ResponseCode.BadEvent(EVENTS), "There is no such event here"));
        if (event == Event.MESSAGE_NEW && in.nextAre(" (")) {
            in.expectSp();
            in.expectList(() -> fetched.add(FetchSyntax.expectItem(in)));
        }
        return event;
    }

    /** What RFC 5465 section 5 wants answered with BAD. */
    private static void check(ImapDecoder in, EventGroup group) throws ImapSyntaxException {
        Set<Event> events = group.events();
        if (events.contains(Event.MESSAGE_NEW) != events.contains(Event.MESSAGE_EXPUNGE)) {
            throw in.bad("MessageNew and MessageExpunge go together");
        }
        if ((events.contains(Event.FLAG_CHANGE) || events.contains(Event.ANNOTATION_CHANGE))
                && !events.contains(Event.MESSAGE_NEW)) {
            throw in.bad("FlagChange and AnnotationChange go with MessageNew and MessageExpunge");
        }
        if (group.isOfSelected() && !events.stream().allMatch(Event::isOfMessage)) {
            throw in.bad("Of the selected mailbox only its messages are told");
        }
        if (!group.isOfSelected() && !group.fetched().isEmpty()) {
            throw in.bad("Only of the selected mailbox can messages be fetched");
        }
    }
}
