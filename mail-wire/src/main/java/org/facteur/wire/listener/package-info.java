/** Ports: who may connect, how many, and how a server stops politely. */
@NullMarked
package org.facteur.wire.listener;

import org.jspecify.annotations.NullMarked;
