package org.facteur.admin.security;

import java.io.Serializable;
import java.util.Set;

/**
 * Who a console session belongs to; kept in the session from log in to log out.
 *
 * @param name what the identity store calls the caller
 * @param groups the groups that it is in
 */
record Administrator(String name, Set<String> groups) implements Serializable {

    static final String SESSION_ATTRIBUTE = Administrator.class.getName();
}
