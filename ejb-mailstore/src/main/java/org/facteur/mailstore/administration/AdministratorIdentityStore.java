package org.facteur.mailstore.administration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

    /** Called by the specification's default for any credential, by its type. */
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        Secret password = new Secret(credential.getPasswordAsString());
        return administrators.verify(credential.getCaller(), password)
                ? new CredentialValidationResult(credential.getCaller(), Set.of(GROUP))
                : CredentialValidationResult.INVALID_RESULT;
    }
}
