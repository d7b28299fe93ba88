package org.facteur.mailstore.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.AclEntry;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.Rights;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.administration.AdministrationException.Kind;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharingContractTest extends StoreContract {

    private static final MailboxName ARCHIVE = new MailboxName("Archive");
    private static final Rights READ = Rights.parse("lrs").orElseThrow();

    private String owner = "";
    private String friend = "";
    private AccountId alice = new AccountId(0);
    private AccountId bob = new AccountId(0);

    @BeforeEach
    void people() {
        owner = name();
        friend = name();
        alice = store.account(owner);
        bob = store.account(friend);
    }

    private static SharingService service() {
        return store.bean(SharingService.class);
    }

    private AclEntry grant(MailboxName mailbox, String identifier, Rights rights) throws AdministrationException {
        return store.administer(() -> service().grant(address(owner), mailbox, identifier, rights));
    }

    private boolean revoke(MailboxName mailbox, String identifier) throws AdministrationException {
        return store.administer(() -> {
            service().revoke(address(owner), mailbox, identifier);
            return true;
        });
    }

    private static List<MailboxSharing> list(String name) throws AdministrationException {
        return store.administer(() -> service().list(address(name)));
    }

    private List<AclEntry> acl() throws AdministrationException {
        return store.administer(() -> service().acl(address(owner), ARCHIVE));
    }

    private static void refused(Kind kind, String field, ThrowingCallable call) {
        assertThatExceptionOfType(AdministrationException.class)
                .isThrownBy(call)
                .satisfies(refusal -> {
                    assertThat(refusal.kind()).isEqualTo(kind);
                    assertThat(refusal.field()).isEqualTo(field);
                });
    }

    @Test
    void whatIsGrantedIsSeenByIt() throws Exception {
        List<Object> told = new ArrayList<>();
        try (var watch = store.imap.watch(mailbox(alice, "Archive"), told::add)) {
            grant(ARCHIVE, address(friend), READ);
        }
        grant(MailboxName.INBOX, "-anyone", Rights.parse("w").orElseThrow());

        assertThat(told).hasSize(1);
        assertThat(store.imap.rights(bob, new MailboxName("Other users/" + address(owner) + "/Archive")))
                .isEqualTo(READ);
        assertThat(acl())
                .containsExactly(new AclEntry(address(owner), Rights.ALL), new AclEntry(address(friend), READ));
        List<MailboxSharing> all = list(owner);
        assertThat(all)
                .extracting(each -> each.name().value())
                .contains("INBOX", "Archive", "Trash")
                .isSorted();
        assertThat(all).filteredOn(each -> !each.entries().isEmpty()).hasSize(2);
        assertThat(all).contains(new MailboxSharing(ARCHIVE, List.of(new AclEntry(address(friend), READ))));
    }

    @Test
    void whatIsTakenAwayIsGone() throws Exception {
        grant(ARCHIVE, address(friend), READ);
        revoke(ARCHIVE, address(friend));
        assertThat(acl()).hasSize(1);
        refused(Kind.NOT_FOUND, null, () -> revoke(ARCHIVE, address(friend)));
    }

    @Test
    void whatCannotBeIsRefused() {
        refused(Kind.INVALID, "identifier", () -> grant(ARCHIVE, address(owner), READ));
        refused(Kind.INVALID, "identifier", () -> grant(ARCHIVE, "nobody", READ));
        refused(Kind.INVALID, "rights", () -> grant(ARCHIVE, address(friend), Rights.NONE));
        refused(Kind.NOT_FOUND, null, () -> grant(new MailboxName("None"), address(friend), READ));
        refused(Kind.NOT_FOUND, null, () -> list("nobody"));
    }

    @Test
    void aListOfAllTakesFourStatementsHoweverManyShareThem() throws Exception {
        grant(ARCHIVE, address(friend), READ);
        for (int i = 0; i < 5; i++) {
            String other = name();
            store.account(other);
            grant(MailboxName.INBOX, address(other), READ);
        }
        store.statements().clear();
        list(owner);
        assertThat(store.statements().statements())
                .as("account, lines, names, mailboxes")
                .hasSize(4);
    }
}
