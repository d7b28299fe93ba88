/** Many IMAP sessions on one deployed server, each answer of which is predicted. */
@NullMarked
package org.facteur.it.model;

import org.jspecify.annotations.NullMarked;
