package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.facteur.mailstore.routing.RouteKind;

/** {@code groups.xhtml}: addresses that stand for their members. */
@Named
@RequestScoped
public class GroupsView extends RoutesView {

    public GroupsView() {
        super(RouteKind.GROUP);
    }
}
