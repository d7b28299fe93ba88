package org.facteur.mailstore.administration;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.Optional;
import org.facteur.api.account.Secret;
import org.facteur.mailstore.security.PasswordVerifier;
import org.facteur.mailstore.security.ScramKeys;

/** Knows who may administer the server. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(AdministrationBoundary.class)
public class AdministratorService {

    /** The administrator that every server has. */
    public static final String ADMIN = "admin";

    @Inject
    private AdministratorRepository administrators;

    @Inject
    private PasswordVerifier passwords;

    /** Whether this is an administrator and that the password. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public boolean verify(String name, Secret password) {
        return passwords.verify(administrators.find(name).map(Administrator::keys), password);
    }

    /** Whether the server has its administrator already. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public boolean exists() {
        return administrators.find(ADMIN).isPresent();
    }

    /** Sets the password of {@link #ADMIN}, who is made if need be. */
    public void setPassword(Secret password) {
        Optional<Administrator> admin = administrators.find(ADMIN);
        if (admin.isPresent()) {
            admin.get().changePassword(ScramKeys.of(password));
        } else {
            administrators.add(new Administrator(ADMIN, ScramKeys.of(password)));
        }
    }
}
