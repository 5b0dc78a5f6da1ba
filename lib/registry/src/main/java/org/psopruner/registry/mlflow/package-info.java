/** Models in MLflow, by its REST API. */
package org.psopruner.registry.mlflow;
