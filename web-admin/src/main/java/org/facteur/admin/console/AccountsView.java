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
public class AccountsView {

    static final int ROWS = 25;

    private static final String DESCENDING = "-";

    private final AccountService service;
    private final DomainService domainService;

    private @Nullable String filter;
    private @Nullable String domain;
    private @Nullable String sort;
    private int page = 1;

    private int total;
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
        total = Math.toIntExact(service.count(query(0)));
        page = Math.max(1, Math.min(page, getPages()));
        accounts = service.page(query((page - 1) * ROWS));
    }

    private AccountQuery query(int first) {
        return new AccountQuery(filter == null ? "" : filter.strip(), domain, first, ROWS, order(), isDescending());
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

    public boolean isFiltered() {
        return filter != null || domain != null;
    }

    public int getPages() {
        return Math.max(1, (total + ROWS - 1) / ROWS);
    }

    public int getTotal() {
        return total;
    }

    /** The number of the first account of this page, counted from 1. */
    public int getFrom() {
        return total == 0 ? 0 : (page - 1) * ROWS + 1;
    }

    /** The number of the last account of this page. */
    public int getTo() {
        return Math.min(total, page * ROWS);
    }

    public List<DomainSummary> getDomains() {
        return domains;
    }

    public List<AccountSummary> getAccounts() {
        return accounts;
    }

    public @Nullable String getFilter() {
        return filter;
    }

    public void setFilter(@Nullable String filter) {
        this.filter = filter;
    }

    public @Nullable String getDomain() {
        return domain;
    }

    public void setDomain(@Nullable String domain) {
        this.domain = domain;
    }

    public @Nullable String getSort() {
        return sort;
    }

    public void setSort(@Nullable String sort) {
        this.sort = sort;
    }

    public int getPage() {
        return page;
    }

    public void setPage(int page) {
        this.page = page;
    }
}
