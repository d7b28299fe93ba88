package org.facteur.benchmarks.store;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.pop3.Maildrop;
import org.facteur.mailstore.harness.Database;
import org.facteur.mailstore.harness.LargeMailbox;
import org.facteur.mailstore.harness.TestStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A login by POP3: the lock of the maildrop, and the list of its messages. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@SuppressWarnings("NullAway.Init") // the harness sets its parameters, and then calls @Setup
public class MaildropOpeningBenchmark {

    @Param({"H2", "POSTGRESQL"})
    private Database database;

    @Param({"1000", "100000"})
    private int messages;

    private TestStore store;
    private AccountId account;
    private MailboxId inbox;

    @Setup
    public void fill() throws SQLException {
        store = TestStore.open(database);
        account = store.account("benchmark");
        inbox = store.inbox(account);
        LargeMailbox.fill(store, database, inbox, messages);
    }

    @TearDown
    public void close() {
        store.close();
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @Warmup(iterations = 2, time = 2)
    @Measurement(iterations = 3, time = 3)
    public Maildrop open() throws MailStoreException {
        Maildrop maildrop = store.pop3.open(account);
        store.pop3.abandon(maildrop.lock());
        return maildrop;
    }
}
