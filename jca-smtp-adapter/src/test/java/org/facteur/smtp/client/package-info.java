@NullMarked
package org.facteur.smtp.client;

import org.jspecify.annotations.NullMarked;
