package org.facteur.mailstore.sieve;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.facteur.api.account.AccountId;
import org.facteur.api.sieve.ScriptName;

/**
 * A script that the owner of an account has put. Its octets never change, so that what has been made of them can be kept by
 * its id; one that takes its place is another row. Whoever changes the scripts of an account holds the lock of the account,
 * whose row says which script is active.
 */
@Entity
@Table(name = "sieve_script")
public class StoredScript {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "sieve_script_seq")
    @SequenceGenerator(name = "sieve_script_seq", sequenceName = "sieve_script_seq", allocationSize = 10)
    private long id;

    @Column(name = "account_id")
    private long accountId;

    private String name = "";
    private byte[] octets = new byte[0];

    /** For JPA. */
    protected StoredScript() {}

    public StoredScript(AccountId account, ScriptName name, byte[] octets) {
        this.accountId = account.value();
        this.name = name.value();
        this.octets = octets;
    }

    public long id() {
        return id;
    }

    public AccountId account() {
        return new AccountId(accountId);
    }

    public ScriptName name() {
        return new ScriptName(name);
    }

    /** Not to be changed. */
    public byte[] octets() {
        return octets;
    }

    void rename(ScriptName name) {
        this.name = name.value();
    }
}
