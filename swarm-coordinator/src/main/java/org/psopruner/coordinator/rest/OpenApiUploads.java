package org.psopruner.coordinator.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Leaves uploads out of the OpenAPI document of a coordinator that takes none: so whoever reads it,
 * as the page does, offers none.
 */
@OpenApiFilter(OpenApiFilter.RunStage.RUNTIME_STARTUP)
public final class OpenApiUploads implements OASFilter {
  @Override
  public void filterOpenAPI(OpenAPI api) {
    if (ConfigProvider.getConfig()
        .getOptionalValue("psopruner.uploads.folder", String.class)
        .isEmpty()) {
      api.getPaths().removePathItem(UploadsResource.PATH);
    }
  }
}
