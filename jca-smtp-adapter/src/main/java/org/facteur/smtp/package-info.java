/** SMTP: its grammar, its session, and in {@code ra} the resource adapter. */
@NullMarked
package org.facteur.smtp;

import org.jspecify.annotations.NullMarked;
