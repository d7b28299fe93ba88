/** What each command does: it checks nothing but its arguments, asks the store, and says the reply. */
@NullMarked
package org.facteur.pop3.handler;

import org.jspecify.annotations.NullMarked;
