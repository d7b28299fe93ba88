@NullMarked
package org.facteur.smtp.auth;

import org.jspecify.annotations.NullMarked;
