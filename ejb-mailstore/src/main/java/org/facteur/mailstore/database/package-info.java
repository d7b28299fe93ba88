/** The way to the database: connections whose commit is a promise. */
@NullMarked
package org.facteur.mailstore.database;

import org.jspecify.annotations.NullMarked;
