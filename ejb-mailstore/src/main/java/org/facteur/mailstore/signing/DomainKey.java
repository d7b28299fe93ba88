package org.facteur.mailstore.signing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Optional;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.mailstore.domain.Domain;
import org.jspecify.annotations.Nullable;

/**
 * A key with which a domain signs its mail. It is made, signs from some moment on, and retires, when its private half is forgotten;
 * the record of its public half stays in the name system for some time after that.
 */
@Entity
@Table(name = "signing_key")
public class DomainKey {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "signing_key_seq")
    @SequenceGenerator(name = "signing_key_seq", sequenceName = "signing_key_seq", allocationSize = 10)
    private long id;

    @Column(name = "domain_id")
    private long domainId;

    private String selector = "";

    @Enumerated(EnumType.STRING)
    private SigningAlgorithm algorithm = SigningAlgorithm.RSA_SHA256;

    @Enumerated(EnumType.STRING)
    private KeyState state = KeyState.PENDING;

    /** PKCS #8. */
    @Column(name = "private_key")
    private byte @Nullable [] privateKey;

    /** SubjectPublicKeyInfo of X.509. */
    @Column(name = "public_key")
    private byte[] publicKey = {};

    private Instant created = Instant.EPOCH;
    private @Nullable Instant activated;
    private @Nullable Instant retired;

    /** For JPA. */
    protected DomainKey() {}

    DomainKey(Domain domain, String selector, SigningAlgorithm algorithm, KeyPair pair, Instant created) {
        this.domainId = domain.id();
        this.selector = selector;
        this.algorithm = algorithm;
        this.privateKey = pair.getPrivate().getEncoded();
        this.publicKey = pair.getPublic().getEncoded();
        this.created = created;
    }

    String selector() {
        return selector;
    }

    SigningAlgorithm algorithm() {
        return algorithm;
    }

    KeyState state() {
        return state;
    }

    byte[] publicKey() {
        return publicKey;
    }

    Instant created() {
        return created;
    }

    Optional<Instant> activated() {
        return Optional.ofNullable(activated);
    }

    Optional<Instant> retired() {
        return Optional.ofNullable(retired);
    }

    /** From now on it signs, unless it has retired. */
    void activate(Instant now) {
        if (state == KeyState.PENDING) {
            state = KeyState.ACTIVE;
            activated = now;
        }
    }

    /** From now on it does not sign. */
    void retire(Instant now) {
        if (state == KeyState.ACTIVE) {
            state = KeyState.RETIRED;
            retired = now;
            privateKey = null;
        }
    }
}
