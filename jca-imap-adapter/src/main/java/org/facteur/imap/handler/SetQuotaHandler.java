package org.facteur.imap.handler;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.QuotaResource;
import org.facteur.imap.command.ImapCommand.SetQuota;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** SETQUOTA (RFC 9208 section 4.1.4), for administrators. */
final class SetQuotaHandler implements CommandHandler<SetQuota> {

    @Override
    public Class<SetQuota> command() {
        return SetQuota.class;
    }

    @Override
    public CommandRules rules(SetQuota command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.isAdministrator() ? List.of("QUOTASET") : List.of();
    }

    @Override
    public Reply handle(SetQuota command, ClientState client) throws MailStoreException {
        Map<QuotaResource, Long> limits = new EnumMap<>(QuotaResource.class);
        command.limits().forEach((resource, limit) -> limits.put(resource, limit * ImapResponse.Quota.unit(resource)));
        return Reply.of(
                Completion.ok("SETQUOTA completed"),
                new ImapResponse.Quota(client.store().setQuota(client.account(), command.root(), limits)));
    }
}
