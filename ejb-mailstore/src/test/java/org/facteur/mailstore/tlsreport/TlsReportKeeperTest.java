package org.facteur.mailstore.tlsreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.facteur.mailstore.persistence.ServerLease;
import org.junit.jupiter.api.Test;

/** The clock that has reports sent and read. */
class TlsReportKeeperTest {

    private int calls;

    private final ReceivedReports nothing = new ReceivedReports() {
        @Override
        void read(Instant now) {}
    };

    private final ReportSender broken = new ReportSender() {
        @Override
        Result sendNext(Optional<String> destination, InstantSource clock) {
            calls++;
            throw new StackOverflowError();
        }
    };

    @Test
    void aFailureIsNotTheEndOfTheClock() {
        TlsReportKeeper keeper = new TlsReportKeeper(broken, nothing, new ServerLease());

        keeper.look();
        keeper.look();
        assertThat(calls).isEqualTo(2);
    }
}
