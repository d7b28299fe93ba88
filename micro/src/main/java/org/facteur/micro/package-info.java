/** Starts the application on Payara Micro. */
@NullMarked
package org.facteur.micro;

import org.jspecify.annotations.NullMarked;
