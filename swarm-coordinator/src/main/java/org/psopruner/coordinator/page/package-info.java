/**
 * The page without its coordinator: the same modules, styles and charts in one file that holds what
 * was told. Plain Java.
 */
package org.psopruner.coordinator.page;
