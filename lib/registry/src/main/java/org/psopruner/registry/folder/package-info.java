/** Models in folders, on any file system that is mounted. */
package org.psopruner.registry.folder;
