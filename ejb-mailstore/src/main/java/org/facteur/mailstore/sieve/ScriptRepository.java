package org.facteur.mailstore.sieve;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.facteur.api.account.AccountId;
import org.facteur.api.sieve.ScriptName;

/** The scripts of all accounts. */
public interface ScriptRepository {

    void add(StoredScript script);

    /** Removes a script at once, so that its name is free for the next. */
    void remove(StoredScript script);

    Optional<StoredScript> find(AccountId account, ScriptName name);

    /** Whether there is a script of that name, without its octets. */
    Optional<Long> idOf(AccountId account, ScriptName name);

    /** The names of an account's scripts, each with its id, in no order. */
    Map<ScriptName, Long> names(AccountId account);

    /** The octets of those of the scripts that there are. */
    Map<Long, byte[]> octets(Collection<Long> ids);

    long count(AccountId account);
}
