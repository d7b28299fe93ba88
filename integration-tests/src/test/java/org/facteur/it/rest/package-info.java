/** The REST interface of administration, and what every HTTP answer has in common. */
@NullMarked
package org.facteur.it.rest;

import org.jspecify.annotations.NullMarked;
