package org.facteur.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.facteur.mailstore.account.AccountQuery;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.account.AccountSummary;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.DomainSummary;
import org.facteur.mailstore.domain.Quota;
import org.junit.jupiter.api.Test;

class AccountsViewTest {

    private final ManyAccounts accounts = new ManyAccounts(60);
    private final AccountsView view = new AccountsView(accounts, new OneDomain());

    @Test
    void aPageIsAllThatIsLoaded() {
        view.setPage(2);
        view.load();

        assertThat(view.getAccounts()).hasSize(AccountsView.ROWS);
        assertThat(view.getFrom()).isEqualTo(26);
        assertThat(view.getTo()).isEqualTo(50);
        assertThat(view.getPages()).isEqualTo(3);
    }

    @Test
    void aPageBeyondTheLastIsTheLast() {
        view.setPage(99);
        view.load();

        assertThat(view.getPage()).isEqualTo(3);
        assertThat(view.getTo()).isEqualTo(60);
    }

    @Test
    void aPageBeforeTheFirstIsTheFirst() {
        view.setPage(-1);
        view.load();

        assertThat(view.getPage()).isEqualTo(1);
    }

    @Test
    void filterDomainAndOrderAreAskedFor() {
        view.setFilter("  li ");
        view.setDomain("example.test");
        view.setSort("-used");
        view.load();

        assertThat(accounts.asked)
                .isEqualTo(new AccountQuery("li", "example.test", 0, AccountsView.ROWS, AccountQuery.Sort.USED, true));
    }

    @Test
    void anOrderThatDoesNotExistIsByAddress() {
        view.setSort("colour");
        view.load();

        assertThat(accounts.asked.sort()).isEqualTo(AccountQuery.Sort.ADDRESS);
    }

    @Test
    void aHeadingTurnsTheOrderRound() {
        assertThat(view.orderBy("address")).isEqualTo("-address");
        assertThat(view.orderBy("used")).isEqualTo("used");

        view.setSort("-used");
        assertThat(view.orderBy("used")).isEqualTo("used");
    }

    private static final class ManyAccounts extends AccountService {

        private final int total;
        private AccountQuery asked = AccountQuery.all();

        ManyAccounts(int total) {
            this.total = total;
        }

        @Override
        public List<AccountSummary> page(AccountQuery query) {
            asked = query;
            return IntStream.range(query.first(), Math.min(total, query.first() + query.count()))
                    .mapToObj(i -> new AccountSummary(
                            i + "@example.test", "example.test", Quota.NONE, Quota.NONE, 0, 0, true, Instant.EPOCH))
                    .toList();
        }

        @Override
        public long count(AccountQuery query) {
            return total;
        }
    }

    private static final class OneDomain extends DomainService {

        @Override
        public List<DomainSummary> list() {
            return List.of(new DomainSummary("example.test", 60, Quota.NONE, Instant.EPOCH));
        }
    }
}
