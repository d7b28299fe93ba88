@NullMarked
package org.facteur.admin.security;

import org.jspecify.annotations.NullMarked;
