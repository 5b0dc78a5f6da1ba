/**
 * What is drawn of experiments: few enough figures of many evaluations, so that a page is quick and
 * still shows what matters. Plain Java.
 */
package org.psopruner.coordinator.chart;
