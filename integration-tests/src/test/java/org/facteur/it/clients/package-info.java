/** What people and programs use, against the deployed server. */
@NullMarked
package org.facteur.it.clients;

import org.jspecify.annotations.NullMarked;
