package org.facteur.mailstore.administration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import org.facteur.api.account.Secret;

/** Lets those in who have the {@link MaintenanceKey}, as administrators. */
@ApplicationScoped
public class MaintenanceIdentityStore implements IdentityStore {

    /** Before that of the administrators, for whom a password costs a key derivation. */
    private static final int PRIORITY = 10;

    @Inject
    private MaintenanceKey key;

    @Override
    public CredentialValidationResult validate(Credential credential) {
        boolean isKey = credential instanceof UsernamePasswordCredential login
                && login.getCaller().equals(MaintenanceKey.NAME)
                && key.matches(new Secret(login.getPasswordAsString()));
        return isKey
                ? new CredentialValidationResult(MaintenanceKey.NAME, Set.of(AdministratorIdentityStore.GROUP))
                : CredentialValidationResult.NOT_VALIDATED_RESULT;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }
}
