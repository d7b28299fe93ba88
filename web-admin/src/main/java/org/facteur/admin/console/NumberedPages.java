package org.facteur.admin.console;

import org.jspecify.annotations.Nullable;

/** A list of addresses whose pages have numbers. Filter and page number are in the page's address; a page beyond the last is the last. */
public abstract class NumberedPages {

    static final int ROWS = 25;

    private @Nullable String filter;
    private @Nullable String domain;
    private int page = 1;
    private int total;

    /** Now that it is known how many there are, and so which page is shown. */
    void found(long all) {
        total = Math.toIntExact(all);
        page = Math.max(1, Math.min(page, getPages()));
    }

    /** How many come before the page. */
    int first() {
        return (page - 1) * ROWS;
    }

    /** Empty for all. */
    String part() {
        return filter == null ? "" : filter.strip();
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

    /** The number of the first of this page, counted from 1. */
    public int getFrom() {
        return total == 0 ? 0 : first() + 1;
    }

    /** The number of the last of this page. */
    public int getTo() {
        return Math.min(total, page * ROWS);
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

    public int getPage() {
        return page;
    }

    public void setPage(int page) {
        this.page = page;
    }
}
