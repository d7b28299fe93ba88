package org.facteur.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import org.facteur.mailstore.routing.RouteKind;

/** {@code groups/create.xhtml}, {@code groups/edit.xhtml} and {@code groups/delete.xhtml}. */
@Named
@ViewScoped
public class GroupView extends RouteView {

    private static final long serialVersionUID = 1L;

    public GroupView() {
        super(RouteKind.GROUP);
    }
}
