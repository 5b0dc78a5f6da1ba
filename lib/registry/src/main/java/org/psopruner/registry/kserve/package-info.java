/** What KServe is told of a model. */
package org.psopruner.registry.kserve;
