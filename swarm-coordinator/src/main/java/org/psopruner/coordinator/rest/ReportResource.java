package org.psopruner.coordinator.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.psopruner.coordinator.access.Roles;
import org.psopruner.coordinator.chart.Sample;
import org.psopruner.coordinator.page.Report;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.BestView;
import org.psopruner.messages.rest.FrontView;

/** Experiments to be taken away: the page with what it shows of one, as a file. */
@Path("/experiments/{id}/report.html")
@RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
@Blocking
@Tag(name = "Charts")
public class ReportResource {
  /**
   * So many candidates, the best and those on the front, can be looked at one by one; of a longer
   * front, some from all over it.
   */
  private static final int CANDIDATES = 50;

  private final Service service;
  private final ChartsResource charts;
  private final ResultsResource results;
  private final CandidatesResource candidates;
  private final ChronicleResource chronicle;

  ReportResource(
      Service service,
      ChartsResource charts,
      ResultsResource results,
      CandidatesResource candidates,
      ChronicleResource chronicle) {
    this.service = service;
    this.charts = charts;
    this.results = results;
    this.candidates = candidates;
    this.chronicle = chronicle;
  }

  /** The page's sections of an experiment, as they are now. */
  @GET
  @Produces(MediaType.TEXT_HTML)
  @Operation(
      operationId = "getReport",
      summary = "What the page shows of the experiment, as one file",
      description = "It needs neither a coordinator nor a network.")
  @APIResponse(
      responseCode = "200",
      description = "HTML to be saved",
      headers = @Header(name = "Content-Disposition", schema = @Schema(type = SchemaType.STRING)),
      content =
          @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = SchemaType.STRING)))
  @APIResponse(responseCode = "404", description = "There is no experiment of that id")
  public Response report(@PathParam("id") String id) {
    return Response.ok(Report.of(id, Clock.systemUTC().instant(), answers(id)))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s.html\"".formatted(id))
        .build();
  }

  /** By the paths with which the page's views ask for them. */
  private Map<String, Object> answers(String id) {
    String path = "/experiments/" + id;
    Map<String, Object> answers = new LinkedHashMap<>();
    ExperimentView view = service.view(id);
    answers.put(path, view);
    answers.put(
        path + "/convergence?limit=" + ChartsResource.MOST_ROWS,
        charts.convergence(id, ChartsResource.MOST_ROWS));
    answers.put(path + "/points?limit=" + DrawnLimit.DEFAULT, charts.points(id, new DrawnLimit()));
    answers.put(
        path + "/positions?limit=" + DrawnLimit.DEFAULT, charts.positions(id, new DrawnLimit()));
    answers.put(path + "/workers", results.workers(id));
    answers.put(path + "/timeline?limit=400", chronicle.timeline(id, newest("400")));
    answers.put(path + "/journal?limit=8", chronicle.journal(id, newest("8")));
    answers.put(path + "/journal?limit=1000", chronicle.journal(id, newest("1000")));
    put(answers, path + "/layers", () -> candidates.layers(id, null));
    Optional<String> best = view.globalBest().map(BestView::evaluationId);
    List<String> others =
        candidates.front(id).items().stream()
            .map(FrontView.FrontPoint::evaluationId)
            .filter(candidate -> best.filter(candidate::equals).isEmpty())
            .toList();
    Stream.concat(best.stream(), Sample.atMost(others, CANDIDATES - 1).stream())
        .forEach(
            candidate -> {
              put(
                  answers,
                  path + "/scores/" + candidate,
                  () -> candidates.candidate(id, candidate));
              put(
                  answers,
                  path + "/layers?evaluation=" + candidate,
                  () -> candidates.layers(id, candidate));
            });
    return answers;
  }

  private static Tail newest(String limit) {
    Tail tail = new Tail();
    tail.limit = limit;
    return tail;
  }

  /** What there is; a baseline that could not be read has no layers. */
  private static void put(Map<String, Object> answers, String path, Supplier<Object> answer) {
    try {
      answers.put(path, answer.get());
    } catch (WebApplicationException e) {
      if (e.getResponse().getStatus() != 404) {
        throw e;
      }
    }
  }
}
