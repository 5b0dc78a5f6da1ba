/**
 * The final exam: the only place that can read test images. A search does not depend on this
 * module, so it cannot even name the test set.
 */
package org.psopruner.exam;
