package org.facteur.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import org.facteur.mailstore.routing.RouteKind;

/** {@code aliases/create.xhtml}, {@code aliases/edit.xhtml} and {@code aliases/delete.xhtml}. */
@Named
@ViewScoped
public class AliasView extends RouteView {

    private static final long serialVersionUID = 1L;

    public AliasView() {
        super(RouteKind.ALIAS);
    }
}
