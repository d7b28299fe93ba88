package org.facteur.imap.handler;

import java.util.List;
import java.util.function.LongSupplier;
import org.facteur.imap.session.HandlerRegistry;

/** Every handler there is: a new command is a class of its own and a line here. */
public final class ImapHandlers {

    private ImapHandlers() {}

    /** A registry of them; the order is that of their capabilities. */
    public static HandlerRegistry registry() {
        return registry(System::nanoTime);
    }

    /** @param clock nanoseconds */
    public static HandlerRegistry registry(LongSupplier clock) {
        return new HandlerRegistry(List.of(
                // In any state
                new CapabilityHandler(),
                new NoopHandler(),
                new LogoutHandler(),
                new IdHandler(),
                new LanguageHandler(),
                // Not authenticated
                new StartTlsHandler(),
                new LoginHandler(),
                new AuthenticateHandler(),
                // Authenticated
                new EnableHandler(),
                new CompressHandler(),
                new UnauthenticateHandler(),
                new SelectHandler(),
                new ExamineHandler(),
                new CreateHandler(),
                new DeleteHandler(),
                new RenameHandler(),
                new SubscribeHandler(),
                new UnsubscribeHandler(),
                new ListMailboxesHandler(),
                new ListSubscribedHandler(),
                new NamespaceHandler(),
                new StatusHandler(),
                new SearchMailboxesHandler(clock),
                new GetAclHandler(),
                new SetAclHandler(),
                new DeleteAclHandler(),
                new ListRightsHandler(),
                new MyRightsHandler(),
                new GetMetadataHandler(),
                new SetMetadataHandler(),
                new GetQuotaHandler(),
                new GetQuotaRootHandler(),
                new SetQuotaHandler(),
                new AppendHandler(),
                new GenUrlAuthHandler(),
                new UrlFetchHandler(),
                new ResetKeyHandler(),
                new IdleHandler(),
                new NotifyHandler(clock),
                // Selected
                new CheckHandler(),
                new CloseHandler(),
                new UnselectHandler(),
                new ExpungeHandler(),
                new SearchHandler(),
                new SortHandler(),
                new CancelUpdateHandler(),
                new ThreadHandler(),
                new FetchHandler(),
                new StoreHandler(),
                new AnnotateHandler(),
                new CopyHandler(),
                new MoveHandler(),
                new ReplaceHandler()));
    }
}
