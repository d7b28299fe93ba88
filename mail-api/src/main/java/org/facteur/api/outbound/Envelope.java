package org.facteur.api.outbound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.RcptTo;

/**
 * In whose name a message goes, and to whom, with what is asked for it and for each recipient.
 *
 * <pre>{@code
 * Envelope.from("shop@example.org").to("alice@example.org", "bob@example.com")
 * }</pre>
 *
 * @param mailFrom who hears of failures, and options such as {@link MailParameters#holdUntil} or {@link MailParameters#ret}
 * @param rcptTo recipients, of which a later one with the address of an earlier one counts for nothing
 */
public record Envelope(MailFrom mailFrom, List<RcptTo> rcptTo) {

    public Envelope {
        rcptTo = List.copyOf(rcptTo);
    }

    /** @param sender an address, or an empty text if nobody is to hear of failures */
    public static Envelope from(String sender) {
        return new Envelope(MailFrom.of(sender), List.of());
    }

    /** The same with other options. */
    public Envelope with(MailParameters parameters) {
        return new Envelope(new MailFrom(mailFrom.reversePath(), parameters), rcptTo);
    }

    /** The same with more recipients. */
    public Envelope to(String... addresses) {
        return to(Arrays.stream(addresses).map(RcptTo::of).toList());
    }

    /** The same with one more recipient, for whom something is asked, such as reports. */
    public Envelope to(RcptTo recipient) {
        return to(List.of(recipient));
    }

    private Envelope to(List<RcptTo> more) {
        List<RcptTo> all = new ArrayList<>(rcptTo);
        all.addAll(more);
        return new Envelope(mailFrom, all);
    }
}
