/** From a candidate to its score: plain Java, no framework. */
package org.psopruner.worker.evaluation;
