package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;

/** The button of every page that ends the session. */
@Named
@RequestScoped
public class LogoutView {

    public String logOut() throws ServletException {
        ExternalContext http = FacesContext.getCurrentInstance().getExternalContext();
        ((HttpServletRequest) http.getRequest()).logout();
        http.invalidateSession();
        return "/admin/login?faces-redirect=true&reason=left";
    }
}
