package org.tunza.fhir.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Body;
import org.tunza.fhir.Defects;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Interactions;
import org.tunza.fhir.Query;
import org.tunza.fhir.Refusals;
import org.tunza.fhir.Request;
import org.tunza.fhir.RequestPath;
import org.tunza.fhir.view.Shown;
import org.tunza.fhir.view.View;
import org.tunza.record.Attribution;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;

/** The FHIR base. https://hl7.org/fhir/R4/http.html */
public final class FhirServlet extends HttpServlet {

  /** Where the base lies. */
  public static final String PATH = "/fhir";

  /** Bytes up to which an answer to a read does not count as in flight. */
  private static final int ANSWER_COUNTED_FROM = 256 * 1024;

  private static final String REQUEST_ID = "X-Request-Id";

  private final transient Interactions interactions;
  private final transient Interaction<Request.Bundle> bundles;
  private final transient FhirLimits limits;
  private final transient BytesInFlight inFlight;
  private final transient Defects defects;
  private final transient RequestTimes times;

  public FhirServlet(
      Interactions interactions,
      Interaction<Request.Bundle> bundles,
      FhirLimits limits,
      Defects defects,
      RequestTimes times) {
    this.interactions = interactions;
    this.bundles = bundles;
    this.limits = limits;
    this.inFlight = new BytesInFlight(limits.inFlightBytesMax());
    this.defects = defects;
    this.times = times;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String requestId = request.getHeader(REQUEST_ID);
    if (requestId != null && RequestPath.isId(requestId)) {
      response.setHeader(REQUEST_ID, requestId);
    }
    long start = System.nanoTime();
    String interaction = RequestTimes.UNKNOWN;
    try (HttpBody body = new HttpBody(request, limits, inFlight)) {
      interaction = serve(request, response, body);
    } catch (RuntimeException e) {
      refuse(request, response, defects.refusal(e), View.STORED);
    } finally {
      times.took(interaction, response.getStatus(), System.nanoTime() - start);
    }
  }

  /** Serves the request; says the name of its interaction. */
  private String serve(HttpServletRequest request, HttpServletResponse response, HttpBody body)
      throws IOException {
    Outcome<Query> query = Query.parse(request.getQueryString());
    HttpExchange exchange = new HttpExchange(request, body, known(query), who(request));
    Outcome<RequestPath> path = RequestPath.parse(request.getRequestURI().substring(PATH.length()));
    Outcome<Request> wanted =
        path.then(known -> known.with(request.getMethod())).then(one -> query.map(_ -> one));
    Outcome<View> view = wanted.then(one -> view(one, exchange));
    Outcome<Answer> answer = view.then(_ -> answer(wanted.orThrow(), exchange));
    switch (answer.then(done -> Shown.of(done.content(), view.orThrow()))) {
      case Outcome.Done<Shown>(Shown shown) -> {
        if (fits(wanted.orThrow(), shown, body)) {
          new AnswerWriter(request, response).write(answer.orThrow(), shown, exchange.base());
        } else {
          refuse(request, response, Body.busy(), forRefusal(exchange));
        }
      }
      case Outcome.Refused<Shown>(Refusal refusal) -> {
        if (refusal.code() == RefusalCode.METHOD_NOT_ALLOWED) {
          response.setHeader("Allow", String.join(", ", path.orThrow().allowed()));
        }
        refuse(request, response, refusal, forRefusal(exchange));
      }
    }
    return wanted instanceof Outcome.Done<Request>(Request known)
        ? RequestTimes.name(known)
        : RequestTimes.UNKNOWN;
  }

  /** Whether there is room for a large answer; what was written is told in any case. */
  private static boolean fits(Request request, Shown shown, HttpBody body) {
    int bytes = shown.bytes().length;
    return bytes <= ANSWER_COUNTED_FROM || !request.isSafe() || body.takesRoom(bytes);
  }

  private Outcome<Answer> answer(Request request, Exchange exchange) {
    return request instanceof Request.Bundle bundle
        ? bundles.answer(bundle, exchange)
        : interactions.answer(request, exchange);
  }

  private static Outcome<View> view(Request request, Exchange exchange) {
    Outcome<View> view = View.of(exchange);
    return switch (request) {
      case Request.Read(EntryId id) -> rawToo(id, view);
      case Request.ReadVersion(EntryId id, int _) -> rawToo(id, view);
      case Request.Versions _, Request.Capabilities _, Request.Operation _, Request.Search _ ->
          view;
      case Request.Create _,
          Request.Update _,
          Request.ConditionalUpdate _,
          Request.Patch _,
          Request.ConditionalPatch _,
          Request.Delete _,
          Request.ConditionalDelete _,
          Request.Bundle _ ->
          view.map(View::entire);
    };
  }

  /** A Binary may be wanted as whatever it is, and then no FHIR format need be acceptable. */
  private static Outcome<View> rawToo(EntryId id, Outcome<View> view) {
    return id.type().equals("Binary") && view instanceof Outcome.Refused<View>
        ? Outcome.done(View.STORED)
        : view;
  }

  private static Query known(Outcome<Query> query) {
    return query instanceof Outcome.Done<Query>(Query known) ? known : Query.NONE;
  }

  private static Attribution who(HttpServletRequest request) {
    return new Attribution(
        Attribution.Agents.LOCAL_OPERATOR,
        Attribution.Agents.LOCAL_OPERATOR,
        Attribution.Purpose.TREAT,
        Origins.number(request.getRemoteAddr()));
  }

  private static View forRefusal(Exchange exchange) {
    return View.of(exchange) instanceof Outcome.Done<View>(View view) ? view.entire() : View.STORED;
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, Refusal refusal, View view)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    int status = Refusals.status(refusal.code());
    response.setStatus(status);
    if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      response.setHeader("Retry-After", "1");
    }
    new AnswerWriter(request, response).body(Shown.whole(Refusals.outcome(refusal), view));
  }
}
