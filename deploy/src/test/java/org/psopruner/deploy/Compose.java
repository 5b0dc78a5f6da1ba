package org.psopruner.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** {@code compose.yaml}, as far as the Compose Specification has fields for what is used here. */
record Compose(
    String name,
    Map<String, Service> services,
    Map<String, Volume> volumes,
    Map<String, Secret> secrets) {

  record Service(
      String image,
      Map<String, String> environment,
      List<String> ports,
      List<String> volumes,
      List<String> secrets,
      @JsonProperty("depends_on") List<String> dependsOn,
      String user,
      @JsonProperty("cap_drop") List<String> capDrop,
      @JsonProperty("security_opt") List<String> securityOpt,
      @JsonProperty("mem_limit") String memLimit,
      @JsonProperty("stop_grace_period") String stopGracePeriod,
      String restart) {}

  record Volume() {}

  record Secret(String file) {}
}
