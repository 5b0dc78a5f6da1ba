/** Hands finished models to registries, one after the other, until each has them. */
package org.psopruner.retrainer.registration;
