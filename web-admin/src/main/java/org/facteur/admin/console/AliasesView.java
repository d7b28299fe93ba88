package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.facteur.mailstore.routing.RouteKind;

/** {@code aliases.xhtml}: addresses that lead to others. */
@Named
@RequestScoped
public class AliasesView extends RoutesView {

    public AliasesView() {
        super(RouteKind.ALIAS);
    }
}
