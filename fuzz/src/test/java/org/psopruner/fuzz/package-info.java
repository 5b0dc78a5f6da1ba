/**
 * Feeds every reader of untrusted input. What each was found to do wrong lies in the resources,
 * under {@code corpus/<reader>/}, beside inputs that reach much of it.
 */
package org.psopruner.fuzz;
