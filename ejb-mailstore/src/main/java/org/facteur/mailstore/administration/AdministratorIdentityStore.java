package org.facteur.mailstore.administration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import org.facteur.api.account.Secret;

/** The administrators as an identity store of Jakarta Security: each is in the group {@value #GROUP}. */
@ApplicationScoped
public class AdministratorIdentityStore implements IdentityStore {

    public static final String GROUP = "admin";

    @Inject
    private AdministratorService administrators;

    /** Says that nothing is validated while the database does not answer: the password may well be right. */
    @Override
    public CredentialValidationResult validate(Credential credential) {
        if (!(credential instanceof UsernamePasswordCredential login)) {
            return CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
        try {
            return administrators.verify(login.getCaller(), new Secret(login.getPasswordAsString()))
                    ? new CredentialValidationResult(login.getCaller(), Set.of(GROUP))
                    : CredentialValidationResult.INVALID_RESULT;
        } catch (StoreUnavailableException unavailable) {
            return CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
    }
}
