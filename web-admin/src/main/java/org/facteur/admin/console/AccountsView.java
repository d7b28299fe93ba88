package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import org.facteur.mailstore.account.AccountQuery;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.account.AccountSummary;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.DomainSummary;
import org.jspecify.annotations.Nullable;

/**
 * {@code accounts.xhtml}: a page of the accounts. Filter, order and page number are in its address, so that it can be
 * kept, sent to somebody, and left and come back to.
 */
@Named
@RequestScoped
public class AccountsView extends NumberedPages {

    private static final String DESCENDING = "-";

    private final AccountService service;
    private final DomainService domainService;

    private @Nullable String sort;

    private List<DomainSummary> domains = List.of();
    private List<AccountSummary> accounts = List.of();

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected AccountsView() {
        this(null, null);
    }

    @Inject
    public AccountsView(AccountService service, DomainService domainService) {
        this.service = service;
        this.domainService = domainService;
    }

    /** Reads what the address asks for, {@value #ROWS} accounts and no more; a page beyond the last is the last. */
    public void load() {
        domains = domainService.list();
        found(service.count(query(0)));
        accounts = service.page(query(first()));
    }

    private AccountQuery query(int first) {
        return new AccountQuery(part(), getDomain(), first, ROWS, order(), isDescending());
    }

    /** An order that does not exist is no error: the address is a person's to write. */
    private AccountQuery.Sort order() {
        for (AccountQuery.Sort order : AccountQuery.Sort.values()) {
            if (order.name().toLowerCase(Locale.ROOT).equals(getOrder())) {
                return order;
            }
        }
        return AccountQuery.Sort.ADDRESS;
    }

    /** What the accounts are ordered by, as the address says it, without direction. */
    public String getOrder() {
        if (sort == null) {
            return "address";
        }
        return sort.startsWith(DESCENDING) ? sort.substring(DESCENDING.length()) : sort;
    }

    public boolean isDescending() {
        return sort != null && sort.startsWith(DESCENDING);
    }

    /** The order that a column's heading leads to: its own, and the other way round when it is that already. */
    public String orderBy(String column) {
        return column.equals(getOrder()) && !isDescending() ? DESCENDING + column : column;
    }

    public List<DomainSummary> getDomains() {
        return domains;
    }

    public List<AccountSummary> getAccounts() {
        return accounts;
    }

    public @Nullable String getSort() {
        return sort;
    }

    public void setSort(@Nullable String sort) {
        this.sort = sort;
    }
}
