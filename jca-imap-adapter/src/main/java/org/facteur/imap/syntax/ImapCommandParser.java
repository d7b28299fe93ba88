package org.facteur.imap.syntax;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.TaggedCommand;
import org.facteur.imap.framing.FramedCommand;

/**
 * Turns a framed command into its value: {@code command = tag SP name arguments} (RFC 3501 section 9). Stateless, and
 * shared by all connections; whether the command may come in the present state is not asked here.
 */
public final class ImapCommandParser {

    /** Every command there is; one that is added is added here. */
    private static final List<CommandSyntax> COMMANDS = List.of(
            new AppendSyntax(),
            new AuthenticateSyntax(),
            new CancelUpdateSyntax(),
            new CapabilitySyntax(),
            new CheckSyntax(),
            new CloseSyntax(),
            new CompressSyntax(),
            new CopySyntax(),
            new CreateSyntax(),
            new DeleteAclSyntax(),
            new DeleteSyntax(),
            new EnableSyntax(),
            new ExamineSyntax(),
            new ExpungeSyntax(),
            new FetchSyntax(),
            new GenUrlAuthSyntax(),
            new GetAclSyntax(),
            new GetMetadataSyntax(),
            new GetQuotaRootSyntax(),
            new GetQuotaSyntax(),
            new IdSyntax(),
            new IdleSyntax(),
            new LanguageSyntax(),
            new ListRightsSyntax(),
            new ListSyntax(),
            new LoginSyntax(),
            new LogoutSyntax(),
            new LsubSyntax(),
            new MoveSyntax(),
            new MyRightsSyntax(),
            new NamespaceSyntax(),
            new NoopSyntax(),
            new NotifySyntax(),
            new RenameSyntax(),
            new SearchMailboxesSyntax(),
            new ReplaceSyntax(),
            new ResetKeySyntax(),
            new SearchSyntax(),
            new SelectSyntax(),
            new SetAclSyntax(),
            new SetMetadataSyntax(),
            new SetQuotaSyntax(),
            new SortSyntax(),
            new StartTlsSyntax(),
            new StatusSyntax(),
            new StoreSyntax(),
            new SubscribeSyntax(),
            new ThreadSyntax(),
            new UnauthenticateSyntax(),
            new UnselectSyntax(),
            new UnsubscribeSyntax(),
            new UrlFetchSyntax());

    private final Map<String, CommandSyntax> commands = new HashMap<>();

    public ImapCommandParser() {
        Map<String, UidCommandSyntax> withUid = new HashMap<>();
        for (CommandSyntax syntax : COMMANDS) {
            register(syntax);
            if (syntax instanceof UidCommandSyntax uidSyntax) {
                withUid.put(syntax.name(), uidSyntax);
            }
        }
        register(new UidSyntax(withUid));
    }

    /**
     * The command that the octets say. A message in it belongs to the framed command, which the caller closes.
     *
     * @param utf8 whether names and quoted strings are in UTF-8 (RFC 6855 section 3)
     * @throws ImapSyntaxException with the answer, tagged if the command has got a legal tag
     */
    public TaggedCommand parse(FramedCommand framed, boolean utf8) throws ImapSyntaxException {
        ImapDecoder in = new ImapDecoder(framed, utf8);
        in.expectTag();
        in.expectSp();
        CommandSyntax syntax = commands.get(in.expectKeyword("the name of a command"));
        if (syntax == null) {
            throw in.bad("There is no such command");
        }
        ImapCommand command = syntax.parse(in);
        in.expectEnd();
        return new TaggedCommand(in.tag(), command);
    }

    private void register(CommandSyntax syntax) {
        if (commands.put(syntax.name(), syntax) != null) {
            throw new IllegalStateException("Two syntaxes for " + syntax.name());
        }
    }
}
