@NullMarked
package org.facteur.it.application;

import org.jspecify.annotations.NullMarked;
