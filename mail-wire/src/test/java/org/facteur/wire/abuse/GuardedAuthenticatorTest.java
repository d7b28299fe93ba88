package org.facteur.wire.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Authenticator;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.ScramLogin;
import org.facteur.api.account.ScramProof;
import org.facteur.api.account.Secret;
import org.facteur.api.account.TokenLogin;
import org.junit.jupiter.api.Test;

class GuardedAuthenticatorTest {

    private static final Account ALICE = new Account(new AccountId(1), "alice@example.org");

    private final List<Judgement> judgements = new ArrayList<>();
    private int asked;
    private int recalled;
    private boolean forgetful;
    private Reason refusal = Reason.AUTHENTICATION_FAILED;

    /** Knows one password, and a token. */
    private final class Passwords implements Authenticator {
        @Override
        public Account authenticate(Credentials credentials) throws MailStoreException {
            asked++;
            if (!credentials.password().reveal().equals("right")) {
                throw new MailStoreException(refusal, "No");
            }
            return ALICE;
        }

        @Override
        public ScramLogin authenticateByScram(ScramProof proof) throws MailStoreException {
            asked++;
            throw new MailStoreException(refusal, "No");
        }

        @Override
        public boolean hasLoggedInFrom(String name, InetAddress client) throws MailStoreException {
            recalled++;
            if (forgetful) {
                throw new MailStoreException(Reason.UNAVAILABLE, "No");
            }
            return client.getHostAddress().equals("192.0.2.77");
        }

        @Override
        public Account authenticateByToken(TokenLogin login) {
            return ALICE;
        }
    }

    private Authenticator guarded = guarded(2);

    /** Time stands still. */
    private Authenticator guarded(int failures) {
        return new GuardedAuthenticator(
                new Passwords(),
                new AccountGuard(AbuseLimits.parse("accountFailedLogins=" + failures, List.of()), () -> 0),
                judgements::add);
    }

    private Account logIn(String password, int client) throws Exception {
        return guarded.authenticate(new Credentials("alice@example.org", new Secret(password), client(client)));
    }

    private static InetAddress client(int number) throws Exception {
        return InetAddress.getByName("192.0.2." + number);
    }

    private void refused(Reason reason, String password, int client) {
        assertThatThrownBy(() -> logIn(password, client))
                .asInstanceOf(type(MailStoreException.class))
                .extracting(MailStoreException::reason)
                .isEqualTo(reason);
    }

    @Test
    void aSuspendedLoginIsNotLookedAt() throws Exception {
        logIn("right", 1);
        refused(Reason.AUTHENTICATION_FAILED, "wrong", 2);
        assertThatThrownBy(() ->
                        guarded.authenticateByScram(new ScramProof("alice@example.org", "", new byte[32], client(3))))
                .isInstanceOf(MailStoreException.class);
        assertThat(asked).isEqualTo(3);
        refused(Reason.LOGIN_SUSPENDED, "right", 4);
        assertThat(asked).isEqualTo(3);
        assertThat(judgements).containsExactly(Judgement.SLOWED, Judgement.BLOCKED, Judgement.BLOCKED);
        assertThat(logIn("right", 1)).isEqualTo(ALICE);
    }

    @Test
    void whoHasLoggedInOnAnotherServerIsKnownHere() throws Exception {
        refused(Reason.AUTHENTICATION_FAILED, "wrong", 2);
        refused(Reason.AUTHENTICATION_FAILED, "wrong", 3);
        assertThat(logIn("right", 77)).isEqualTo(ALICE);
        refused(Reason.LOGIN_SUSPENDED, "right", 78);
    }

    @Test
    void anOldPasswordWhereTheOwnerIsKnownToAnotherServerSuspendsNothing() throws Exception {
        guarded = guarded(6);
        for (int i = 0; i < 50; i++) {
            refused(Reason.AUTHENTICATION_FAILED, "old", 77);
        }
        assertThat(judgements).hasSize(50).containsOnly(Judgement.TOLERATED);
        assertThat(recalled).as("once, and not before the third").isEqualTo(1);
        assertThat(logIn("right", 5)).as("new to the account").isEqualTo(ALICE);
    }

    @Test
    void aSingleFailureAllowedIsNotTheOwners() throws Exception {
        guarded = guarded(1);
        refused(Reason.AUTHENTICATION_FAILED, "old", 77);
        assertThat(judgements).containsExactly(Judgement.TOLERATED);
        assertThat(logIn("right", 5)).isEqualTo(ALICE);
    }

    @Test
    void whoFailsForTheFirstTimesCostsNoQuery() {
        guarded = guarded(6);
        refused(Reason.AUTHENTICATION_FAILED, "wrong", 1);
        refused(Reason.AUTHENTICATION_FAILED, "wrong", 2);
        assertThat(recalled).isZero();
        refused(Reason.AUTHENTICATION_FAILED, "wrong", 3);
        assertThat(recalled).isEqualTo(1);
        assertThat(judgements).containsExactly(Judgement.TOLERATED, Judgement.TOLERATED, Judgement.SLOWED);
    }

    @Test
    void aWrongPasswordIsWrongAndCountsIfNobodyCanSayWhoIsKnown() {
        forgetful = true;
        refused(Reason.AUTHENTICATION_FAILED, "wrong", 2);
        refused(Reason.AUTHENTICATION_FAILED, "wrong", 77);
        assertThat(judgements).containsExactly(Judgement.SLOWED, Judgement.BLOCKED);
    }

    @Test
    void aTokenOpensTheDoorForPasswords() throws Exception {
        refused(Reason.AUTHENTICATION_FAILED, "wrong", 2);
        refused(Reason.AUTHENTICATION_FAILED, "wrong", 3);
        refused(Reason.LOGIN_SUSPENDED, "right", 4);
        guarded.authenticateByToken(new TokenLogin("", new Secret("token"), client(4)));
        assertThat(logIn("right", 4)).isEqualTo(ALICE);
    }

    @Test
    void aStoreThatIsGoneCountsNothing() throws Exception {
        refusal = Reason.UNAVAILABLE;
        for (int i = 0; i < 10; i++) {
            refused(Reason.UNAVAILABLE, "wrong", i);
        }
        assertThat(judgements).isEmpty();
        assertThat(logIn("right", 20)).isEqualTo(ALICE);
    }
}
