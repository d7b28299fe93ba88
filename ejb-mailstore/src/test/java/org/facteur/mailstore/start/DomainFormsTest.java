package org.facteur.mailstore.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.Secret;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.Quota;
import org.facteur.mailstore.harness.Database;
import org.facteur.mailstore.harness.TestStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DomainFormsTest {

    private static final String UNICODE = "b\u00fccher.example";
    private static final String ASCII = "xn--bcher-kva.example";

    @ParameterizedTest
    @EnumSource(Database.class)
    void aDomainOfAnOlderVersionIsKnownByItsALabels(Database database) throws Exception {
        try (TestStore store = TestStore.open(database)) {
            AccountId alice = store.account("alice");
            store.required(() -> store.bean(DomainService.class).create(ASCII));
            AccountId account = store.account("j\u00f6rg", ASCII, Quota.NONE);
            asOlderVersionsHadIt(store);

            for (int start = 0; start < 2; start++) {
                DomainForms.bringUpToDate(store.dataSource());
            }

            assertThat(store.imap
                            .authenticate(new Credentials(
                                    "j\u00f6rg@" + UNICODE, new Secret("j\u00f6rg"), InetAddress.getLoopbackAddress()))
                            .id())
                    .isEqualTo(account);
            assertThat(store.login("alice").id()).isEqualTo(alice);
            assertThat(store.number("SELECT COUNT(*) FROM domain WHERE name = '" + ASCII + "'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aDomainThatIsThereInBothFormsStaysAsItIs(Database database) throws Exception {
        try (TestStore store = TestStore.open(database)) {
            store.required(() -> store.bean(DomainService.class).create(ASCII));
            asOlderVersionsHadIt(store);
            store.required(() -> store.bean(DomainService.class).create(ASCII));

            DomainForms.bringUpToDate(store.dataSource());

            assertThat(store.number("SELECT COUNT(*) FROM domain WHERE name LIKE 'b%' OR name = '" + ASCII + "'"))
                    .isEqualTo(2);
        }
    }

    private static void asOlderVersionsHadIt(TestStore store) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE account SET address = local_part || '@" + UNICODE
                    + "' WHERE domain_id IN (SELECT id FROM domain WHERE name = '" + ASCII + "')");
            statement.executeUpdate("UPDATE domain SET name = '" + UNICODE + "' WHERE name = '" + ASCII + "'");
        }
    }
}
