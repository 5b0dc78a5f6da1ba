/** Models in Kubeflow's Model Registry, by its REST API. */
package org.psopruner.registry.kubeflow;
