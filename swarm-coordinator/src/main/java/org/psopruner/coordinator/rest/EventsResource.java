package org.psopruner.coordinator.rest;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.psopruner.coordinator.access.Roles;
import org.psopruner.coordinator.experiment.Experiments;
import org.psopruner.coordinator.log.ExperimentLog;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.WorkerView;

/** What happens to an experiment, as it happens. */
@Path("/experiments/{id}/events")
@RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
@Blocking
@Tag(name = "Results")
public class EventsResource {
  /** Changes that come more often are told together. */
  private static final Duration INTERVAL = Duration.ofMillis(250);

  /** After so many silent intervals something is sent, so that nobody takes the line for dead. */
  private static final int SILENCE = 60;

  private final Experiments experiments;
  private final ExperimentLog log;

  EventsResource(Experiments experiments, ExperimentLog log) {
    this.experiments = experiments;
    this.log = log;
  }

  /** Goes on until the listener leaves, or the experiment is deleted. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "streamEvents",
      summary = "What happens to the experiment, as server-sent events",
      description =
          "Events are named state, progress, best and worker; each says in JSON how that is now."
              + " First comes how all is, so that whoever comes back has missed nothing that still"
              + " matters; what the event of Last-Event-ID has told already is passed over. An"
              + " event's id is the experiment's ETag, without the quotes.")
  @APIResponse(
      responseCode = "200",
      description = "Events, until the listener leaves",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(type = SchemaType.STRING)))
  @APIResponse(responseCode = "404", description = "There is no experiment of that id")
  public Multi<OutboundSseEvent> events(
      @PathParam("id") String id,
      @Parameter(description = "The id of the last event that was received.")
          @HeaderParam("Last-Event-ID")
          String lastEventId,
      @Context Sse sse) {
    ExperimentView first = experiments.view(id).orElseThrow(() -> Problem.notFound(id));
    Listener listener = new Listener(id, sse);
    if (Etags.of(first).getValue().equals(lastEventId)) {
      listener.feed.known(first);
    }
    return Multi.createFrom()
        .ticks()
        .every(INTERVAL)
        .onOverflow()
        .drop()
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(tick -> listener.next())
        .select()
        .first(Optional::isPresent)
        .onItem()
        .transformToIterable(Optional::orElseThrow);
  }

  /** Not for use by several threads at once. */
  private final class Listener {
    private final String id;
    private final Sse sse;
    private final EventFeed feed = new EventFeed();
    private long seen = -1;
    private int silent;

    Listener(String id, Sse sse) {
      this.id = id;
      this.sse = sse;
    }

    /** What is to be sent now; empty when there is no such experiment any more. */
    Optional<List<OutboundSseEvent>> next() {
      long folded = log.folded();
      silent++;
      if (folded == seen) {
        return Optional.of(heartbeat());
      }
      seen = folded;
      Optional<ExperimentView> view = experiments.view(id);
      return view.map(now -> events(now, log.workers(id).orElse(List.of())));
    }

    private List<OutboundSseEvent> events(ExperimentView view, List<WorkerView> workers) {
      List<EventFeed.Event> news = feed.next(view, workers);
      if (news.isEmpty()) {
        return heartbeat();
      }
      silent = 0;
      String tag = Etags.of(view).getValue();
      List<OutboundSseEvent> events = new ArrayList<>();
      for (int i = 0; i < news.size(); i++) {
        OutboundSseEvent.Builder event =
            sse.newEventBuilder()
                .name(news.get(i).name())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(String.class, json(news.get(i).data()));
        // Whoever was told only some of them has not seen the experiment as it is.
        events.add(i == news.size() - 1 ? event.id(tag).build() : event.build());
      }
      return events;
    }

    private List<OutboundSseEvent> heartbeat() {
      if (silent < SILENCE) {
        return List.of();
      }
      silent = 0;
      return List.of(sse.newEventBuilder().comment("nothing new").build());
    }
  }

  private static String json(Object data) {
    return new String(RecordJson.writeLine(data), StandardCharsets.UTF_8);
  }
}
