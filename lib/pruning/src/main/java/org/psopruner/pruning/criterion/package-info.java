/** What values a filter. */
package org.psopruner.pruning.criterion;
